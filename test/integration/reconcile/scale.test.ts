// A day of 10 million calls in 200 batches is reconciled from the ledgers: no attempt is read for the verdict.

import { expect, test } from 'vitest';
import { BUCKET_MS, Ledger, type LedgerJson } from '../../../src/domain/ledger.js';
import { chinaBucket } from '../../../src/domain/china-time.js';
import { dayStart, firstBucketOf } from '../../../src/domain/days.js';
import type { Figures } from '../../../src/domain/provider-counts.js';
import { reconcile, type RecordedBatch } from '../../../src/reconcile/index.js';
import { youtuCodes } from '../../../src/provider/youtu/codes.js';

const DAY = '2026-11-20';
const FIRST = firstBucketOf(DAY);
const BATCHES = 200;
const CALLS_EACH = 50_000;
const RULES = { toleranceMs: 5000, timeoutMs: 10_000 };
const CODES = ['0', '-5803', '-5804', '-5806', '-5807'];
/** Buckets for each batch, one after another. Of its 10,000 calls 9650 lie within their bucket and 350 at its edge. */
const BUCKETS_EACH = 5;
const INSIDE = (CALLS_EACH / BUCKETS_EACH / CODES.length / 100) * 96.5;
const AT_EDGE = (CALLS_EACH / BUCKETS_EACH / CODES.length / 100) * 3.5;
const DOUBTFUL = 2;

const counted = new Map<number, Map<string, number>>();

function count(bucket: number, code: string, calls: number): void {
  const counts = counted.get(bucket) ?? new Map<string, number>();
  counted.set(bucket, counts);
  counts.set(code, (counts.get(code) ?? 0) + calls);
}

/** Calls at an edge were counted in the next bucket, and half of the calls in doubt were counted. */
function ledgerText(batch: number): string {
  const entries: LedgerJson['entries'][number][] = [];
  for (let at = 0; at < BUCKETS_EACH; at += 1) {
    const bucket = FIRST + Math.floor((batch * 280) / BATCHES) + at;
    for (const code of CODES) {
      entries.push([bucket, 0, 0, 'a', code, INSIDE], [bucket, 1, 0, 'a', code, AT_EDGE]);
      entries.push([bucket, 0, 0, 'd', code, DOUBTFUL]);
      count(bucket, code, INSIDE + DOUBTFUL / 2);
      count(bucket + 1, code, AT_EDGE);
    }
  }
  return JSON.stringify({ version: 2, rules: RULES, entries, waiting: [] } satisfies LedgerJson);
}

function figures(): Figures {
  const summary = new Map<string, number>();
  const list = [...counted].map(([bucket, counts]) => {
    for (const [code, calls] of counts) summary.set(code, (summary.get(code) ?? 0) + calls);
    return { date: chinaBucket(bucket * BUCKET_MS), counts };
  });
  return { summary, list };
}

test('a day of 10 million calls in 200 batches is reconciled in seconds, from ledgers alone', async () => {
  const texts = Array.from({ length: BATCHES }, (_, batch) => ledgerText(batch));
  let read = 0;
  function* batches(): Generator<RecordedBatch> {
    for (const [batch, text] of texts.entries()) {
      yield {
        batch: `batch-${batch}`,
        label: `label-${batch % 10}`,
        finished: true,
        ledger: async () => Ledger.fromJSON(JSON.parse(text) as LedgerJson, youtuCodes),
        async *attempts() {
          read += 1;
          yield* [];
        },
      };
    }
  }
  const asked = figures();
  const started = performance.now();
  const { report } = await reconcile({
    range: { from: DAY, to: DAY },
    batches,
    stat: async () => asked,
    codes: youtuCodes,
    tariff: { price: '0.35', currency: 'CNY', billableCodes: ['0', '-5803'] },
    rules: RULES,
    settling: { settleMs: 0, everyMs: 0, now: () => 0, sleep: async () => {} },
    baseline: [],
    exclude: [],
    searchCalls: 0,
    now: () => dayStart('2026-11-25'),
  });
  const seconds = (performance.now() - started) / 1000;
  const doubtful = BATCHES * BUCKETS_EACH * CODES.length * DOUBTFUL;
  expect(report.verdict).toBe('explained');
  expect(report.explained_by.in_doubt).toBe(doubtful / 2);
  expect(report.batches.reduce((sum, { calls }) => sum + calls, 0)).toBe(BATCHES * CALLS_EACH + doubtful);
  expect({ read, inSeconds: seconds < 20 }).toEqual({ read: 0, inSeconds: true });
});
