// `rollcall serve` as a process: one command gives the whole thing, refuses what is unsafe, survives a kill, and stops in good order.

import { request as httpRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { startDraft } from '../../src/batch/draft.js';
import { TestRedis } from '../crash/redis.js';
import { arrive, cleanList, STACK, type Started, type User } from './user.js';

interface Place {
  readonly url: string;
  readonly sign_in?: string;
}

async function served(started: Started): Promise<Place> {
  await vi.waitUntil(() => started.said.stdout.includes('\n'), { timeout: 60_000, interval: 20 });
  return JSON.parse(started.said.stdout.split('\n')[0] ?? '') as Place;
}

async function keyOf(user: User, role = 'operator'): Promise<string> {
  const { stdout } = await user.rollcall(['key', 'add', '--role', role, '--json']);
  return (JSON.parse(stdout) as { key: string }).key;
}

class Client {
  constructor(
    readonly url: string,
    readonly key: string,
  ) {}

  async ask(method: string, path: string, body?: object, more: Record<string, string> = {}) {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json', ...more },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  }

  /** @returns the status that answers a body of unsaid length; without pieces there is none, and no length either */
  async inPieces(path: string, pieces: readonly string[]): Promise<number | undefined> {
    const headers = { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' };
    const request = httpRequest(`${this.url}/api/v1${path}`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': 'pieces' },
    });
    if (pieces.length === 0) request.removeHeader('transfer-encoding');
    for (const piece of pieces) request.write(piece);
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    return response.statusCode;
  }

  async until(batch: string, state: string): Promise<Record<string, unknown>> {
    return vi.waitUntil(
      async () => {
        const { json } = await this.ask('GET', `/batches/${batch}`);
        return json['state'] === state ? json : undefined;
      },
      { timeout: 60_000, interval: 50 },
    );
  }

  async send(list: string): Promise<string> {
    const response = await fetch(`${this.url}/api/v1/lists?name=people.csv`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.key}` },
      body: list,
    });
    return ((await response.json()) as { list: string }).list;
  }
}

describe('rollcall serve', () => {
  it('verifies a list with nothing else running, and goes on after a kill where it was', async () => {
    const user = await arrive();
    const first = user.start(['serve', '--port', '0', '--json']);
    const place = await served(first);
    expect(place.sign_in).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in#[\w-]{20,}$/);
    const client = new Client(place.url, await keyOf(user));
    expect((await fetch(`${place.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${place.url}/readyz`)).status).toBe(200);
    expect(await client.inPieces('/batches/none/start', [])).toBe(404);
    expect(await client.inPieces('/batches', ['{"list":', '1}'])).toBe(422);
    expect(await client.inPieces('/batches', Array(5).fill('x'.repeat(1_000_000)))).toBe(413);
    const list = await client.send(cleanList(300));
    const key = { 'idempotency-key': 'one' };
    const body = { list, start: true, options: { rate: 60 }, batch: 'one' };
    const made = await client.ask('POST', '/batches', body, key);
    expect(made.status).toBe(201);
    await client.ask('POST', '/batches', { list, batch: 'draft' }, { 'idempotency-key': 'two' });
    const few = await client.send(cleanList(5));
    await client.ask('POST', '/batches', { list: few, batch: 'left' }, { 'idempotency-key': 'three' });
    await vi.waitUntil(async () => Number((await client.ask('GET', '/batches/one')).json['calls']) > 0, {
      timeout: 60_000,
      interval: 50,
    });
    first.signal('SIGKILL');
    await first.ended;
    // A kill between a draft's start and its queueing leaves this.
    await startDraft(user.data, 'left', Date.now());
    const second = user.start(['serve', '--port', '0', '--json']);
    const again = new Client((await served(second)).url, client.key);
    expect((await again.ask('POST', '/batches', body, key)).json).toEqual(made.json);
    expect((await again.ask('GET', '/batches/draft')).json['state']).toBe('draft');
    expect(await again.until('left', 'completed')).toMatchObject({ calls: 5 });
    const ended = await again.until('one', 'completed');
    expect(ended).toMatchObject({ rows: 300, done: 300 });
    const { stdout } = await user.rollcall(['status', 'one', '--json']);
    expect(ended).toEqual(JSON.parse(stdout));
    const called = user.lines('one', 'attempts.csv').filter(({ result }) => result === 'answered');
    expect(new Set(called.map(({ row }) => row)).size).toBe(called.length);
    second.signal('SIGTERM');
    const { status, stderr } = await second.ended;
    expect(status).toBe(0);
    expect(stderr).not.toMatch(STACK);
  });

  it('without workers leaves the work to one beside it on the same Redis', async () => {
    const redis = await TestRedis.open();
    try {
      const user = await arrive();
      const shared = { REDIS_URL: redis.url, ROLLCALL_KEY: 'ab'.repeat(32) };
      const serve = user.start(['serve', '--port', '0', '--json', '--no-workers'], shared);
      const client = new Client((await served(serve)).url, await keyOf(user));
      const list = await client.send(cleanList(8));
      const made = { list, batch: 'one', start: true };
      expect((await client.ask('POST', '/batches', made, { 'idempotency-key': 'one' })).status).toBe(201);
      expect((await client.ask('GET', '/batches/one')).json).toMatchObject({ state: 'queued', calls: 0 });
      expect((await client.ask('GET', '/accounts')).json['data']).toMatchObject([{ batch_worker: false }]);
      const worker = user.start(['worker'], shared);
      expect(await client.until('one', 'completed')).toMatchObject({ rows: 8, calls: 8 });
      worker.signal('SIGTERM');
      await worker.ended;
      serve.signal('SIGTERM');
      expect((await serve.ended).status).toBe(0);
    } finally {
      await redis.close();
    }
  });

  it('refuses addresses that are not safe, and says what is missing', async () => {
    const user = await arrive();
    const tries: readonly (readonly [RegExp, ...string[]])[] = [
      [/--tls-cert/, '--host', '0.0.0.0'],
      [/https/, '--host', '0.0.0.0', '--origin', 'http://rollcall.example'],
      [/go together/, '--tls-cert', 'nowhere.pem'],
      [/REDIS_URL/, '--no-workers'],
    ];
    for (const [why, ...options] of tries) {
      const { status, stderr, stdout } = await user.rollcall(['serve', '--port', '0', ...options]);
      expect(stderr).toMatch(why);
      expect([status, stdout]).toEqual([1, '']);
    }
  });

  it('starts without credentials, says which are missing and what can be done, and calls nobody', async () => {
    const user = await arrive();
    const serve = user.start(['serve', '--port', '0'], { ROLLCALL_SECRET_KEY: '', ROLLCALL_BUCKET: '' });
    await vi.waitUntil(() => serve.said.stderr.includes('Rollcall is at'), { timeout: 60_000, interval: 20 });
    expect(serve.said.stderr).toMatch(
      /Not set: ROLLCALL_BUCKET, ROLLCALL_SECRET_KEY\.[^]*rollcall serve --demo/,
    );
    const [, url = ''] = /Rollcall is at (\S+)/.exec(serve.said.stderr) ?? [];
    const admin = new Client(url, await keyOf(user, 'admin'));
    expect((await admin.ask('GET', '/service')).json).toMatchObject({
      has_credentials: false,
      missing_settings: ['ROLLCALL_BUCKET', 'ROLLCALL_SECRET_KEY'],
    });
    const list = await admin.send(cleanList(5));
    const made = await admin.ask('POST', '/batches', { list, start: true }, { 'idempotency-key': 'one' });
    const missing = { type: 'urn:rollcall:problem:missing-credentials' };
    expect(made).toMatchObject({ status: 503, json: missing });
    expect(made.json['detail']).toContain('ROLLCALL_SECRET_KEY');
    expect((await admin.ask('POST', '/service/try')).json).toMatchObject(missing);
    expect(user.simulator.totals().received).toBe(0);
    serve.signal('SIGTERM');
    const { status, stderr } = await serve.ended;
    expect([status, stderr]).toEqual([0, expect.not.stringMatching(STACK)]);
    // What can't be right is refused at once all the same.
    const unusable = { ROLLCALL_PROVIDER: 'faceid', ROLLCALL_SECRET_KEY: 'a key\u00e9' };
    const wrong = await user.rollcall(['serve', '--port', '0'], unusable);
    expect(wrong.status).toBe(1);
  });

  it('cuts off who sends a head too slowly, and answers others meanwhile', async () => {
    const user = await arrive();
    const started = user.start(['serve', '--port', '0', '--json']);
    const { url } = await served(started);
    const slow = connect(Number(new URL(url).port), '127.0.0.1');
    slow.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n');
    const closed = once(slow, 'close');
    slow.resume();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await Promise.race([closed, sleep(30_000).then(() => Promise.reject(new Error('still open')))]);
    started.signal('SIGTERM');
    expect((await started.ended).status).toBe(0);
  });

  it('shows everything with --demo, in a directory of its own', async () => {
    const user = await arrive();
    // What the user has set is none of the demonstration's business.
    const own = { ROLLCALL_APPID: '', ROLLCALL_PRICE: '7', ROLLCALL_CURRENCY: 'EUR' };
    const started = user.start(['serve', '--demo', '--port', '0', '--json'], own);
    const { url } = await served(started);
    const { stdout } = await user.rollcall(['key', 'add', '--role', 'operator', '--json'], {
      ROLLCALL_DATA: 'data/serve-demo',
    });
    const client = new Client(url, (JSON.parse(stdout) as { key: string }).key);
    expect((await client.ask('GET', '/batches/demo')).json).toMatchObject({ state: 'draft', label: 'demo' });
    await client.ask('POST', '/batches/demo/sample', { rows: 20 });
    expect((await client.ask('GET', '/service')).json).toMatchObject({ price: '0.30', currency: 'CNY' });
    await client.until('demo', 'paused');
    // Its owner writes the summary after the state.
    const cost = await vi.waitUntil(async () => (await client.ask('GET', '/batches/demo')).json['cost'], {
      timeout: 60_000,
      interval: 50,
    });
    expect(cost).toMatchObject({ currency: 'CNY', amount: expect.stringMatching(/^[1-6]\.\d0$/) as string });
    expect(user.simulator.calls()).toEqual([]);
    started.signal('SIGTERM');
    expect((await started.ended).status).toBe(0);
  });
});
