// English: a reconciliation's report on a terminal.

export const reports = {
  title: ({ day }: { day: string }) => `Reconciliation ${day} (China Standard Time)`,
  titleOfDays: ({ from, to }: { from: string; to: string }) =>
    `Reconciliation ${from} to ${to} (China Standard Time)`,
  verdict: ({ verdict, sentence }: { verdict: string; sentence: string }) => `${verdict}: ${sentence}`,
  code: 'code',
  ours: 'ours',
  inDoubt: 'in doubt',
  theirs: 'theirs',
  difference: 'difference',
  verdictColumn: 'verdict',
  meaning: 'meaning',
  notReported: 'not reported',
  noCalls: 'no calls of ours on these days',
  batch: 'batch',
  label: 'label',
  calls: 'calls',
  cost: 'cost',
  stillRuns: 'still runs',
  costs: ({
    currency,
    ours,
    inDoubt,
    theirs,
  }: {
    currency: string;
    ours: string;
    inDoubt: string;
    theirs: string;
  }) => `cost in ${currency}: ours ${ours}, in doubt ${inDoubt}, theirs ${theirs}`,
  provider: ({ detail }: { detail: string }) => `provider: ${detail}`,
  since: ({ at, verdict }: { at: string; verdict: string }) => `since the report of ${at} (${verdict}):`,
  changed: ({ code, figure, before, now }: { code: string; figure: string; before: number; now: number }) =>
    `code ${code}, ${figure}: ${before} -> ${now}`,
  unchanged: 'no figure changed',

  // With a bill.
  billTitle: ({ day }: { day: string }) => `Reconciliation with the bill, ${day} (China Standard Time)`,
  billTitleOfDays: ({ from, to }: { from: string; to: string }) =>
    `Reconciliation with the bill, ${from} to ${to} (China Standard Time)`,
  noPrice: 'no price is set',
  notSaid: 'not said',
  withoutPrice: ({ calls }: { calls: number }) =>
    `${calls} of our calls have no price on record, and are reckoned at the one that is set now (ROLLCALL_PRICE)`,
  datedPrice: ({ calls }: { calls: number }) =>
    `${calls} of our calls have no price on record, and are reckoned at the one that is in force on their date`,
  atPrice: ({
    calls,
    price,
    amount,
    currency,
  }: {
    calls: number;
    price: string;
    amount: string;
    currency: string;
  }) => `${calls} calls at ${price}: ${amount} ${currency}`,
  byPackageAt: ({
    calls,
    price,
    amount,
    currency,
    number,
  }: {
    calls: number;
    price: string;
    amount: string;
    currency: string;
    number: number;
  }) => `${calls} calls from package ${number}, at ${price}: ${amount} ${currency}`,
  total: 'total',
  billedCalls: 'billed calls',
  amount: 'amount',
  batches: 'batches',
  inDoubtAtMost: 'in doubt, at most',
  period: 'period',
  known: 'known',
  byPackage: 'by package',
  notOver: 'not over',
  none: 'none',
  billSays: ({ detail }: { detail: string }) => `bill: ${detail}`,
  billItem: ({ item, calls }: { item: string; calls: number }) => `on the bill: ${item}: ${calls} calls`,
  billAllCosts: ({
    currency,
    ours,
    inDoubt,
    theirs,
    atOurs,
  }: {
    currency: string;
    ours: string;
    inDoubt: string;
    theirs: string;
    atOurs: string;
  }) =>
    `cost in ${currency}: ours ${ours}, in doubt at most ${inDoubt}, on the bill ${theirs}, its calls at our price ${atOurs}`,
  billDeducted: ({ calls }: { calls: number }) => `${calls} calls were paid by a package`,
  billChanged: ({
    period,
    figure,
    before,
    now,
  }: {
    period: string;
    figure: string;
    before: string;
    now: string;
  }) => `${period}, ${figure}: ${before} -> ${now}`,
};
