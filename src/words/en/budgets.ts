// English: what labels may call in a month.

export const budgets = {
  summary: 'what a label may call in a month, in calls or money',
  description:
    'All batches of a label together never make more calls in a month (China) than its budget allows, with any number of workers. Billed calls count, and calls whose answer nobody knows; calls that never left, or that cost nothing, do not. At the limit the batches of the label halt; set a higher budget, and resume them.',
  label: 'the label; empty for batches without one',
  month: 'the month, such as 2026-12',
  set: {
    summary: 'set the budget of a label for a month',
    description:
      'Calls that were made in that month before count, too. A budget that is set again replaces the one before. --amount holds each call for the dearest price until it is answered.',
    calls: 'so many calls',
    amount: 'so much money, as a decimal such as 1500.00',
    json: 'print the budget on standard output as JSON',
  },
  list: {
    summary: 'budgets, with what is used and left',
    month: 'of this month (default: the present month, and later ones)',
    json: 'as JSON',
  },
  remove: {
    summary: 'let a label call without a limit again, on record with who and when',
    json: 'print what was removed on standard output as JSON',
  },

  wasSet: ({ label, month, what, used }: { label: string; month: string; what: string; used: string }) =>
    `Label "${label}" may use ${what} in ${month}; used so far: ${used}.`,
  replaced: ({ what, by, at }: { what: string; by: string; at: string }) =>
    `It takes the place of ${what}, set by ${by} on ${at}.`,
  someCalls: ({ calls }: { calls: number }) => `${calls} calls`,
  removed: ({ label, month }: { label: string; month: string }) =>
    `Label "${label}" has no budget for ${month} any more.`,
  none: 'No budget is set. rollcall budget set --label L --month 2026-12 --calls N',
  goOn: 'Batches that were halted by it go on with: rollcall resume BATCH, or rollcall resume --all',
  columns: {
    month: 'month',
    label: 'label',
    budget: 'budget',
    used: 'used',
    left: 'left',
    percent: '%',
    by: 'set by',
  },
  reached: ({
    label,
    month,
    percent,
    calls,
    amount,
    currency,
  }: {
    label: string;
    month: string;
    percent: number;
    calls: number;
    amount: string;
    currency: string;
  }) =>
    `The budget of label "${label}" for ${month} is used up to ${percent} %: ${calls} calls, ${amount} ${currency}.`,

  leftAndFits: ({
    label,
    month,
    left,
    budget,
  }: {
    label: string;
    month: string;
    left: string;
    budget: string;
  }) => `budget of label "${label}" for ${month}: ${left} left of ${budget}; the list fits in it`,
  leftAndNot: ({
    label,
    month,
    left,
    budget,
  }: {
    label: string;
    month: string;
    left: string;
    budget: string;
  }) =>
    `budget of label "${label}" for ${month}: ${left} left of ${budget}, which is not enough: the batch would halt at the limit`,
  leftAlone: ({
    label,
    month,
    left,
    budget,
  }: {
    label: string;
    month: string;
    left: string;
    budget: string;
  }) => `budget of label "${label}" for ${month}: ${left} left of ${budget}`,

  noMonth: ({ month }: { month: string }) => `"${month}" is no month such as 2026-12.`,
  monthOver: ({ month, now }: { month: string; now: string }) =>
    `${month} is over: in China this is ${now}, and no call can be made in ${month} any more.`,
  callsOrAmount: 'Give --calls or --amount, and one of them alone.',
  noCalls: '--calls must be a whole number.',
  noAmount: ({ amount }: { amount: string }) =>
    `--amount: "${amount}" must be a decimal such as 1500.00, with six places at most.`,
  noPrice:
    'A budget in money needs the price of a call, and none is set. Set one with "rollcall price set" or ROLLCALL_PRICE, or give --calls.',
  unknown: ({ label, month }: { label: string; month: string }) =>
    `Label "${label}" has no budget for ${month}. 'rollcall budget list' shows all.`,
};
