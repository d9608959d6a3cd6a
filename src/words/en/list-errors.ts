// English: why a list can’t be read, or not without an option.

export const listErrors = {
  isDirectory: ({ file }: { file: string }) => `${file} is a directory. Name a file in it.`,
  noFile: ({ file }: { file: string }) => `There is no file ${file}. Check the path.`,
  unread: ({ file, why }: { file: string; why: string }) => `${file} can't be read: ${why}.`,
  sheetOfText: '--sheet goes with an Excel workbook (.xlsx), and the list is none. Leave it out.',
  textOptionsOfWorkbook:
    'The list is an Excel workbook: --encoding and --delimiter go with text. Leave them out.',
  listUnread: ({ why }: { why: string }) => `The list can't be read: ${why}.`,
  ofList: ({ source, why }: { source: string; why: string }) => `${source}: ${why}`,
  zeroBytes: ({ source }: { source: string }) =>
    `${source} has zero bytes where text should be. If it is UTF-16 without a byte-order mark, give --encoding utf-16le or utf-16be; if they belong to it, give the encoding that it is in.`,
  delimiter: ({ usual }: { usual: string }) =>
    `--delimiter takes one character, or the word tab; usual are ${usual}.`,
  bothInOne: ({ source, column }: { source: string; column: number }) =>
    `${source}: column ${column} can't hold both. Give --name-column and --id-column.`,
  empty: ({ source }: { source: string }) => `${source} is empty: it has no header and no rows.`,
  personAbove: ({ source, header, person }: { source: string; header: number; person: number }) =>
    `${source}: its header seems to be line ${header}, but line ${person} above it holds an identity number. Move the header to the top, or give --header-row ${header} to leave out what stands above it.`,
  personInHeader: ({ source, row }: { source: string; row: number }) =>
    `${source}: line ${row}, which is taken for its header, holds an identity number. Where the list has no header, add --no-header and the numbers of its columns, such as --name-column 1 --id-column 2; where the header is another line, say which with --header-row; else mend its quotes and line ends.`,
  nothingOnLine: ({ source, line }: { source: string; line: number }) =>
    `${source}: there is nothing on line ${line}, where --header-row says that the header is. Blank lines count, as in a spreadsheet; cells with line breaks make no line more.`,
  brokenHeader: ({ source, line }: { source: string; line: number }) =>
    `${source}: its header, on line ${line}, can't be read: broken quoting, or bytes that are not text in the encoding of the list.`,
  brokenFirst: ({ source, line }: { source: string; line: number }) =>
    `${source}: its first record, on line ${line}, can't be read: broken quoting, or bytes that are not text in the encoding of the list.`,
  tooLarge: 'The list is larger than may be sent here. Send it in parts.',
  overQuota:
    'The lists that you have sent take up all that you may use. Make batches of them, delete some, or wait until they expire.',
  littleSpace:
    'The disk has too little space left for a list of this size. Whoever runs Rollcall has to make some.',
  stopsReaders: ({ row, times }: { row: number; times: number }) =>
    `Reading the list from row ${row} on has ended or stopped its process ${times} times. Look at the rows from there on in the list, or verify it without them`,
};
