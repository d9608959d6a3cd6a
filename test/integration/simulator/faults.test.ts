// Faults of the pretend service, on demand.

import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/domain/user-error.js';
import { startSimulator } from '../../../src/simulator/index.js';
import { NOON, MATCH, PERSON, codeOf, wordsOf, setup } from './bench.js';

describe('a fault on demand', () => {
  test('of outage answers with its code until it is switched off', async () => {
    const bench = await setup({ settings: { outageShare: 1, outageCode: 108 } });
    expect([await bench.code(), await bench.code()]).toEqual([108, 108]);
    bench.simulator.control({ outageShare: 0 });
    expect(await bench.code()).toBe(0);
  });

  test('can be ordered for the next calls alone', async () => {
    const bench = await setup();
    bench.simulator.control({ outageCalls: 2 });
    expect([await bench.code(), await bench.code(), await bench.code()]).toEqual([107, 107, 0]);
    expect(bench.simulator.settings().outageCalls).toBe(0);
  });

  test('of a forced code keeps its message, and ends with its calls', async () => {
    const bench = await setup({
      settings: { forceCode: 25, forceCalls: 1, forceMessage: 'service suspended' },
    });
    const { text } = await bench.call();
    expect(JSON.parse(text)).toMatchObject({ code: 25, message: 'service suspended' });
    expect(await bench.code()).toBe(0);
  });

  test('of too many calls is code 15, not counted, until time has passed', async () => {
    const bench = await setup({ settings: { rateLimit: 2, retryAfterSeconds: 3 } });
    expect([await bench.code(), await bench.code()]).toEqual([0, 0]);
    const throttled = await bench.call();
    expect([codeOf(throttled), throttled.headers['retry-after']]).toEqual([15, '3']);
    bench.nowMs += 500;
    expect(await bench.code()).toBe(0);
    expect(bench.simulator.totals()).toMatchObject({ received: 4, counted: 3, byCode: { '0': 3, '15': 1 } });
  });

  test('of too many calls can be HTTP 429 with Retry-After', async () => {
    const bench = await setup({ settings: { rateLimit: 1, throttleAs: 'http429', retryAfterSeconds: 1 } });
    expect(await bench.code()).toBe(0);
    const { http, headers } = await bench.call();
    expect([http, headers['retry-after']]).toEqual([429, '1']);
    expect(bench.simulator.totals()).toMatchObject({ received: 2, counted: 1 });
  });

  test.each([
    ['a cut before counting', { cutCalls: 1 }, { counted: false, code: null }],
    ['a dropped answer', { dropCalls: 1 }, { counted: true, code: '0' }],
  ])('of %s cuts the connection', async (_, settings, logged) => {
    const bench = await setup({ settings });
    await expect(bench.call()).rejects.toThrow(/closed|ECONNRESET/);
    expect(bench.simulator.calls()).toEqual([
      {
        seq: 1,
        from: '127.0.0.1',
        receivedAt: NOON,
        answeredAt: null,
        idNumber: MATCH,
        name: '张三',
        dropped: true,
        http: null,
        ...logged,
      },
    ]);
    const { summary } = await bench.figures('2026-11-24');
    expect(summary).toEqual(logged.counted ? { '0': 1 } : {});
    expect(await bench.code()).toBe(0);
  });

  test('of never answering counts the call and keeps it in flight until the client goes', async () => {
    const bench = await setup({ settings: { hangCalls: 1 } });
    const client = new AbortController();
    const call = fetch(`${bench.simulator.url}/auth/idcard`, {
      method: 'POST',
      headers: { Authorization: bench.authorization(), 'Content-Type': 'application/json' },
      body: JSON.stringify({
        appid: bench.simulator.credentials.appid,
        bucket: bench.simulator.credentials.bucket,
        ...PERSON,
      }),
      signal: client.signal,
    });
    const outcome = wordsOf(call);
    await bench.simulator.whenReceived(1);
    expect(bench.simulator.totals()).toMatchObject({ counted: 1, inFlight: 1 });
    client.abort();
    expect(await outcome).toContain('abort');
    await bench.simulator.whenIdle();
    expect(bench.simulator.calls()).toMatchObject([
      { code: '0', counted: true, dropped: true, answeredAt: null },
    ]);
  });

  test.each([
    ['html', /^<html>/],
    ['text', /^service busy$/],
    ['truncated', /^\{"data":[^}]*$/],
    ['empty', /^$/],
    ['other-json', /^\{"status":"ok","result":null\}$/],
  ] as const)('of an unreadable answer as %s is counted all the same', async (unreadableAs, expected) => {
    const bench = await setup({ settings: { unreadableCalls: 1, unreadableAs } });
    const { http, text } = await bench.call();
    expect(http).toBe(200);
    expect(text).toMatch(expected);
    expect(bench.simulator.totals().counted).toBe(1);
  });

  test('of HTTP is answered with its status, and counted only on demand', async () => {
    const bench = await setup({ settings: { httpCalls: 2, httpStatus: 502 } });
    expect((await bench.call()).http).toBe(502);
    expect(bench.simulator.totals().counted).toBe(0);
    bench.simulator.control({ httpCounted: true });
    expect((await bench.call()).http).toBe(502);
    expect(bench.simulator.calls().at(-1)).toMatchObject({
      counted: true,
      code: '0',
      http: 502,
      dropped: false,
    });
  });

  test('of HTTP can be a redirect', async () => {
    const bench = await setup({ settings: { httpShare: 1, httpStatus: 302 } });
    const { http, headers } = await bench.call();
    expect([http, headers['location']]).toEqual([302, '/elsewhere']);
  });

  test('of latency still gives the answer', async () => {
    const bench = await setup({ settings: { latencyMs: 1 } });
    expect(await bench.code()).toBe(0);
  });

  test('of held answers lets them all go at once', async () => {
    const bench = await setup({ settings: { hold: true } });
    const calls = Promise.all([bench.code(), bench.code(), bench.code()]);
    await bench.simulator.whenInFlight(3);
    expect(bench.simulator.calls()).toEqual([]);
    bench.simulator.control({ hold: false });
    expect(await calls).toEqual([0, 0, 0]);
    expect(bench.simulator.totals()).toMatchObject({ inFlight: 0, maxInFlight: 3 });
  });
});

describe('the end of the service', () => {
  test('logs the calls that it leaves without an answer', async () => {
    const bench = await setup({ settings: { hold: true } });
    const outcome = wordsOf(bench.call());
    await bench.simulator.whenReceived(1);
    await bench.simulator.close();
    expect(await outcome).toMatch(/closed|ECONNRESET/);
    expect(bench.simulator.calls()).toMatchObject([{ counted: true, dropped: true, http: null }]);
  });

  test('frees its port', async () => {
    const bench = await setup();
    const { port } = bench.simulator;
    await expect(startSimulator({ port })).rejects.toThrow(UserError);
    await bench.simulator.close();
    const next = await startSimulator({ port });
    await next.close();
  });
});
