// Halts: an account that can't be used costs the calls in flight and nothing else, and its rows wait until the cause is
// mended.

import { describe, expect, test } from 'vitest';
import { youtuCodes } from '../../../src/provider/youtu/codes.js';
import { liftHalt } from '../../../src/journal/batch-control.js';
import { OTHER_ACCOUNT } from '../../../src/simulator/index.js';
import { Bench, counts } from './bench.js';
import { generatePeople, peopleOf, personOf } from './people.js';

const ACCOUNT_CODES = ['4', '5', '6', '10', '11', '12', '13', '14', '16', '24', '25'];
/** The batch's owner waits only this long for calls under way. */
const SHORT_DRAIN = { ROLLCALL_TIMEOUT_MS: '300' };
const CONCURRENCY = { ROLLCALL_CONCURRENCY: '4' };

describe('an account error', () => {
  test.concurrent.for(ACCOUNT_CODES)(
    '%s halts at the cost of the calls in flight, and resume goes on',
    async (code, context) => {
      const bench = await Bench.start({ settings: { forceCode: code, hold: true } }, context);
      await bench.verify(2, CONCURRENCY);
      const running = bench.run('b', { rows: 60, options: { maxAttempts: 1 } });
      await bench.simulator.whenInFlight(6);
      bench.simulator.control({ hold: false });
      const end = await running;

      expect(end.state).toBe('halted');
      expect(end.reason).toContain(`code ${code}: ${youtuCodes.meaningOf(code)?.en ?? '?'}`);
      expect(end.reason).toContain(youtuCodes.meaningOf(code)?.zh);
      expect(end.reason).toMatch(/(Check|Ask|Buy) .*; then: rollcall resume b$/);
      expect(bench.summary('b')).toMatchObject({ state: 'halted', reason: end.reason });
      expect(counts(bench.summary('b'))).toEqual({ not_sent: 60 });
      const spent = bench.simulator.totals().received;
      expect(spent).toBeLessThanOrEqual(8);

      bench.simulator.control({ forceCode: null });
      expect(await bench.resume('b')).toMatchObject({ state: 'completed' });
      expect(bench.summary('b')).toMatchObject({ rows: 60, calls: 60 + spent });
      expect(counts(bench.summary('b'))).not.toHaveProperty('error');
      expect(bench.disagreements('b')).toEqual([]);
    },
  );

  test.concurrent.for([403, 404])(
    'as HTTP status %i without a document halts too',
    async (httpStatus, context) => {
      const bench = await Bench.start({ settings: { httpShare: 1, httpStatus } }, context);
      await bench.verify(1, CONCURRENCY);
      const end = await bench.run('b', { rows: 30, options: { maxAttempts: 1 } });
      expect(end).toMatchObject({ state: 'halted' });
      expect(end.reason).toContain(`HTTP status ${httpStatus}`);
      expect(end.reason).toMatch(/Check ROLLCALL_AUTH_URL.*; then: rollcall resume b$/);
      expect(bench.simulator.totals().received).toBeLessThanOrEqual(3 + 4);

      bench.simulator.control({ httpShare: 0 });
      expect(await bench.resume('b')).toMatchObject({ state: 'completed' });
      expect(counts(bench.summary('b'))).not.toHaveProperty('error');
      expect(bench.disagreements('b')).toEqual([]);
    },
  );

  test.concurrent('stops the other batches of the account, and none of another bucket', async (context) => {
    const bench = await Bench.start({ settings: { hold: true } }, context);
    await bench.verify(2, CONCURRENCY);
    await bench.verify(1, {
      ...CONCURRENCY,
      ROLLCALL_APPID: OTHER_ACCOUNT.appid,
      ROLLCALL_BUCKET: OTHER_ACCOUNT.bucket,
      ROLLCALL_SECRET_ID: OTHER_ACCOUNT.secretId,
      ROLLCALL_SECRET_KEY: OTHER_ACCOUNT.secretKey,
    });
    const elsewhere = bench.run('elsewhere', {
      people: peopleOf(3, 20),
      credentials: OTHER_ACCOUNT,
    });
    // Their answers are decided on arrival: good ones, which are held back.
    await bench.simulator.whenInFlight(4);
    bench.simulator.control({ forceCode: 24, forceCalls: 8 });
    const batches = [
      bench.run('one', { people: peopleOf(1, 30) }),
      bench.run('two', { people: peopleOf(2, 30) }),
    ];
    await bench.simulator.whenInFlight(12);
    bench.simulator.control({ hold: false, forceCode: null });
    expect((await Promise.all(batches)).map(({ state }) => state)).toEqual(['halted', 'halted']);
    expect(await elsewhere).toMatchObject({ state: 'completed' });

    expect(await bench.resume('one')).toMatchObject({ state: 'completed' });
    expect(await bench.resume('two')).toMatchObject({ state: 'completed' });
    expect(bench.disagreements('one', 'two', 'elsewhere')).toEqual([]);
  });

  test.concurrent('in a late answer from before a resume halts nothing', async (context) => {
    const bench = await Bench.start(
      { settings: { forceCode: 25, hold: true }, environment: SHORT_DRAIN },
      context,
    );
    await bench.verify(1, { ROLLCALL_CONCURRENCY: '2', ROLLCALL_TIMEOUT_MS: '30000' });
    const halted = bench.run('b', { rows: 100 });
    await bench.simulator.whenInFlight(2);
    await bench.access.redis.hset(bench.accountKey, 'halted', '{"kind":"code","code":25}');
    expect(await halted).toMatchObject({ state: 'halted' });

    bench.simulator.control({ forceCode: null });
    const resumed = bench.resume('b');
    await bench.verify(1, CONCURRENCY);
    await bench.simulator.whenInFlight(6);
    bench.simulator.control({ hold: false });
    expect(await resumed).toMatchObject({ state: 'completed' });
    expect(bench.simulator.totals().byCode['25']).toBe(2);
    expect(await bench.access.redis.hexists(bench.accountKey, 'halted')).toBe(0);
    expect(bench.disagreements('b')).toEqual([]);
  });
});

const TWO_DAYS_MS = 2 * 86_400_000;

describe('an expired signature', () => {
  test.concurrent('is renewed once, then halts, and the rows are whole after the mend', async (context) => {
    const bench = await Bench.start({ settings: { clockOffsetMs: TWO_DAYS_MS } }, context);
    await bench.verify(1, CONCURRENCY);
    const end = await bench.run('b', { rows: 100, options: { maxAttempts: 1 } });
    expect(end).toMatchObject({ state: 'halted' });
    expect(end.reason).toMatch(/code 9: .*clock/);
    expect(bench.simulator.totals().received).toBeLessThanOrEqual(2 * 4);

    bench.simulator.control({ clockOffsetMs: 0 });
    expect(await bench.resume('b')).toMatchObject({ state: 'completed' });
    expect(counts(bench.summary('b'))).not.toHaveProperty('error');
    expect(bench.disagreements('b')).toEqual([]);
  });

  test.concurrent('that the renewal heals halts nothing and uses no attempt', async (context) => {
    const bench = await Bench.start({ settings: { forceCode: 9, hold: true } }, context);
    await bench.verify(1, CONCURRENCY);
    const running = bench.run('b', { rows: 20, options: { maxAttempts: 1 } });
    await bench.simulator.whenInFlight(4);
    bench.simulator.control({ forceCode: null, hold: false });
    expect(await running).toMatchObject({ state: 'completed' });
    expect(bench.summary('b')).toMatchObject({ calls: 24, retries: 4 });
    expect(counts(bench.summary('b'))).not.toHaveProperty('error');
  });
});

describe('many rows with the same code that is no verdict', () => {
  test.concurrent.for<[number, string]>([
    [3, '账户已欠费，请充值'],
    [213, '内部错误'],
  ])('(%i) twenty in a row halt, and are called again after the mend', async ([code, message], context) => {
    const bench = await Bench.start({ settings: { forceCode: code, forceMessage: message } }, context);
    await bench.verify(2, CONCURRENCY);
    const end = await bench.run('b', { rows: 60 });
    expect(end).toMatchObject({ state: 'halted' });
    expect(end.reason).toContain(`code ${code}`);
    expect(end.reason).toContain('rollcall resume b');
    expect(bench.simulator.totals().received).toBeLessThanOrEqual(20 + 8);

    bench.simulator.control({ forceCode: null });
    expect(await bench.resume('b')).toMatchObject({ state: 'completed' });
    expect(counts(bench.summary('b'))).not.toHaveProperty('error');
    const spent = bench.summary('b').calls - 60;
    expect(spent).toBeGreaterThanOrEqual(20);
    expect(bench.disagreements('b')).toEqual([]);
  });

  test.concurrent('nineteen are errors of their own', async (context) => {
    const bench = await Bench.start({}, context);
    await bench.verify(1, CONCURRENCY);
    expect(await bench.run('b', { people: peopleOf(995, 19) })).toMatchObject({ state: 'completed' });
    expect(counts(bench.summary('b'))).toEqual({ error: 19 });
    expect(bench.outcomes('b')[0]).toMatchObject({ verify_code: '213' });
    expect(bench.summary('b').calls).toBe(19);
  });

  test.concurrent('whose run a verdict breaks are errors of their own', async (context) => {
    const bench = await Bench.start({}, context);
    await bench.verify(1, { ROLLCALL_CONCURRENCY: '1' });
    const people = [...peopleOf(995, 15), personOf(1, 500), ...peopleOf(996, 15, 100)];
    expect(await bench.run('b', { people })).toMatchObject({ state: 'completed' });
    expect(counts(bench.summary('b'))).toEqual({ error: 30, match: 1 });
    expect(bench.summary('b').calls).toBe(31);
  });

  test.concurrent(
    'stay open also where the service takes longer to answer than one waits for the run to end',
    async (context) => {
      const bench = await Bench.start({ settings: { forceCode: 3, latencyMs: 4_000 } }, context);
      await bench.verify(1, { ROLLCALL_CONCURRENCY: '12', ROLLCALL_TIMEOUT_MS: '10000' });
      expect(await bench.run('b', { rows: 40 })).toMatchObject({ state: 'halted' });
      bench.simulator.control({ forceCode: null, latencyMs: 0 });
      expect(await bench.resume('b')).toMatchObject({ state: 'completed' });
      expect(counts(bench.summary('b'))).not.toHaveProperty('error');
    },
  );
});

describe('a batch in hand', () => {
  test.concurrent('goes on when another one’s start says that the account is mended', async (context) => {
    const bench = await Bench.start({ settings: { hold: true } }, context);
    await bench.verify(2, CONCURRENCY);
    const running = bench.run('b', { people: generatePeople(60) });
    await bench.simulator.whenInFlight(6);
    await liftHalt(bench.access.redis, bench.scope);
    bench.simulator.control({ hold: false });
    expect(await running).toMatchObject({ state: 'completed' });
    expect(bench.summary('b').calls).toBe(60);
  });

  test.concurrent('goes on when a halt is lifted before its owner saw it', async (context) => {
    const bench = await Bench.start({ settings: { hold: true } }, context);
    await bench.verify(2, CONCURRENCY);
    const running = bench.run('b', { people: generatePeople(600) });
    await bench.simulator.whenInFlight(6);
    for (let time = 0; time < 5; time += 1) {
      await bench.access.redis.hset(bench.accountKey, 'halted', '{"kind":"code","code":25}');
      bench.simulator.control({ hold: false });
      await liftHalt(bench.access.redis, bench.scope);
    }
    const end = await running;
    const final = end.state === 'halted' ? await bench.resume('b') : end;
    expect(final).toMatchObject({ state: 'completed' });
    expect(bench.disagreements('b')).toEqual([]);
  });
});
