// What changed since the earlier report of the same days.

import { expect, test } from 'vitest';
import { changesSince, readEarlier } from '../../../../src/reconcile/report/changes.js';
import type { Report } from '../../../../src/reconcile/index.js';

const before = {
  made_at: '2026-11-21T08:00:00.000+08:00',
  verdict: 'unsettled',
  // A report in the form of the version before.
  codes: [{ code: 0, ours: 5, in_doubt: 1, theirs: 3 }],
};

function now(...codes: { code: string; ours: number; in_doubt: number; theirs: number }[]): Report {
  return { codes } as unknown as Report;
}

test('figures that changed are named with what they were, new codes included', () => {
  const earlier = readEarlier(JSON.stringify(before));
  const report = now(
    { code: '0', ours: 5, in_doubt: 1, theirs: 6 },
    { code: '-5803', ours: 0, in_doubt: 0, theirs: 2 },
  );
  expect(earlier && changesSince(earlier, report)).toEqual({
    earlier_made_at: '2026-11-21T08:00:00.000+08:00',
    earlier_verdict: 'unsettled',
    figures: [
      { code: '0', figure: 'theirs', before: 3, now: 6 },
      { code: '-5803', figure: 'theirs', before: 0, now: 2 },
    ],
  });
});

test.each([undefined, '', '{', '{}', '[]'])('%s is no earlier report', (text) => {
  expect(readEarlier(text)).toBeUndefined();
});
