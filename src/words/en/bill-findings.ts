// English: what a reconciliation with a bill has found, and what a bill can't show.

const many = (calls: number): string => (calls === 1 ? '1 call' : `${calls} calls`);

export const billFindings = {
  between: ', ',
  manyPeriods: ({ named, all }: { named: string; all: number }) => `${named}, … (${all})`,

  inDoubt: ({ calls }: { calls: number }) => `${many(calls)} whose answer never came, billed all the same.`,
  atMidnight: ({ calls }: { calls: number }) =>
    `${many(calls)} around midnight: billed on the day next to ours, as clocks and time in transit allow.`,
  byPackage: ({ calls }: { calls: number }) =>
    `${many(calls)} paid by a package: in the bill's number of calls, and not in its amount.`,
  wholeMonths: ({ months }: { months: string }) =>
    `The bill has the sum of ${months} and not every day of it: it is held against all our calls of that month, whatever days were asked for.`,
  late: ({ periods, calls }: { periods: string; calls: number }) =>
    `No bill yet for ${periods} (${many(calls)} of ours): bills come a day or more later. Reconcile again then, or use --settle.`,
  passedOver: ({ last }: { last: string }) =>
    `The bill has later days (up to ${last}): where a day stays without a line, ask the provider.`,
  foreign: ({ calls }: { calls: number }) =>
    `At least ${many(calls)} on the bill ${calls === 1 ? 'is' : 'are'} none of ours. The billing item is shared with other FaceID services of the account: find out who uses them, and declare those calls with --baseline. Or calls are missing from the record (another data directory, a batch left out with --exclude).`,
  missing: ({ calls, periods }: { calls: number; periods: string }) =>
    `At least ${many(calls)} that we know of ${calls === 1 ? 'is' : 'are'} not on the bill (${periods}).`,
  overdue:
    'Those days are over for more than 24 hours: ask the provider, with the sessions of the calls named below.',
  settling: ({ until }: { until: string }) =>
    `Likelier that the bill is not complete: until ${until} it may still grow. Reconcile again then, or use --settle.`,

  // What can't be seen in totals of billed calls.
  totalsAlone:
    'A bill has billed calls by day or month alone: no codes, no five minutes, and nothing of calls that cost nothing.',
  sharedItem:
    'The billing item is shared with other FaceID services of the account: calls of others look like calls of ours.',
};
