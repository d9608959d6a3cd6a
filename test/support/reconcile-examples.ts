// Days of calls with the provider's figures of them: the worked examples of docs/reconciliation.md, one for each
// verdict, and two that fill the report to its limits.

import type { Attempt } from '../../src/domain/attempt.js';
import { bucketName, daysOf, firstBucketOf, type DayRange } from '../../src/domain/days.js';
import type { Figures } from '../../src/domain/provider-counts.js';
import { reconcile, type RecordedBatch, type Reconciliation } from '../../src/reconcile/index.js';
import { youtuCodes } from '../../src/provider/youtu/codes.js';

const DAY = '2026-11-20';

interface Call {
  /** `09:31:00` on `DAY`, or another day as `2026-11-21T09:31:00`. */
  readonly at: string;
  readonly tookMs?: number;
  /** Undefined: the call is in doubt. */
  readonly code?: string;
  readonly times?: number;
  /** The call is about the same row as the one before. */
  readonly again?: true;
}

interface ExampleBatch {
  readonly batch: string;
  readonly label: string;
  readonly calls: readonly Call[];
  readonly finished?: false;
}

export interface Example {
  readonly range?: DayRange;
  readonly batches: readonly ExampleBatch[];
  /** The provider's counts by code, by the date of its rows. */
  readonly theirs: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** When the report is made, in China's time. */
  readonly madeAt: string;
  readonly summaryOff?: number;
  readonly exclude?: readonly string[];
  readonly baseline?: readonly { day: string; code: string; count: number }[];
}

function november(calls: readonly Call[]): ExampleBatch[] {
  return [{ batch: 'november', label: 'branch-east', calls }];
}

/** The provider's rows of `DAY`: matches and mismatches by time of day. */
function rows(counts: Readonly<Record<string, readonly [number, number]>>): Example['theirs'] {
  return Object.fromEntries(
    Object.entries(counts).map(([time, [matches, mismatches]]) => {
      return [`${DAY} ${time}:00`, { 0: matches, '-5803': mismatches }];
    }),
  );
}

const DAY_OF_500: readonly Call[] = [
  { at: '09:31:00', code: '0', times: 240 },
  { at: '09:36:00', code: '0', times: 236 },
  { at: '09:36:30', code: '-5803', times: 24 },
];

export const EXAMPLES: Readonly<Record<string, Example>> = {
  balanced: {
    batches: november(DAY_OF_500),
    theirs: rows({ '09:30': [240, 0], '09:35': [236, 24] }),
    madeAt: '2026-11-22T08:00',
  },
  explained: {
    batches: november([
      ...DAY_OF_500,
      { at: '09:33:00', tookMs: 10_000 },
      { at: '09:33:11', code: '0', again: true },
      { at: '09:39:59', tookMs: 2000, code: '0' },
    ]),
    theirs: rows({ '09:30': [242, 0], '09:35': [237, 24] }),
    madeAt: '2026-11-22T08:00',
  },
  unsettled: {
    batches: november(DAY_OF_500),
    theirs: rows({ '09:30': [240, 0], '09:35': [181, 19] }),
    madeAt: '2026-11-21T08:00',
  },
  unexplained: {
    batches: november(DAY_OF_500),
    theirs: rows({ '03:00': [37, 0], '09:30': [240, 0], '09:35': [236, 24] }),
    madeAt: '2026-11-22T08:00',
  },
};

const CODES = ['0', '0', '0', '0', '-5803', '-5804', '-5806', '-5807'];
/** Ids and labels of the greatest length allowed. */
const LONG_ID = `customers-of-the-north-western-branch-${'0123456789'.repeat(3)}`.slice(0, 64);
const LONG_LABEL = '西北分行个人金融部客户身份复核项目二期 retail banking, north-west';

/** A working day of 90 buckets: codes of every kind, differences in many rows, long names and a check that fails. */
function busyDay(): Example {
  const theirs: Record<string, Record<string, number>> = {};
  const calls: Call[] = [];
  for (let at = 0; at < 90; at += 1) {
    const date = bucketName(firstBucketOf(DAY) + 108 + at);
    const counts: Record<string, number> = (theirs[date] = {});
    for (const [kind, code] of CODES.entries()) {
      const times = 12_000 + ((at * 7919 + kind * 104_729) % 9000);
      calls.push({ at: `${date.slice(11, 16)}:${20 + kind}`, code, times: Math.ceil(times / 100) });
      counts[code] = (counts[code] ?? 0) + Math.ceil(times / 100);
    }
    if (at % 9 === 4) counts[0] = (counts[0] ?? 0) - 40;
    if (at % 9 === 5) counts['-5803'] = (counts['-5803'] ?? 0) + 25;
    calls.push({ at: `${date.slice(11, 16)}:40`, code: at % 2 === 0 ? '15' : '107', times: 30 });
    calls.push({ at: `${date.slice(11, 16)}:50`, tookMs: 400, times: at % 10 === 0 ? 30 : 0 });
  }
  theirs[`${DAY} 02:05:00`] = { 0: 12_345_678, '-5899': 3 };
  return {
    batches: [
      { batch: LONG_ID, label: LONG_LABEL, calls },
      { batch: 'b-2', label: '', calls: [{ at: '10:00:10', code: '0', times: 7 }] },
      {
        batch: 'b-3',
        label: 'branch-east',
        calls: [{ at: '10:00:10', code: '-5803', times: 7 }],
        finished: false,
      },
    ],
    theirs,
    madeAt: '2026-11-24T08:00',
    summaryOff: 17,
    exclude: ['left-out'],
    baseline: [{ day: DAY, code: '0', count: 37 }],
  };
}

/** Thirty-one days, one of them without an answer to the last calls. */
function month(): Example {
  const range = { from: '2026-10-01', to: '2026-10-31' };
  const calls: Call[] = [];
  const theirs: Record<string, Record<string, number>> = {};
  for (const [at, day] of daysOf(range).entries()) {
    const times = 300 + ((at * 7919) % 500);
    calls.push(
      { at: `${day}T10:00:00`, code: '0', times },
      { at: `${day}T11:00:00`, code: '-5803', times: 20 },
    );
    theirs[day] = { 0: times + (at === 17 ? 60 : 0), '-5803': at === 20 ? 15 : 20 };
  }
  return { range, batches: november(calls), theirs, madeAt: '2026-11-05T08:00' };
}

export const CROWDED: Readonly<Record<string, Example>> = { 'busy day': busyDay(), month: month() };

function* attemptsOf(calls: readonly Call[]): Generator<Attempt> {
  let row = 0;
  for (const { at, tookMs = 100, code, times = 1, again } of calls) {
    const startedAt = Date.parse(`${at.includes('T') ? at : `${DAY}T${at}`}+08:00`);
    const span = { startedAt, finishedAt: startedAt + tookMs };
    const common = { ...span, httpStatus: 200, sessionId: '', message: '', probe: false };
    const result = code === undefined ? 'in_doubt' : 'answered';
    for (let n = 0; n < times; n += 1) {
      if (again === undefined) row += 1;
      yield { ...common, row, attempt: again === undefined ? 1 : 2, result, code };
    }
  }
}

function figuresOf({ theirs, summaryOff = 0 }: Example): Figures {
  const summary = new Map([['0', summaryOff]]);
  const list = Object.entries(theirs).map(([date, byCode]) => {
    const counts = new Map(Object.entries(byCode));
    for (const [code, count] of counts) summary.set(code, (summary.get(code) ?? 0) + count);
    return { date, counts };
  });
  return { summary, list };
}

export function reconciliationOf(example: Example): Promise<Reconciliation> {
  const { range = { from: DAY, to: DAY }, madeAt, exclude = [], baseline = [] } = example;
  const now = () => Date.parse(`${madeAt}:00+08:00`);
  const excluded = exclude.map((batch) => ({ batch, label: '', calls: [] }));
  const batches = [...example.batches, ...excluded].map((batch: ExampleBatch): RecordedBatch => {
    return {
      batch: batch.batch,
      label: batch.label,
      finished: batch.finished ?? true,
      priceLists: [{ from: 0, currency: 'CNY', prices: { '0': '0.35', '-5803': '0.35' } }],
      async *attempts() {
        yield* attemptsOf(batch.calls);
      },
    };
  });
  return reconcile({
    range,
    batches: () => batches,
    stat: async () => figuresOf(example),
    codes: youtuCodes,
    tariff: { price: '0.35', currency: 'CNY', billableCodes: ['0', '-5803'] },
    rules: { toleranceMs: 5000, timeoutMs: 10_000 },
    settling: { settleMs: 0, everyMs: 0, now, sleep: async () => {} },
    baseline,
    exclude,
    searchCalls: 10_000_000,
    now,
  });
}
