// A batch that needs an approval: the permit of calls refuses, whoever takes the batch up, however often, and whatever a
// process's own settings say. The service's count is what proves it.

import { describe, expect, test, vi } from 'vitest';
import { approvalLimitPath, writeApprovalLimit } from '../../../src/batch/approval-limit.js';
import { decideApproval } from '../../../src/batch/decide-approval.js';
import { batchPaths } from '../../../src/batch/paths.js';
import { APPROVAL_VERSION, readState, writeRecord } from '../../../src/batch/record.js';
import { deliveriesOf } from '../../../src/webhooks/delivery-store.js';
import { addWebhook } from '../../../src/webhooks/webhook-store.js';
import { newWebhook } from '../../../src/webhooks/webhook.js';
import { Bench } from './bench.js';

const MAKER = { id: 'u_maker', by: 'session' } as const;
const OTHER = { by: 'u_other', how: 'session', at: 1 } as const;
const unnoted = (): Promise<void> => Promise.resolve();

async function limited(bench: Bench, calls: number | null): Promise<void> {
  await writeApprovalLimit(approvalLimitPath(bench.dataDir), { calls, by: 'test', at: 1 });
}

async function approve(bench: Bench, batch: string, decider: Parameters<typeof decideApproval>[3] = OTHER) {
  return decideApproval(bench.dataDir, batch, 'approved', decider, unnoted);
}

async function stateOf(bench: Bench, batch: string) {
  return readState(batchPaths(bench.dataDir, batch), await bench.record(batch));
}

describe('a limit that is set while a batch runs', () => {
  test.concurrent('counts for it at once: no call more leaves until somebody approves', async (context) => {
    const bench = await Bench.start({ settings: { hold: true } }, context);
    const url = 'http://127.0.0.1:9/';
    const asked = { url, shape: 'standard', labels: [], language: 'en' } as const;
    const webhook = newWebhook({ ...asked, on: ['batch.awaiting_approval'], keyword: undefined }, 1);
    await addWebhook(bench.dataDir, webhook);
    await bench.verify(1, { ROLLCALL_CONCURRENCY: '8' });
    const running = bench.run('b', { rows: 60, createdBy: MAKER });
    await bench.simulator.whenInFlight(8);
    await limited(bench, 5);
    // The permit holds it before the calls under way have ended.
    await vi.waitUntil(async () => (await bench.access.redis.hget(bench.batchKey('b'), 'cap')) === '0');
    bench.simulator.control({ hold: false });
    expect(await running).toMatchObject({ state: 'awaiting_approval' });
    const { received } = bench.simulator.totals();
    expect(received).toBeLessThan(60);
    expect(await bench.goOn('b')).toMatchObject({ state: 'awaiting_approval' });
    expect(bench.simulator.totals().received).toBe(received);
    const told = await deliveriesOf(bench.dataDir, webhook.id);
    expect(told.map(({ type, data }) => [type, data['batch']])).toEqual([['batch.awaiting_approval', 'b']]);
    await approve(bench, 'b');
    expect(await bench.goOn('b')).toMatchObject({ state: 'completed' });
    expect(bench.simulator.totals().received).toBe(60);
  });
});

describe('a batch beyond the limit', () => {
  test.concurrent('calls nobody until somebody else approves, and then every row once', async (context) => {
    const bench = await Bench.start({}, context);
    await limited(bench, 10);
    await bench.verify(2);
    const plan = { rows: 30, createdBy: MAKER };
    await bench.create('b', plan);
    expect(await stateOf(bench, 'b')).toMatchObject({ state: 'awaiting_approval' });
    const reason = 'it may take 30 calls, and more than 10 need an approval';
    for (const again of [1, 2]) {
      const end = await bench.goOn('b');
      expect([again, end]).toMatchObject([again, { state: 'awaiting_approval' }]);
      expect(end.reason).toContain(reason);
      expect(await bench.access.redis.hget(bench.batchKey('b'), 'cap')).toBe('0');
    }
    expect(await bench.resume('b', { maxAttempts: 9 })).toMatchObject({ state: 'awaiting_approval' });
    expect(bench.simulator.totals().received).toBe(0);
    expect(bench.summary('b')).toMatchObject({ state: 'awaiting_approval', calls: 0, rows: 30 });

    await expect(approve(bench, 'b', { by: MAKER.id, how: 'session', at: 1 })).rejects.toMatchObject({
      code: 'own-approval',
    });
    await expect(approve(bench, 'b', { by: MAKER.id, how: 'key', at: 1 })).rejects.toMatchObject({
      code: 'own-approval',
    });
    expect(await bench.goOn('b')).toMatchObject({ state: 'awaiting_approval' });
    expect(bench.simulator.totals().received).toBe(0);

    await approve(bench, 'b');
    expect(await stateOf(bench, 'b')).toMatchObject({ state: 'queued', reason: undefined });
    expect(await bench.goOn('b')).toMatchObject({ state: 'completed' });
    expect(bench.simulator.totals().received).toBe(30);
    await expect(approve(bench, 'b')).rejects.toMatchObject({ code: 'not-awaiting' });
  });

  test.concurrent(
    'verifies a sample within the limit, and not one call more, repeated ones included',
    async (context) => {
      const bench = await Bench.start({ settings: { outageShare: 0.5 } }, context);
      await limited(bench, 12);
      await bench.verify(2);
      const sample = { kind: 'first', rows: 12 } as const;
      const end = await bench.run('b', { rows: 40, sample, createdBy: MAKER });
      expect(end).toMatchObject({ state: 'awaiting_approval' });
      expect(end.reason).toContain('more than 12 need an approval');
      expect(bench.simulator.totals().received).toBe(12);
      expect(await bench.goOn('b')).toMatchObject({ state: 'awaiting_approval' });
      expect(await stateOf(bench, 'b')).toMatchObject({ state: 'awaiting_approval' });
      expect(bench.simulator.totals().received).toBe(12);

      bench.simulator.control({ outageShare: 0 });
      await approve(bench, 'b');
      expect(await bench.goOn('b')).toMatchObject({ state: 'paused', reason: 'sample' });
    },
  );

  test.concurrent('awaits its approval behind its sample, once the others are to follow', async (context) => {
    const bench = await Bench.start({}, context);
    await limited(bench, 12);
    await bench.verify(1);
    const sample = { kind: 'spread', rows: 12 } as const;
    expect(await bench.run('b', { rows: 40, sample, createdBy: MAKER })).toMatchObject({ state: 'paused' });
    expect(await stateOf(bench, 'b')).toMatchObject({ state: 'paused', reason: 'sample' });
    const record = await bench.record('b');
    const lifted = { ...sample, of: 40, lifted: 'reached' } as const;
    await writeRecord(batchPaths(bench.dataDir, 'b'), { ...record, sample: lifted });
    expect(await bench.goOn('b')).toMatchObject({ state: 'awaiting_approval' });
    expect(bench.simulator.totals().received).toBe(12);
    await approve(bench, 'b');
    expect(await bench.goOn('b')).toMatchObject({ state: 'completed' });
    expect(bench.simulator.totals().received).toBe(40);
  });

  test.concurrent(
    'awaits again where the cap is raised past the limit, or past what was approved',
    async (context) => {
      const bench = await Bench.start({}, context);
      await limited(bench, 5);
      await bench.verify(2);
      const plan = { rows: 20, options: { maxCalls: 3 }, createdBy: MAKER };
      expect(await bench.run('b', plan)).toMatchObject({ state: 'halted' });
      expect(await bench.resume('b', { maxCalls: 5 })).toMatchObject({ state: 'halted' });
      expect(bench.simulator.totals().received).toBe(5);
      expect(await bench.resume('b', { maxCalls: 8 })).toMatchObject({ state: 'awaiting_approval' });
      expect(bench.simulator.totals().received).toBe(5);
      expect((await approve(bench, 'b')).approved).toMatchObject({ calls: 8 });
      expect(await bench.goOn('b')).toMatchObject({ state: 'halted' });
      expect(bench.simulator.totals().received).toBe(8);
      expect(await bench.resume('b', { maxCalls: 100 })).toMatchObject({ state: 'awaiting_approval' });
      expect(bench.simulator.totals().received).toBe(8);
      await approve(bench, 'b');
      expect(await bench.goOn('b')).toMatchObject({ state: 'completed' });
      expect(bench.simulator.totals().received).toBe(20);
      expect(bench.disagreements('b')).toEqual([]);
    },
  );

  test.concurrent('stops a live owner whose cap is raised under it', async (context) => {
    const bench = await Bench.start({ settings: { hold: true } }, context);
    await limited(bench, 5);
    await bench.verify(1);
    const running = bench.run('b', { rows: 20, options: { maxCalls: 4 }, createdBy: MAKER });
    await bench.simulator.whenInFlight(4);
    const record = await bench.record('b');
    const raised = { ...record, options: { ...record.options, maxCalls: 20 } };
    await writeRecord(batchPaths(bench.dataDir, 'b'), raised);
    await bench.control('b').retune();
    bench.simulator.control({ hold: false });
    expect(await running).toMatchObject({ state: 'awaiting_approval' });
    expect(bench.simulator.totals().received).toBe(4);
    expect((await bench.record('b')).version).toBe(APPROVAL_VERSION);
  });

  test.concurrent('that is rejected calls nobody, and is cancelled', async (context) => {
    const bench = await Bench.start({}, context);
    await limited(bench, 5);
    await bench.verify(1);
    expect(await bench.run('b', { rows: 20, createdBy: MAKER })).toMatchObject({
      state: 'awaiting_approval',
    });
    // Its maker may withdraw it.
    await decideApproval(bench.dataDir, 'b', 'rejected', { by: MAKER.id, how: 'key', at: 1 }, unnoted);
    await limited(bench, null);
    expect(await bench.goOn('b')).toMatchObject({ state: 'awaiting_approval' });
    await expect(approve(bench, 'b')).rejects.toMatchObject({ code: 'not-awaiting' });
    await bench.control('b').setDesiredState('cancelled');
    expect(await bench.goOn('b')).toMatchObject({ state: 'cancelled' });
    expect(bench.simulator.totals().received).toBe(0);
    expect(bench.summary('b').by_status).toMatchObject({ not_sent: 20 });
  });

  test.concurrent('goes on where the limit is raised, or switched off', async (context) => {
    const bench = await Bench.start({}, context);
    await limited(bench, 5);
    await bench.verify(1);
    for (const [batch, limit] of [
      ['raised', 20],
      ['off', null],
    ] as const) {
      await limited(bench, 5);
      expect(await bench.run(batch, { rows: 20, createdBy: MAKER })).toMatchObject({
        state: 'awaiting_approval',
      });
      await limited(bench, limit);
      expect(await bench.goOn(batch)).toMatchObject({ state: 'completed' });
    }
    expect(bench.simulator.totals().received).toBe(40);
  });
});

describe('a batch within the limit', () => {
  test.concurrent('awaits an approval where repeated calls would go beyond it', async (context) => {
    const bench = await Bench.start({ settings: { outageShare: 0.5 } }, context);
    await limited(bench, 12);
    await bench.verify(2);
    const end = await bench.run('b', { rows: 12, createdBy: MAKER });
    expect(end).toMatchObject({ state: 'awaiting_approval' });
    expect(end.reason).toContain('all 12 calls that need no approval are spent');
    expect(await stateOf(bench, 'b')).toMatchObject({ state: 'awaiting_approval' });
    expect(bench.simulator.totals().received).toBe(12);
    bench.simulator.control({ outageShare: 0 });
    await approve(bench, 'b');
    expect(await bench.goOn('b')).toMatchObject({ state: 'completed' });
    expect(bench.disagreements('b')).toEqual([]);
  });
});

describe('a batch that needs no approval', () => {
  test.concurrent('is one that an earlier version began, and one within the limit', async (context) => {
    const bench = await Bench.start({}, context);
    await limited(bench, 20);
    await bench.verify(1);
    expect(await bench.run('earlier', { rows: 30 })).toMatchObject({ state: 'completed' });
    expect(await bench.run('within', { rows: 20, createdBy: MAKER })).toMatchObject({ state: 'completed' });
    expect(bench.simulator.totals().received).toBe(50);
  });

  test.concurrent('is one of whose rows few enough need a call', async (context) => {
    const bench = await Bench.start({}, context);
    await limited(bench, 5);
    await bench.verify(1);
    const [person] = (await import('./people.js')).generatePeople(1);
    if (person === undefined) throw new Error('somebody was to be made up');
    const people = Array.from({ length: 30 }, () => person);
    expect(await bench.run('b', { people, createdBy: MAKER })).toMatchObject({ state: 'completed' });
    expect((await bench.record('b')).expectedCalls).toBe(1);
    expect(bench.simulator.totals().received).toBe(1);
  });
});
