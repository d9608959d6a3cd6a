// English: what a chat is told by a webhook, a line each.

export const messages = {
  batch: {
    completed: ({ batch }: { batch: string }) => `Rollcall: batch ${batch} is completed.`,
    halted: ({ batch }: { batch: string }) => `Rollcall: batch ${batch} is halted.`,
    cancelled: ({ batch }: { batch: string }) => `Rollcall: batch ${batch} was cancelled.`,
    awaiting_approval: ({ batch }: { batch: string }) => `Rollcall: batch ${batch} waits for approval.`,
  },
  label: ({ label }: { label: string }) => `Label: ${label}`,
  rows: ({ rows, counts }: { rows: number; counts: string }) => `Rows: ${rows} (${counts})`,
  count: ({ status, rows }: { status: string; rows: number }) => `${status} ${rows}`,
  /** Between these. */
  between: ', ',
  calls: ({ calls }: { calls: number }) => `Calls: ${calls}`,
  cost: ({ amount, currency }: { amount: string; currency: string }) => `Cost: ${amount} ${currency}`,
  days: ({ from, to }: { from: string; to: string }) => `${from} to ${to}`,
  reconciled: ({ days, verdict }: { days: string; verdict: string }) =>
    `Rollcall: ${days} reconciled with the provider: ${verdict}.`,
  notReconciled: ({ days }: { days: string }) =>
    `Rollcall: ${days} could not be reconciled with the provider.`,
  missed: ({ schedule, missed }: { schedule: string; missed: number }) =>
    `Rollcall: schedule ${schedule} missed ${missed === 1 ? 'a night' : `${missed} nights`}.`,
  anomaly: ({ hour }: { hour: string }) => `Rollcall: the hour from ${hour} is not as usual.`,
  budget: ({ month, percent }: { month: string; percent: number }) =>
    `Rollcall: ${percent} % of a budget for ${month} are used up.`,
  test: 'Rollcall: a test. What this webhook is for will come here.',
};
