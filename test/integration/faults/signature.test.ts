// One signature serves many calls and is renewed before its end; a wrong clock is named where it does harm.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startSimulator } from '../../../src/simulator/index.js';
import { CallMeter } from '../../../src/verify/call-meter.js';
import { ProviderClient } from '../../../src/provider/client.js';
import { youtu } from '../../../src/provider/youtu/index.js';
import { Bench } from './bench.js';
import { generatePeople } from './people.js';

const HOUR_MS = 3_600_000;

test('every worker signs once for all its calls', async () => {
  const seen = new Set<string>();
  let calls = 0;
  const server = createServer((request, response) => {
    seen.add(request.headers.authorization ?? '');
    calls += 1;
    const answer = `{"code":0,"message":"OK","data":{"session_id":"s${calls}"}}`;
    request.resume().on('end', () => response.end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bench = await Bench.start({ authUrl: url });
  await bench.verify(2);
  expect(await bench.run('b', { rows: 120 })).toMatchObject({ state: 'completed' });
  expect(calls).toBe(120);
  expect(seen.size).toBeLessThanOrEqual(2);
  expect(seen).not.toContain('');
});

test('over days no call is refused for an expired signature', async () => {
  let nowMs = Date.UTC(2026, 0, 1);
  const simulator = await startSimulator({ keepCalls: true, now: () => nowMs });
  const proxy = {};
  const client = new ProviderClient({
    authUrl: simulator.url,
    protocol: youtu.callsFor(simulator.credentials, () => nowMs),
    timeoutMs: 5_000,
    connections: 1,
    proxy,
    meter: new CallMeter(youtu.codes.monitored),
  });
  onTestFinished(async () => {
    await client.close();
    await simulator.close();
  });
  const authorizations = new Set<string>();
  for (const person of generatePeople(100)) {
    const { end, authorization } = await client.call(person);
    expect(end).toMatchObject({ kind: 'answered' });
    expect(end).not.toMatchObject({ code: '9' });
    authorizations.add(authorization);
    nowMs += HOUR_MS;
  }
  // In a hundred hours the signature is renewed each time after some 18 of its 24.
  expect(authorizations.size).toBeGreaterThanOrEqual(4);
  expect(authorizations.size).toBeLessThanOrEqual(7);
});

test.each([-10, -2, 2, 10])('a clock that is %i minutes off does no harm', async (minutes) => {
  const bench = await Bench.start({ settings: { clockOffsetMs: minutes * 60_000 } });
  await bench.verify(1);
  expect(await bench.run('b', { rows: 5 })).toMatchObject({ state: 'completed' });
});

test('a clock that makes signatures expire is named, with how far it is off', async () => {
  const bench = await Bench.start({ settings: { clockOffsetMs: 30 * HOUR_MS } });
  await bench.verify(1, { ROLLCALL_CONCURRENCY: '2' });
  const end = await bench.run('b', { rows: 5 });
  expect(end).toMatchObject({ state: 'halted' });
  expect(end.reason).toContain('code 9');
  expect(end.reason).toMatch(
    /clock is 1800 min behind the service's.*set the clock; then: rollcall resume b$/,
  );
});

test('a clock that is off is not blamed for a quota that is used up', async () => {
  const bench = await Bench.start({ settings: { forceCode: 25, clockOffsetMs: 10 * 60_000 } });
  await bench.verify(1, { ROLLCALL_CONCURRENCY: '2' });
  const { reason } = await bench.run('b', { rows: 5 });
  expect(reason).toContain('code 25');
  expect(reason).toContain('Buy calls');
  expect(reason).not.toContain('clock');
});
