// Two providers beside each other in one data directory and on one Redis, with one batch worker for both and verify
// workers of each: what happens to one of them is nothing to the other, and each row gets its own provider's answer.

import { expect, test, vi } from 'vitest';
import { accessOn } from '../../../src/app/batch-access.js';
import { lookAt, type BatchStatus } from '../../../src/app/batch-status.js';
import { knownBatches } from '../../../src/batch/recorded-batches.js';
import { credentialsOf, loadConfig } from '../../../src/config.js';
import { loadDataId } from '../../../src/journal/data-identity.js';
import { accountSets, scopeOf } from '../../../src/journal/keys.js';
import { createLog } from '../../../src/log.js';
import { hasCallers, waitInVain } from '../../../src/queue/callers.js';
import { faceidAnswerAbout } from '../../../src/simulator/faceid/person-rule.js';
import { answerAbout } from '../../../src/simulator/index.js';
import { Bench, counts, type BatchPlan, type Person } from './bench.js';
import { generatePeople, personOf } from './people.js';

const PATIENCE = { timeout: 60_000, interval: 20 };
const PRICES = { ROLLCALL_PRICE: '0.35' };

/** The old service's bench, whose batch worker owns every batch, and FaceID's beside it. */
async function both(): Promise<{ old: Bench; faceid: Bench }> {
  const old = await Bench.start({ environment: PRICES });
  const faceid = await old.beside({ provider: 'faceid', settings: { nameLimit: 5 } });
  return { old, faceid };
}

/** Among others, people of one name, of whom FaceID answers about five in a day. */
function people(): Person[] {
  const namesakes = Array.from({ length: 12 }, (_, index) => ({ ...personOf(3, index), name: '张伟' }));
  return [...generatePeople(60), ...namesakes];
}

/** What each person's row ended as, by the provider's own rule. */
function expectOwnAnswers(bench: Bench, batch: string, rule: typeof answerAbout, some: readonly Person[]) {
  const seen = bench
    .outcomes(batch)
    .map(({ verify_code: code, verify_status: status }) => `${status} ${code}`);
  const own = some.map(({ idNumber, name }) => rule(idNumber, name).code);
  expect(seen.map((each) => each.split(' ')[1])).toEqual(own);
}

async function statusOf({ access, dataDir }: Bench, batch: string): Promise<BatchStatus | undefined> {
  const batches = await knownBatches(dataDir);
  const look = accessOn(access, await loadDataId(dataDir), createLog('silent'), true);
  const { statuses } = await lookAt({ batches, dataDir, onDamaged: undefined }, look);
  await look.queue.close();
  return statuses.find((status) => status.batch === batch);
}

test('each row of the same list gets its own provider’s answer, and what is over today is so for one alone', async () => {
  const { old, faceid } = await both();
  const list = people();
  const plan: BatchPlan = { people: list };
  await old.create('old', plan);
  await faceid.create('new', plan);
  // Held back until both have calls under way.
  for (const { simulator } of [old, faceid]) simulator.control({ hold: true });
  const ends = [old.goOn('old'), faceid.goOn('new')] as const;
  await old.verify(1);
  await faceid.verify(1);
  await Promise.all([old, faceid].map(({ simulator }) => simulator.whenInFlight(1)));
  for (const { simulator } of [old, faceid]) simulator.control({ hold: false });
  expect(await ends[0]).toMatchObject({ state: 'completed' });
  expect(await ends[1]).toMatchObject({ state: 'waiting' });

  expectOwnAnswers(old, 'old', answerAbout, list);
  expect(old.disagreements('old')).toEqual([]);
  expect(await old.access.redis.exists(accountSets(old.scope).over)).toBe(0);
  expect(await old.access.redis.exists(accountSets(faceid.scope).over)).toBe(1);
  // A name that is over with FaceID is asked about at the old service.
  const more = Array.from({ length: 3 }, (_, index) => ({ ...personOf(4, index), name: '张伟' }));
  expect(await old.run('more', { people: more })).toMatchObject({ state: 'completed' });
  expect(old.simulator.totals().received).toBe(list.length + 3);

  // The batch worker's price is of its own provider.
  expect(old.summary('old').cost).not.toBeNull();
  expect(faceid.summary('new').cost).toBeNull();
  expect((await faceid.record('new')).priceLists).toBeUndefined();
});

test('halt, outage and rate of one are nothing to the other', async () => {
  const { old, faceid } = await both();
  await old.verify(1);
  await faceid.verify(1, { ROLLCALL_CONCURRENCY: '4' });
  const state = (bench: Bench, field: string): Promise<string | null> =>
    old.access.redis.hget(bench.accountKey, field);

  faceid.simulator.control({ forceCode: 'UnauthorizedOperation.Arrears' });
  old.simulator.control({ rateLimit: 40, rateBurst: 4 });
  const [halted, done] = await Promise.all([
    faceid.run('halted', { people: generatePeople(40, 5) }),
    old.run('throttled', { people: generatePeople(120, 6) }),
  ]);
  expect(halted).toMatchObject({ state: 'halted' });
  expect(halted.reason).toContain('UnauthorizedOperation.Arrears');
  expect(done).toMatchObject({ state: 'completed' });
  expect(await state(old, 'halted')).toBeNull();
  expect(old.attempts('throttled').some(({ code }) => code === '15')).toBe(true);

  // Now the other way round: the old service is away, and FaceID's rate goes up to its own.
  faceid.simulator.control({ forceCode: null, nameLimit: null });
  old.simulator.control({ outageCode: 107, outageCalls: 1_000_000, rateLimit: null });
  await old.create('away', { people: generatePeople(40, 7) });
  const away = old.goOn('away');
  await vi.waitUntil(async () => (await state(old, 'circuit')) !== null, PATIENCE);
  expect(await faceid.resume('halted')).toMatchObject({ state: 'completed' });
  expect(await faceid.run('fast', { people: generatePeople(300, 8) })).toMatchObject({ state: 'completed' });
  expect(await state(faceid, 'circuit')).toBeNull();
  expect(Number(await state(faceid, 'rate'))).toBe(100);
  expect(await state(old, 'circuit')).not.toBeNull();
  expect(counts(faceid.summary('fast'))).not.toHaveProperty('error');
  expectOwnAnswers(faceid, 'fast', faceidAnswerAbout, generatePeople(300, 8));
  old.simulator.control({ outageCalls: 0 });
  expect(await away).toMatchObject({ state: 'completed' });
  expect(old.disagreements('throttled', 'away')).toEqual([]);
  expect(faceid.disagreements('halted', 'fast')).toEqual([]);
});

test('a batch whose provider no verify worker has waits, is told of as such, and is called for by none of the other', async () => {
  const { old, faceid } = await both();
  await old.verify(1);
  await faceid.create('waits', { rows: 20 });
  const end = faceid.goOn('waits');
  const { redis } = old.access;
  await vi.waitUntil(() => waitInVain(redis, faceid.scope), PATIENCE);
  expect(await hasCallers(redis, old.scope)).toBe(true);
  // All of the old service's work is done meanwhile.
  expect(await old.run('old', { rows: 20 })).toMatchObject({ state: 'completed' });
  expect(await waitInVain(redis, faceid.scope)).toBe(true);
  expect(await statusOf(old, 'waits')).toMatchObject({ state: 'running', no_verify_worker: true });
  expect([faceid, old].map(({ simulator }) => simulator.totals().received)).toEqual([0, 20]);
  await faceid.verify(1);
  expect(await end).toMatchObject({ state: 'completed' });
  expect(await waitInVain(redis, faceid.scope)).toBe(false);
  expect(await statusOf(old, 'waits')).not.toHaveProperty('no_verify_worker');
  expect([faceid, old].map(({ simulator }) => simulator.totals().received)).toEqual([20, 20]);
});

test('settings that are the same but for the provider make two accounts', () => {
  const scopes = ['youtu', 'faceid'].map((provider) => {
    const config = loadConfig(
      {
        ROLLCALL_PROVIDER: provider,
        ROLLCALL_AUTH_URL: 'https://gateway.example',
        ROLLCALL_APPID: '1',
        ROLLCALL_BUCKET: 'b',
        ROLLCALL_SECRET_ID: 'AKIDx',
        ROLLCALL_SECRET_KEY: 'k',
      },
      '/nowhere',
    );
    return scopeOf({ authUrl: config.authUrl, ...credentialsOf(config) });
  });
  expect(new Set(scopes).size).toBe(2);
});
