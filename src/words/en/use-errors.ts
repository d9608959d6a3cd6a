// English: commands that can’t be done as they are given.

export const useErrors = {
  submitNeedsRedis:
    "'submit' needs workers on a shared Redis: set REDIS_URL. On one machine 'rollcall run' does the whole job.",
  billNeedsFaceid: '--bill goes with ROLLCALL_PROVIDER=faceid. Leave it out.',
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
};
