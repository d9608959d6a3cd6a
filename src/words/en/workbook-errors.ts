// English: why an Excel workbook can’t be read.

export const workbookErrors = {
  longText: ({ cell }: { cell: string }) =>
    `Cell ${cell} has a text that is longer than any that a list needs. Shorten it.`,
  rowNumbers: 'The sheet is damaged: its rows are not numbered as they should be.',
  cellPlace: 'The sheet is damaged: a cell has no possible place.',
  rowOrder:
    "The sheet's rows are not in the order of their numbers, and too many to be sorted. Open it in Excel and save it again as .xlsx.",
  noSheet: 'The Excel workbook has no sheet with cells.',
  otherSheets: ({ asked, sheets }: { asked: string; sheets: string }) =>
    `No sheet is "${asked}". The workbook has ${sheets}. Name one, or its number, with --sheet.`,
  damaged: ({ why }: { why: string }) =>
    `The Excel workbook can't be read: ${why}. Open it in Excel and save it again as .xlsx, or as "CSV UTF-8".`,
  silent: ({ seconds }: { seconds: number }) => `reading it did not get on for ${seconds} seconds`,
  memory: ({ mebibytes }: { mebibytes: number }) => `reading it takes more than ${mebibytes} MiB of memory`,
  time: ({ minutes }: { minutes: number }) => `reading it takes more than ${minutes} minutes`,
  exited: ({ status }: { status: number }) =>
    `reading it has ended the process that did (exit status ${status})`,
  killed: ({ signal }: { signal: string }) => `reading it has ended the process that did (${signal})`,
  tooManyCells: ({ millions }: { millions: number }) =>
    `The sheet is too long and wide to be read as a list: more than ${millions} million cells. Delete what does not belong to the table, or save the sheet as "CSV UTF-8".`,
  tooMuchText: ({ mebibytes }: { mebibytes: number }) =>
    `The sheet is too long and wide to be read as a list: more than ${mebibytes} MiB of text. Delete what does not belong to the table, or save the sheet as "CSV UTF-8".`,
};
