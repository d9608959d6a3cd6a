// From calls and an HTTP answer to the report.

import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { Attempt } from '../../../src/domain/attempt.js';
import { reconcile, type RecordedBatch, type Report } from '../../../src/reconcile/index.js';
import { NOW, statServer, type Answer, type StatServer } from './stat-server.js';
import { youtu } from '../../../src/provider/youtu/index.js';

const servers: StatServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function reportFor(
  range: { from: string; to: string },
  answer: Answer,
  ...batches: RecordedBatch[]
): Promise<Report> {
  const server = await statServer(answer);
  servers.push(server);
  const { report } = await reconcile({
    range,
    batches: () => batches,
    stat: (days) => youtu.fetchCounts(server.settings, days),
    codes: youtu.codes,
    tariff: { price: '0.35', currency: 'CNY', billableCodes: ['0', '-5803'] },
    rules: { toleranceMs: 5000, timeoutMs: 10_000 },
    settling: { settleMs: 0, everyMs: 0, now: () => NOW, sleep: async () => {} },
    baseline: [],
    exclude: [],
    searchCalls: 1000,
    now: () => NOW,
  });
  return report;
}

function batch(name: string, attempts: readonly Partial<Attempt>[], finished = true): RecordedBatch {
  return {
    batch: name,
    label: `${name} pays`,
    finished,
    async *attempts() {
      for (const partial of attempts) {
        const startedAt = partial.startedAt ?? Date.parse('2017-09-01T00:02:00+08:00');
        const answered = partial.result === undefined;
        const common = {
          row: 1,
          attempt: 1,
          probe: false,
          startedAt,
          finishedAt: startedAt + 50,
          result: 'answered' as const,
        };
        yield {
          ...common,
          code: answered ? '0' : undefined,
          httpStatus: 200,
          sessionId: '',
          message: '',
          ...partial,
        };
      }
    },
  };
}

function stored(name: string): Answer {
  return { body: readFileSync(new URL(name, import.meta.url), 'utf8') };
}

function check(report: Report, name: string) {
  return report.provider_checks.find((found) => found.check === name);
}

test("the document's second sample adds up", async () => {
  const report = await reportFor({ from: '2017-09-01', to: '2017-09-02' }, stored('sample-2.json'));
  expect(check(report, 'list_adds_up')).toMatchObject({ ok: true });
  expect(check(report, 'dates_in_range')).toMatchObject({ ok: true });
  expect(report.days.map(({ date }) => date)).toEqual(['2017-09-01', '2017-09-02']);
  expect(report.cost).toMatchObject({ ours: '0.00', theirs: '283286.85' });
});

test("the document's first sample does not add up, and the report says so", async () => {
  const report = await reportFor({ from: '2017-09-01', to: '2017-09-01' }, stored('sample-1.json'));
  expect(check(report, 'list_adds_up')).toMatchObject({ ok: false });
  expect(check(report, 'list_adds_up')?.detail).toContain('code 0: summary 382101, list 1573');
  expect(report.codes.find(({ code }) => code === '0')).toMatchObject({ theirs: 382_101 });
});

const DAY = { from: '2017-09-01', to: '2017-09-01' };

function counted(row: Record<string, number>): Answer {
  return {
    body: { code: 0, message: '', data: { summary: row, list: [{ date: '2017-09-01 00:00:00', ...row }] } },
  };
}

test('batches, labels and cost are those of the calls in the range', async () => {
  const elsewhere = { row: 9, startedAt: Date.parse('2017-09-02T00:02:00+08:00') };
  const first = batch('first', [{ row: 1 }, { row: 2, code: '-5803' }, { row: 3, code: '15' }, elsewhere]);
  const second = batch('second', [
    { row: 1, result: 'in_doubt' },
    { row: 1, attempt: 2 },
    { row: 2, result: 'refused' },
  ]);
  const report = await reportFor(
    DAY,
    counted({ 0: 3, '-5803': 1 }),
    first,
    second,
    batch('idle', [elsewhere]),
  );
  expect(report.verdict).toBe('explained');
  expect(report.batches).toMatchObject([
    { batch: 'first', label: 'first pays', calls: 3, by_code: { 0: 1, '-5803': 1, 15: 1 }, cost: '0.70' },
    {
      batch: 'second',
      label: 'second pays',
      calls: 2,
      by_code: { 0: 1 },
      cost: '0.35',
      cost_in_doubt: '0.35',
    },
  ]);
  expect(report.cost).toMatchObject({ currency: 'CNY', ours: '1.05', in_doubt: '0.35', theirs: '1.40' });
  expect(report.buckets).toHaveLength(1);
});

test('a batch of those days that still runs makes the report unsettled', async () => {
  const report = await reportFor(DAY, counted({ 0: 1 }), batch('running', [{}], false));
  expect(report.verdict).toBe('unsettled');
});

test('a batch of other days that still runs does not', async () => {
  const elsewhere = batch('running', [{ startedAt: NOW }], false);
  const report = await reportFor(DAY, counted({ 0: 1 }), batch('done', [{}]), elsewhere);
  expect(report.verdict).toBe('balanced');
});
