// Calls of FaceID held against its bill where calls are in doubt: a worker was killed with calls under way, the bill is
// late, and a night asks for it.

import { expect, test } from 'vitest';
import { reconcileBill } from '../../../src/app/reconcile-bill.js';
import { reconcileNight } from '../../../src/app/reconcile-night.js';
import { chinaDay } from '../../../src/domain/china-time.js';
import type { AskedBefore } from '../../../src/schedule/ports.js';
import { Bench } from './bench.js';
import { generatePeople } from './people.js';

const AT_ONCE = 4;
const ROWS = 40;

/** A batch of which a worker was killed while the service had its calls in hand, and another did the rest. */
async function withKilledWorker(): Promise<{ bench: Bench; day: string; inDoubt: number }> {
  const bench = await Bench.start({ provider: 'faceid', environment: { ROLLCALL_PRICE: '0.30' } });
  const killed = await bench.fork({ ROLLCALL_CONCURRENCY: String(AT_ONCE) });
  bench.simulator.control({ hold: true });
  const end = bench.run('b', { people: generatePeople(ROWS) });
  await bench.simulator.whenInFlight(AT_ONCE);
  killed.kill('SIGKILL');
  bench.simulator.control({ hold: false });
  await bench.verify(1);
  expect(await end).toMatchObject({ state: 'completed' });
  const { calls, answered, in_doubt: inDoubt } = bench.summary('b');
  expect([calls - answered, inDoubt >= AT_ONCE]).toEqual([inDoubt, true]);
  expect(bench.disagreements('b')).toEqual([]);
  return { bench, day: chinaDay(Date.now()), inDoubt };
}

test('calls in doubt of a killed worker explain what the bill has beyond the answers, each by its row', async () => {
  const { bench, day, inDoubt } = await withKilledWorker();
  const app = { config: bench.config(), tell: () => undefined };
  const ofDay = { from: day, to: day };
  const billed = bench.simulator.totals().counted;
  const answered = bench.attempts('b').filter(({ code }) => code === '0' || code === '-1').length;
  const beyond = billed - answered;
  // The service counts a call when it comes, so those whose answer nobody saw are on the bill.
  expect(beyond).toBeGreaterThan(0);

  const { report } = await reconcileBill(app, ofDay);
  expect(report).toMatchObject({
    verdict: 'explained',
    explained_by: { in_doubt: beyond, at_edge: 0, known: 0 },
    unexplained: { foreign: 0, missing: 0 },
    in_doubt: { calls: inDoubt },
    cost: { ours: (answered * 0.3).toFixed(2) },
  });
  const [period] = report.periods;
  expect(period).toMatchObject({ ours: answered, theirs: billed, difference: beyond, verdict: 'explained' });
  // Candidates are those calls alone, by batch, row and attempt, and each names a row that was called again.
  expect(period?.candidates).toEqual({ in_doubt: inDoubt, at_edge: 0, missing: 0 });
  const doubtful = bench.attempts('b').filter(({ result }) => result === 'in_doubt');
  const named = period?.calls?.map(({ row, attempt, because }) => `${row} ${attempt} ${because}`);
  expect(named?.toSorted()).toEqual(
    doubtful.map(({ row, attempt }) => `${row} ${attempt} in_doubt`).toSorted(),
  );
  expect(report.findings[0]?.en).toMatch(/whose answer never came, billed all the same/);
  expect(report.bridge.map(({ line, calls }) => [line, calls])).toMatchObject([
    ['ours', answered],
    ['in_doubt', beyond],
    ['others', 0],
    ['edge_in', 0],
    ['edge_out', 0],
    ['not_counted', 0],
    ['theirs', billed],
  ]);

  // The bill is in yuan, and so are the prices on record.
  const inDollars = { config: bench.config({ ROLLCALL_CURRENCY: 'USD' }), tell: () => undefined };
  await expect(reconcileBill(inDollars, ofDay)).rejects.toThrow(
    `the bill of ${day} is in CNY, and ROLLCALL_CURRENCY is USD`,
  );

  // One call more than those in doubt can be is somebody else's.
  bench.simulator.control({ statExtra: { 0: inDoubt - beyond + 1 } });
  const { report: more } = await reconcileBill(app, ofDay);
  expect(more).toMatchObject({ verdict: 'unexplained', unexplained: { foreign: 1, missing: 0 } });
});

test('a night asks for the bill, is unsettled until it is there, and keeps an answer to compare it with', async () => {
  const bench = await Bench.start({ provider: 'faceid' });
  await bench.verify(1);
  expect(await bench.run('b', { rows: 5 })).toMatchObject({ state: 'completed' });
  const app = { config: bench.config(), tell: () => undefined };
  const day = chinaDay(Date.now());
  const kept: AskedBefore[] = [];
  const ask = (settleMs: number, before?: AskedBefore) =>
    reconcileNight(app, {
      day,
      settleMs,
      everyMs: 1,
      before,
      onWait: (state) => {
        kept.push(JSON.parse(JSON.stringify(state)) as AskedBefore);
        throw new Error('not now');
      },
    });
  bench.simulator.control({ billDelayDays: 1 });
  expect(await ask(0)).toMatchObject({ verdict: 'unsettled', exit: 4, byBill: true });
  bench.simulator.control({ billDelayDays: 0 });
  await expect(ask(60_000)).rejects.toThrow('not now');
  expect(kept[0]).toMatchObject({ asked: 1, bill: { lines: [{ period: day, calls: 5 }] } });
  const settled = await ask(60_000, kept[0]);
  expect(settled).toMatchObject({ verdict: 'balanced', exit: 0, asked: 2, byBill: true });
  expect(settled.report).toContain(`${day}_${day}-faceid`);
});
