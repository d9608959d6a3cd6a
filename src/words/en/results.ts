// English: how a batch was left.

export const results = {
  outcomesGone: 'outcomes.csv is not there any more (purged?)',
  oneRowWaits: ({ batch }: { batch: string }) => `1 row waits. To verify it too: rollcall resume ${batch}`,
  rowsWait: ({ rows, batch }: { rows: number; batch: string }) =>
    `${rows} rows wait. To verify them too: rollcall resume ${batch}`,
  perStatus: ({ pattern }: { pattern: string }) => `${pattern}, one for each status`,
  forPeople: ({ page }: { page: string }) => `${page}, for people`,
  rows: 'rows',
  figures: ({
    calls,
    retries,
    inDoubt,
    refused,
    duplicates,
  }: {
    calls: number;
    retries: number;
    inDoubt: number;
    refused: number;
    duplicates: number;
  }) =>
    `calls ${calls} (retries ${retries}, in doubt ${inDoubt}), refused ${refused}, duplicates ${duplicates}`,
  changes: ({
    called,
    carried,
    changed,
    added,
    gone,
    previous,
  }: {
    called: string;
    carried: string;
    changed: string;
    added: string;
    gone: string;
    previous: string;
  }) =>
    `${called} called, ${carried} carried, ${changed} changed, ${added} new, ${gone} gone (against ${previous})`,
  cost: ({ amount, currency }: { amount: string; currency: string }) => `cost ${amount} ${currency}`,
  costInDoubt: ({ amount, currency, inDoubt }: { amount: string; currency: string; inDoubt: string }) =>
    `cost ${amount} ${currency}, and at most ${inDoubt} more for calls in doubt`,
  inGaps: ({ rows }: { rows: number }) => `in gaps.csv ${rows}`,
  inQuestion: ({ rows }: { rows: string }) =>
    `in question: the answer of row ${rows} came for another row, too. It may be that person's: verify these rows again.`,
  inQuestionMore: ({ rows, more }: { rows: string; more: number }) =>
    `in question: the answer of row ${rows}, and ${more} more (summary.json) came for another row, too. It may be that person's: verify these rows again.`,
};
