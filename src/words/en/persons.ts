// English: one person in all batches.

export const persons = {
  summary: 'one person in all batches: where that person stands, and what is kept',
  description:
    'The number, and the name if only that name is meant, are asked for, or read as lines NUMBER,NAME of standard input. They are never arguments, as those stand in the history of the shell and in the list of processes.',
  find: {
    summary: 'the batches and rows in which a person stands',
    json: 'batch, row, status and checked_at of each row, as JSON',
  },
  exporting: {
    summary: 'a person’s rows in all batches, and every call for them, as JSON',
    description:
      'The rows of the lists, of batches that have ended with what was written behind them and every call for them; then the rows of other files that repeat them. It is personal: keep it as safe as the outcomes. Number and name are asked for, or read from standard input, as by find.',
    out: 'write it to this file instead of standard output',
  },
  askNumber: 'Number: ',
  askName: 'Name (none: whoever has the number): ',
  nobody: 'Nobody is named: give lines NUMBER or NUMBER,NAME on standard input.',
  noNumber: ({ line }: { line: number }) => `Line ${line} of standard input has no number.`,
  isThere: ({ file }: { file: string }) => `${file} is there already. Name another file with --out.`,
  nowhere: 'In no batch whose files are kept.',
  row: ({ batch, row, status, at }: { batch: string; row: number; status: string; at: string }) =>
    `${batch}  row ${row}  ${status}  ${at}`,
  notEnded: 'not ended',
  notCalled: 'not called',
};
