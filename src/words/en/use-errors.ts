// English: commands that can’t be done as they are given.

export const useErrors = {
  submitNeedsRedis:
    "'submit' needs workers on a shared Redis: set REDIS_URL. On one machine 'rollcall run' does the whole job.",
  noAccount: 'No batch here is of that account.',
  otherRequest:
    'That key was used for another request. Take a new key for a new request, and the same for the same.',
  noCountsYet: ({ title }: { title: string }) =>
    `--reconcile: ${title} gives no counts, and its bill comes later. Leave it out, and run "rollcall reconcile" when the bill is there.`,
  noBill: ({ title }: { title: string }) => `${title} has no bill to be asked for.`,
  billUnread: ({ file, why }: { file: string; why: string }) => `--bill: ${file} can't be read: ${why}.`,
  noCounts: ({ title }: { title: string }) =>
    `${title} gives no counts: use "rollcall reconcile" some days later, when its bill is there.`,
  daysReversed: ({ from, to }: { from: string; to: string }) =>
    `--from ${from} is later than --to ${to}. Give the earlier day first.`,
  dayNotBegun: ({ from, today }: { from: string; today: string }) =>
    `${from} has not begun: in China today is ${today}.`,
  tooManyDays: ({ from, to, days, most }: { from: string; to: string; days: number; most: number }) =>
    `${from} to ${to} are ${days} days. Ask for ${most} at most at a time.`,
  baselineUnread: ({ file, why }: { file: string; why: string }) =>
    `--baseline: ${file} can't be read: ${why}.`,
  noCode: ({ flags, text, example }: { flags: string; text: string; example: string }) =>
    `${flags}: "${text}" is no code. It must be one such as ${example}.`,
  noNumber: ({ flags, text }: { flags: string; text: string }) => `${flags}: "${text}" is not a number.`,
  noCount: ({ flags, pair }: { flags: string; pair: string }) =>
    `${flags}: "${pair}" must be a code and a count, such as 0=5.`,
  wholeUpTo: ({ flag, largest, text }: { flag: string; largest: number; text: string }) =>
    `${flag} must be a whole number from 0 to ${largest}, not "${text}".`,
  someCredentials: ({ names }: { names: string }) =>
    `${names} missing beside the credentials that are set; set all, or none for the demo account.`,
  outIsNoFile: ({ path }: { path: string }) =>
    `${path} can't be written: it is no file. For standard output leave --out out.`,
  unwritable: ({ path, why }: { path: string; why: string }) => `${path} can't be written: ${why}.`,
};
