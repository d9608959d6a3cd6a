// The worked examples of docs/reconciliation.md: what `rollcall reconcile` prints for each verdict is what the page
// shows.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Attempt } from '../../../src/domain/attempt.js';
import { BUCKET_MS } from '../../../src/domain/ledger.js';
import { dayStart, bucketName, firstBucketOf } from '../../../src/reconcile/days.js';
import type { Figures } from '../../../src/reconcile/figures.js';
import { publish, reconcile, reportText } from '../../../src/reconcile/index.js';

const DAY = '2026-11-20';
const page = readFileSync(new URL('../../../docs/reconciliation.md', import.meta.url), 'utf8');

interface Example {
  /** Calls of ours: when, how they ended. */
  readonly calls: readonly Call[];
  /** The provider's counts of code 0 and -5803, by time of day. */
  readonly theirs: Readonly<Record<string, readonly [matches: number, mismatches: number]>>;
  readonly madeAt: string;
}

interface Call {
  readonly at: string;
  readonly tookMs?: number;
  /** Undefined: in doubt. */
  readonly code?: number;
  readonly times?: number;
  /** The row of the call before. */
  readonly again?: true;
}

const DAY_OF_500: readonly Call[] = [
  { at: '09:31:00', code: 0, times: 240 },
  { at: '09:36:00', code: 0, times: 236 },
  { at: '09:36:30', code: -5803, times: 24 },
];

const EXAMPLES: Readonly<Record<string, Example>> = {
  balanced: {
    calls: DAY_OF_500,
    theirs: { '09:30': [240, 0], '09:35': [236, 24] },
    madeAt: '2026-11-22T08:00',
  },
  explained: {
    calls: [
      ...DAY_OF_500,
      { at: '09:33:00', tookMs: 10_000 },
      { at: '09:33:11', code: 0, again: true },
      { at: '09:39:59', tookMs: 2000, code: 0 },
    ],
    theirs: { '09:30': [242, 0], '09:35': [237, 24] },
    madeAt: '2026-11-22T08:00',
  },
  unsettled: {
    calls: DAY_OF_500,
    theirs: { '09:30': [240, 0], '09:35': [181, 19] },
    madeAt: '2026-11-21T08:00',
  },
  unexplained: {
    calls: DAY_OF_500,
    theirs: { '03:00': [37, 0], '09:30': [240, 0], '09:35': [236, 24] },
    madeAt: '2026-11-22T08:00',
  },
};

function* attemptsOf(calls: readonly Call[]): Generator<Attempt> {
  let row = 0;
  for (const { at, tookMs = 100, code, times = 1, again } of calls) {
    const startedAt = Date.parse(`${DAY}T${at}+08:00`);
    const span = {
      startedAt,
      finishedAt: startedAt + tookMs,
      httpStatus: 200,
      sessionId: '',
      message: '',
      probe: false,
    };
    const result = code === undefined ? 'in_doubt' : 'answered';
    for (let n = 0; n < times; n += 1) {
      if (again === undefined) row += 1;
      yield { ...span, row, attempt: again === undefined ? 1 : 2, result, code };
    }
  }
}

function figuresOf(theirs: Example['theirs']): Figures {
  const summary = new Map([
    [0, 0],
    [-5803, 0],
  ]);
  const list = Object.entries(theirs).map(([time, [matches, mismatches]]) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    summary.set(0, (summary.get(0) ?? 0) + matches);
    summary.set(-5803, (summary.get(-5803) ?? 0) + mismatches);
    const bucket = firstBucketOf(DAY) + ((hours * 60 + minutes) * 60_000) / BUCKET_MS;
    return {
      date: bucketName(bucket),
      counts: new Map([
        [0, matches],
        [-5803, mismatches],
      ]),
    };
  });
  return { summary, list };
}

test.each(Object.entries(EXAMPLES))('%s', async (verdict, { calls, theirs, madeAt }) => {
  const now = () => Date.parse(`${madeAt}:00+08:00`);
  const reconciliation = await reconcile({
    range: { from: DAY, to: DAY },
    batches: () => [
      {
        batch: 'november',
        label: 'branch-east',
        finished: true,
        async *attempts() {
          yield* attemptsOf(calls);
        },
      },
    ],
    stat: async () => figuresOf(theirs),
    tariff: { price: '0.35', currency: 'CNY', billableCodes: [0, -5803] },
    rules: { toleranceMs: 5000, timeoutMs: 10_000 },
    settling: { settleMs: 0, everyMs: 0, now, sleep: async () => {} },
    baseline: [],
    exclude: [],
    searchCalls: 1000,
    now,
  });
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-example-'));
  try {
    const { report } = await publish(directory, reconciliation);
    expect(dayStart(report.from)).toBe(dayStart(DAY));
    expect(report.verdict).toBe(verdict);
    expect(page).toContain(reportText(report));
  } finally {
    rmSync(directory, { recursive: true });
  }
});
