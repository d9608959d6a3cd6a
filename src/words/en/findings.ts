// English: what a reconciliation with the provider's counts has found.

const many = (calls: number): string => (calls === 1 ? '1 call' : `${calls} calls`);

export const findings = {
  between: ', ',
  others: ({ named, others }: { named: string; others: number }) => `${named} and ${others} more`,
  place: ({ date, calls }: { date: string; calls: number }) => `${date} (${calls})`,

  // What is covered.
  inDoubt: ({ calls }: { calls: number }) =>
    `${many(calls)} whose answer never came, counted by the provider all the same.`,
  atEdge: ({ calls }: { calls: number }) =>
    `${many(calls)} at an edge: counted in the 5-minute row or day next to ours, as clocks and time in transit allow.`,
  declared: ({ calls }: { calls: number }) =>
    `${many(calls)} of others that were declared beforehand (--baseline).`,
  notFinished: ({ batches }: { batches: string }) =>
    `Not finished: ${batches}. Calls may still be missing from the record; reconcile again when it has ended.`,

  // Calls that are none of ours.
  foreign: ({ calls, places }: { calls: number; places: string }) =>
    `At least ${many(calls)} in the provider's figures ${calls === 1 ? 'is' : 'are'} none of ours: ${places}.`,
  onlyRows: ({ minutes }: { minutes: number }) =>
    `The totals agree and only the 5-minute rows differ: likelier clocks or late counting than calls of others. With --clock-tolerance ${minutes}m the rows agree.`,
  allIdle:
    'All of them lie where we called nobody: likelier that somebody else uses the account. If that is known, declare it with --baseline.',
  someIdle: ({ calls }: { calls: number }) =>
    `${calls} of them lie where we called nobody: likelier that somebody else uses the account. If that is known, declare it with --baseline.`,
  allAmong:
    'All of them lie among our own calls: somebody else used the account at the same time, or calls are missing from the record (another data directory, a batch left out with --exclude).',
  someAmong: ({ calls }: { calls: number }) =>
    `${calls} of them lie among our own calls: somebody else used the account at the same time, or calls are missing from the record (another data directory, a batch left out with --exclude).`,

  // Calls that are not counted.
  missing: ({ calls, places }: { calls: number; places: string }) =>
    `At least ${many(calls)} that we know of ${calls === 1 ? 'is' : 'are'} not in the provider's figures: ${places}.`,
  missingBehind: ({ calls, places, last }: { calls: number; places: string; last: string }) =>
    `At least ${many(calls)} that we know of ${calls === 1 ? 'is' : 'are'} not in the provider's figures (its last row: ${last}): ${places}.`,
  otherCurrency: ({ recorded, currency }: { recorded: string; currency: string }) =>
    `Prices on record are in ${recorded}, and ROLLCALL_CURRENCY is ${currency}: no cost is stated. Set ROLLCALL_CURRENCY=${recorded} to have it.`,
  overdue:
    'Their days ended more than 24 hours ago, so that this is no matter of settling: ask the provider, with the sessions of the calls named below.',
  askedOnce: 'The provider was asked once.',
  askedTimes: ({ times }: { times: number }) => `The provider was asked ${times} times.`,
  askedUntilAgreed: ({ times }: { times: number }) =>
    `The provider was asked ${times} times; two answers in a row agreed.`,
  askedInVain: ({ times }: { times: number }) =>
    `The provider was asked ${times} times; its answers had not agreed when the time was up.`,
  settling: ({ until }: { until: string }) =>
    `Likelier that the figures have not settled: until ${until} they may still grow. Reconcile again then, or use --settle.`,
};
