// What changed between two reports with a bill: figures that say the same in other decimals have not.

import { expect, test } from 'vitest';
import { billChanges, readEarlierBill } from '../../../../src/reconcile/bill/bill-changes.js';
import type { BillReport } from '../../../../src/reconcile/bill/bill-report.js';

function reported(theirs: number | null, amount: string | null) {
  const periods = [{ period: '2026-11-20', ours: 54, in_doubt: 0, theirs, amount }];
  return { made_at: '2026-11-21T09:00:00.000+08:00', verdict: 'balanced', periods };
}

test.each([
  ['16.20', '16.2', []],
  ['16.20', '16.20000000', []],
  ['16.20', '16.02', [{ period: '2026-11-20', figure: 'amount', before: '16.20', now: '16.02' }]],
  [null, '0.00', [{ period: '2026-11-20', figure: 'amount', before: null, now: '0.00' }]],
])('from an amount of %s to %s', (before, now, figures) => {
  const earlier = readEarlierBill(JSON.stringify(reported(54, before)));
  if (earlier === undefined) throw new Error('the earlier report is none');
  expect(billChanges(earlier, reported(54, now) as unknown as BillReport).figures).toEqual(figures);
});
