// English: the outcomes of a batch that has ended, written to a file of the user's.

export const exporting = {
  summary: 'the outcomes of a batch that has ended, or those of some statuses, as a file',
  description:
    "Writes a file of its own with the rows and columns of outcomes.csv. A batch that has not ended has 'rollcall status BATCH --outcomes FILE' for that.",
  xlsx: 'an Excel workbook: all rows, then a sheet for each status',
  status: 'only rows with one of these, such as mismatch error; in a workbook a sheet for each',
  out: 'the file; .xlsx at its end makes it a workbook (default: BATCH.csv or BATCH.xlsx here)',
  overwrite: 'replace the file if it is there already',
  json: 'print batch, file and rows on standard output as JSON',
  written: ({ file, rows }: { file: string; rows: number }) =>
    `${file} (${rows} ${rows === 1 ? 'row' : 'rows'})`,
  nearest: ({ near, statuses }: { near: string; statuses: string }) =>
    `Did you mean ${near}? It takes ${statuses}.`,
  notAStatus: ({ statuses }: { statuses: string }) => `It takes ${statuses}.`,
  isThere: ({ file }: { file: string }) =>
    `${file} is there already. Give --overwrite to replace it, or another --out.`,
  noWorkbook: ({ file }: { file: string }) =>
    `--xlsx writes a workbook, which no program opens as ${file}: give --out a name that ends in .xlsx.`,
  notEnded: ({ batch, state }: { batch: string; state: string }) =>
    `Batch "${batch}" is ${state}: only a batch that has ended is exported. For its outcomes so far: rollcall status ${batch} --outcomes FILE`,
  unread: ({ file, batch, why }: { file: string; batch: string; why: string }) =>
    `${file} is not there as batch "${batch}" has written it: ${why}. Put it back, and export again.`,
  noStatusColumn: 'it has no column verify_status',
  noStatus: 'a row has no status',
  cut: ({ rows, written }: { rows: number; written: number }) => `it has ${rows} rows instead of ${written}`,
};
