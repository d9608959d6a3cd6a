// English: months of the books.

export const months = {
  summary: 'a month of the books: how it stands, close it, open it again',
  description:
    'A month (China) is closed once every day is balanced or explained, or somebody has accepted each difference that is left. What was closed stays as it was; what comes later is a difference of the next month.',
  month: 'the month, such as 2026-11',
  bill: "the provider's bill as a further side: a CSV file with the columns period, calls and amount",
  data: 'data directories whose calls count, instead of ROLLCALL_DATA alone',
  show: {
    summary: "every day's verdict, open differences with their age, cost by label, the bill",
    json: 'as JSON',
  },
  close: {
    summary: 'close the month, with who and when, entries for the books, and evidence',
    description:
      'Writes close.json, close.html, journal.csv and evidence.zip under months/ in the data directory. Exit status 4 where differences are open that nobody has accepted. With ROLLCALL_CLOSE_REVIEW=1 somebody else has to have looked at it.',
    accept:
      'why an open difference is accepted; once for each, in their order, or with its id before it: 2026-11-20/0/others=TEXT',
    early: 'although the month is not over',
    reviewedBy: 'who else has looked at it, on record as "stated"',
    books:
      'a CSV file that says where labels are booked: label,account,cost_center (default: books.csv in the data directory)',
    json: 'print close.json on standard output',
  },
  reopen: {
    summary: 'open a closed month again; what was closed is kept',
    reason: 'why',
    json: 'print where it is kept on standard output as JSON',
  },

  title: ({ month, provider }: { month: string; provider: string }) =>
    `${month}, ${provider} (China Standard Time)`,
  stands: ({ verdict }: { verdict: string }) => `Verdict: ${verdict}`,
  notOverYet: 'The month is not over.',
  isClosed: ({ at, by }: { at: string; by: string }) => `Closed ${at} by ${by}. What is below is as of now.`,
  days: 'Days:',
  differences: 'Differences:',
  noDifferences: 'No differences are open.',
  labels: 'Cost by label:',
  billSays: ({
    calls,
    amount,
    currency,
    difference,
    rounding,
  }: {
    calls: number;
    amount: string;
    currency: string;
    difference: string;
    rounding: string;
  }) =>
    `Bill: ${calls} calls, ${amount} ${currency}; less our cost ${difference}, of which rounding at most ${rounding}`,
  columns: {
    day: 'day',
    id: 'id',
    what: 'what',
    age: 'days old',
    from: 'of',
    accepted: 'accepted because',
  },
  mayClose: ({ month }: { month: string }) => `To close it: rollcall month close ${month}`,
  wasClosed: ({ month, verdict, directory }: { month: string; verdict: string; directory: string }) =>
    `${month} is closed (${verdict}): ${directory}`,
  reopened: ({ month, kept }: { month: string; kept: string }) =>
    `${month} is open again. What was closed is kept in ${kept}`,

  notOver: ({ month }: { month: string }) =>
    `${month} is not over in China. Close it then, or now with --early: what comes later is a difference of the next month.`,
  notClosed: ({ month }: { month: string }) => `${month} is not closed.`,
  closedBefore: ({ month, at, by }: { month: string; at: string; by: string }) =>
    `${month} was closed ${at} by ${by}. To close it anew, open it first: rollcall month reopen ${month} --reason TEXT`,
  unbalanced: ({ month, differences, first }: { month: string; differences: string; first: string }) =>
    `${month} is not closed: these differences are open: ${differences}. Clear them up, or accept each: --accept "${first}=WHY"`,
  nothingToAccept: ({ text }: { text: string }) =>
    `--accept "${text}": no open difference is left for it. 'rollcall month show' names them.`,
  needsReview:
    'Somebody else has to look at a month before it is closed (ROLLCALL_CLOSE_REVIEW=1). Name them with --reviewed-by.',
  ownReview: ({ by }: { by: string }) =>
    `--reviewed-by names you (${by}), and whoever closes a month can't review it. Name somebody else.`,
  tooManyMonths: ({ most }: { most: number }) => `Ask for ${most} months at most.`,
  acceptedBefore: ({ month, by }: { month: string; by: string }) =>
    `What is accepted in ${month} stands in what ${by} has proposed. Close it as proposed, or withdraw the proposal and propose it anew.`,
  changed: ({ month, by, at }: { month: string; by: string; at: string }) =>
    `The figures of ${month} are not those any more that ${by} saw at ${at}. Nothing was closed: look at the month, and have ${by} propose it anew.`,
  labelOfClosed: ({ batch, month }: { batch: string; month: string }) =>
    `Batch "${batch}" has calls in ${month}, which is closed. Open that month first: rollcall month reopen ${month} --reason TEXT`,
  booksUnread: ({ file, why }: { file: string; why: string }) => `--books: ${file} can't be read: ${why}.`,
  noBooks: ({ file, why, template }: { file: string; why: string; template: string }) =>
    `${file} is no CSV (${why}). Its first line must be: ${template}`,
  noBookColumns: ({ file, template }: { file: string; template: string }) =>
    `${file} needs these columns: ${template}`,
  bookTwice: ({ file, label }: { file: string; label: string }) => `${file} has label "${label}" twice.`,
};
