// What an operator reads in the log of a worker on a machine of its own: that it waits for Redis, halts with their
// cause, outages, and what a stop waits for.

import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { RedisServers, freePort } from '../support/redis-servers.js';
import { arrive, cleanList, type Started } from './user.js';

const [WARN, ERROR] = [40, 50];
const PATIENT = { timeout: 60_000 };

let servers: RedisServers;
beforeAll(() => {
  servers = new RedisServers();
});
afterAll(() => servers.close());

type Line = Readonly<Record<string, unknown>>;

function linesOf({ said }: Started): Line[] {
  return said.stderr
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as Line);
}

function lineWith(worker: Started, words: string): Line | undefined {
  return linesOf(worker).find(({ msg }) => String(msg).includes(words));
}

it('a verify worker waits for Redis, and logs a halt, an outage and what its stop waits for', async () => {
  const user = await arrive();
  const port = await freePort();
  const environment = {
    REDIS_URL: `redis://127.0.0.1:${port}`,
    ROLLCALL_KEY: 'ef'.repeat(32),
    ROLLCALL_TIMEOUT_MS: '60000',
  };
  const waiting = { ...environment, ROLLCALL_WAIT_FOR_REDIS: '60s' };
  const worker = user.start(['worker', '--role', 'verify'], waiting);
  const impatient = user.start(['worker', '--role', 'verify', '--wait-for-redis', '1s'], waiting);
  onTestFinished(() => worker.signal('SIGKILL'));
  await vi.waitUntil(() => lineWith(worker, 'Redis does not answer yet'), PATIENT);
  expect(await impatient.ended).toMatchObject({ status: 1 });
  expect(impatient.said.stderr).toContain('does not answer (connect ECONNREFUSED');
  await servers.start([], {}, port);
  const started = await vi.waitUntil(() => lineWith(worker, 'worker started'), PATIENT);
  expect(String(started['time'])).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

  const batches = user.start(['worker', '--role', 'batch'], environment);
  onTestFinished(() => batches.signal('SIGKILL'));
  user.simulator.control({ forceCode: 25 });
  const submit = (batch: string, ...more: string[]) =>
    user.rollcall(
      ['submit', user.file(`${batch}.csv`, cleanList(20)), '--batch', batch, '--no-ping', ...more],
      environment,
    );
  expect((await submit('one', '--wait')).status).toBe(3);
  const halt = await vi.waitUntil(() => lineWith(worker, 'the account is halted'), PATIENT);
  expect(halt).toMatchObject({ level: ERROR, cause: { kind: 'code', code: '25' } });
  expect(lineWith(batches, 'batch left')).toMatchObject({ level: ERROR, state: 'halted' });

  user.simulator.control({ forceCode: null, httpStatus: 503, httpShare: 1 });
  expect((await user.rollcall(['resume', 'one', '--no-ping'], environment)).status).toBe(0);
  const outage = await vi.waitUntil(() => lineWith(worker, 'outage: the service is away'), PATIENT);
  expect(outage).toMatchObject({ level: WARN, cause: 'HTTP 503' });
  user.simulator.control({ httpShare: 0, hold: true });
  await user.simulator.whenInFlight(1);
  worker.signal('SIGTERM');
  const stop = await vi.waitUntil(() => lineWith(worker, 'the stop waits'), PATIENT);
  expect(stop).toMatchObject({ level: WARN });
  expect(Number(stop['calls_under_way'])).toBeGreaterThan(0);
  user.simulator.control({ hold: false });
  expect((await worker.ended).status).toBe(0);
  batches.signal('SIGTERM');
  expect((await batches.ended).status).toBe(0);
});
