// A data directory that version 0.1.0 left behind when it was killed in the middle of its work
// (fixtures/earlier-version), with its private Redis, is taken up by this version.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { arrive, filesUnder, type User } from './user.js';

const ARCHIVE = fileURLToPath(
  new URL('../../fixtures/earlier-version/data-of-0.1.0.tar.gz', import.meta.url),
);
/** The path of that data directory, and the service to which its batches belong. */
const STOOD_IN = '/srv/rollcall';
const SERVICE = 'http://service.test';

/** A user with that data directory, who reaches the pretend service by a proxy. */
async function heir(): Promise<{ user: User; environment: Record<string, string>; before: Call[] }> {
  const user = await arrive();
  execFileSync('tar', ['xzf', ARCHIVE, '-C', user.directory]);
  for (const path of filesUnder(user.data).filter((name) => name.endsWith('.json'))) {
    const text = readFileSync(path, 'utf8');
    if (text.includes(STOOD_IN)) writeFileSync(path, text.replaceAll(STOOD_IN, user.directory));
  }
  const proxy = await startProxy(user.simulator.url);
  const environment = {
    ROLLCALL_AUTH_URL: SERVICE,
    ROLLCALL_STAT_URL: SERVICE,
    HTTP_PROXY: proxy,
    ROLLCALL_APPID: '1250000000',
    ROLLCALL_BUCKET: 'rollcall-demo',
  };
  return { user, environment, before: callsIn(join(user.directory, 'calls.log')) };
}

interface Call {
  readonly idNumber: string;
  readonly name: string;
  readonly receivedAt: number;
}

function callsIn(path: string): Call[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Call);
}

/** Accepts plain requests and tunnels, and sends all of them to one service. */
async function startProxy(service: string): Promise<string> {
  const { hostname, port } = new URL(service);
  const server: Server = createServer((incoming, outgoing) => {
    const { pathname, search } = new URL(incoming.url ?? '/', service);
    const { method, headers } = incoming;
    const onward = request({ hostname, port, method, path: pathname + search, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.on('connect', (_, socket) => {
    const tunnel = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    tunnel.on('error', () => socket.destroy());
    socket.on('error', () => tunnel.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('of a data directory of version 0.1.0', () => {
  it('a batch that was killed in its middle is finished, and no row with a verdict is called again', async () => {
    const { user, environment, before } = await heir();
    const resumed = await user.rollcall(['resume', 'november'], environment);
    expect(resumed.stderr).not.toContain('fault');
    expect([0, 2]).toContain(resumed.status);

    const list = readFileSync(join(user.directory, 'people.csv'), 'utf8');
    const outcomes = user.lines('november', 'outcomes.csv');
    expect(outcomes.map((line) => line['客户号'])).toEqual(list.match(/^C\d{8}/gm));
    expect(outcomes.filter((line) => line['verify_status'] === 'not_sent')).toEqual([]);

    const attempts = user.lines('november', 'attempts.csv');
    const answered = attempts.filter((line) => line['result'] === 'answered').map((line) => line['row']);
    expect(new Set(answered).size).toBe(answered.length);
    const after = user.simulator.calls();
    const madeBefore = attempts.length - after.length;
    expect(madeBefore).toBeGreaterThan(0);
    expect(madeBefore).toBeLessThan(before.length);
  });

  it('a batch at its cap goes on with a higher one', async () => {
    const { user, environment } = await heir();
    const takenUpAfter = Date.now();
    const resumed = await user.rollcall(['resume', 'capped', '--max-calls', '400'], environment);
    expect([0, 2]).toContain(resumed.status);
    const attempts = user.lines('capped', 'attempts.csv');
    expect(attempts.length).toBeLessThanOrEqual(400);
    expect(new Set(attempts.map((line) => line['row'])).size).toBe(attempts.length);
    // HTTP 4xx halted version 0.1.0 and used no attempt.
    const record = JSON.parse(user.batchFile('capped', 'work/batch.json')) as { rejectedCountFrom: number };
    expect(record.rejectedCountFrom).toBeGreaterThanOrEqual(takenUpAfter);
  });

  it('a batch that has ended is the one that a new one is compared with, and nobody is called for it', async () => {
    const { user, environment } = await heir();
    const list = join(user.directory, 'october.csv');
    const run = await user.rollcall(
      ['run', list, '--batch', 'again', '--previous', 'october', '--only', 'in_doubt'],
      environment,
    );
    expect(run.stderr).not.toContain('fault');
    expect(run.stdout).toContain('calls 0 (');
    // The verify process may go on with slices of the batch that was killed: they are in the queue, and no less its own.
    const people = readFileSync(list, 'utf8');
    const called = user.simulator.calls().filter(({ idNumber }) => people.includes(idNumber));
    expect(called).toEqual([]);
  });

  it('batches, schedules and the reconciliation are read', async () => {
    const { user, environment } = await heir();
    const status = await user.rollcall(['status', '--json'], environment);
    expect(status.status).toBe(0);
    const states = JSON.parse(status.stdout) as { batch: string; state: string }[];
    expect(Object.fromEntries(states.map(({ batch, state }) => [batch, state]))).toMatchObject({
      october: 'completed',
      capped: 'halted',
    });
    const schedules = await user.rollcall(['schedule', 'list'], environment);
    expect(schedules.stdout).toContain('customers');
    const reconciled = await user.rollcall(
      ['reconcile', '--from', '2026-11-30', '--to', '2026-11-30'],
      environment,
    );
    expect(reconciled.stderr).not.toContain('fault');
    expect([0, 4]).toContain(reconciled.status);
  });
});
