// English: what a new batch's list holds, in a few lines before the first call.

interface Counts {
  file: string;
  rows: number;
  calls: number;
}
interface Cost extends Counts {
  cost: string;
  currency: string;
}

export const brief = {
  noLabel:
    'No batch with no label has been completed yet: there is nothing to carry over, and everybody is new.',
  noneOfLabel: ({ label }: { label: string }) =>
    `No batch with the label "${label}" has been completed yet: there is nothing to carry over, and everybody is new.`,
  header: ({ file, place }: { file: string; place: string }) => `${file}: the header is ${place}.`,
  list: ({ file, rows, calls }: Counts) => `${file}: ${rows} rows, ${calls} to be called`,
  listAndCost: ({ file, rows, calls, cost, currency }: Cost) =>
    `${file}: ${rows} rows, ${calls} to be called, ${cost} ${currency}`,
  carriedToo: ({ list, carried, previous }: { list: string; carried: number; previous: string }) =>
    `${list}, ${carried} carried over from ${previous}`,
  notSent: 'Not sent: ',
  duplicate: ({ count }: { count: number }) => `${count} duplicate${count === 1 ? '' : 's'}`,
  reason: ({ rows, message }: { rows: number; message: string }) => `${rows} where ${message}`,
  others: ({ rows }: { rows: number }) => `${rows} for other reasons`,
  between: '; ',
  share: ({ percent }: { percent: number }) =>
    `That is the first ${percent} % of the list. 'rollcall check' reads all of it.`,
};
