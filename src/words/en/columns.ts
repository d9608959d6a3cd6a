// English: what a list shows as a whole: its columns, its names, its encoding.

const FROM_SOURCE = 'Take the list from its source again, with this column as text.';

interface Warning {
  column: number;
  rows: number;
  of: number;
  what: string;
  finding: string;
}

export const columns = {
  warning: ({ column, rows, of, what, finding }: Warning) =>
    `Column ${column}: ${rows} of ${of} ${what} ${finding}`,
  warningFrom: ({ column, rows, of, what, first, finding }: Warning & { first: string }) =>
    `Column ${column}: ${rows} of ${of} ${what}, from row ${first} on, ${finding}`,
  numbers: 'numbers',
  rows: 'rows',
  findings: {
    'three zeros': `end in 000, far more than by chance: they were rounded to 15 digits. None of them is sent. ${FROM_SOURCE}`,
    'two zeros': `end in 00, far more than by chance: they were rounded to 16 digits. None of them is sent. ${FROM_SOURCE}`,
    'last zero': `end in 0, far more than by chance: they were rounded to 17 digits. None of them is sent. ${FROM_SOURCE}`,
    binary: `are floating-point numbers, far more than by chance: their last digits were rounded. None of them is sent. ${FROM_SOURCE}`,
    truncated: `are the first 15 characters of longer ones: the column was cut. None of them is sent. ${FROM_SOURCE}`,
    unchecked: `have a last character that does not fit, as many as chance brings: these are no real numbers, or were changed. None of the column is sent. ${FROM_SOURCE}`,
    'repeated name':
      'have the same name with ever another number: it may stand for a name that is not known.',
    'swapped columns':
      'hold an identity number where the name should be. If the columns are swapped, give --name-column and --id-column.',
  },
  headerIsRow: 'The first record looks like a row, not like a header. If it is one, give --no-header.',
  frequentName: ({ perDay, most, beyond }: { perDay: number; most: number; beyond: number }) =>
    `One name stands in more than ${perDay} rows that are to be called (${most} at most): the provider answers about a name ${perDay} times a day. Some ${beyond} rows will wait for the days after, or end as lookup_failed with --daily-limit end.`,
  frequentNames: ({
    names,
    perDay,
    most,
    beyond,
  }: {
    names: number;
    perDay: number;
    most: number;
    beyond: number;
  }) =>
    `${names} names stand in more than ${perDay} rows that are to be called (${most} at most): the provider answers about a name ${perDay} times a day. Some ${beyond} rows will wait for the days after, or end as lookup_failed with --daily-limit end.`,
};

interface Misfits {
  lines: number;
  encoding: string;
  firstLine: number;
}

export const encodings = {
  unusual: ({ encoding, evidence }: { encoding: string; evidence: string }) =>
    `The list is read as ${encoding}: ${evidence}. Where names come out wrong, give another with --encoding.`,
  misfits: ({ lines, encoding, firstLine }: Misfits) =>
    lines === 1
      ? `1 line is no text in ${encoding}, the encoding of the list; the first is line ${firstLine}. Its row is not sent, and ends as unreadable, unless only a remark doesn't fit and can be read all the same.`
      : `${lines} lines are no text in ${encoding}, the encoding of the list; the first is line ${firstLine}. Their rows are not sent, and end as unreadable, unless only a remark doesn't fit and can be read all the same.`,
  misfitsFoundOut: ({ lines, encoding, evidence, firstLine }: Misfits & { evidence: string }) =>
    lines === 1
      ? `1 line is no text in ${encoding}, the encoding of the list (${evidence}); the first is line ${firstLine}. Its row is not sent, and ends as unreadable, unless only a remark doesn't fit and can be read all the same.`
      : `${lines} lines are no text in ${encoding}, the encoding of the list (${evidence}); the first is line ${firstLine}. Their rows are not sent, and end as unreadable, unless only a remark doesn't fit and can be read all the same.`,
  halves: ({ lines }: { lines: number }) =>
    `${lines} ${lines === 1 ? 'line has' : 'lines have'} characters written in halves (CESU-8, as Oracle and Java write it); they are joined.`,
};
