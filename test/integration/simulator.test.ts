// The pretend service over real HTTP: what it answers, counts and logs, fault by fault.

import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Pool } from 'undici';
import { UserError } from '../../src/domain/user-error.js';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/index.js';

const NOON = Date.parse('2026-11-24T12:00:00+08:00');
const MATCH = '11010519491231002X';
const PERSON = { idcard_number: MATCH, idcard_name: '张三' };

interface Reply {
  readonly http: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

interface Figures {
  readonly summary: Readonly<Record<string, number>>;
  readonly list: readonly Readonly<Record<string, number | string>>[];
}

class Bench {
  nowMs = NOON;
  readonly simulator: Simulator;
  readonly #pool: Pool;

  constructor(simulator: Simulator, pool: Pool) {
    this.simulator = simulator;
    this.#pool = pool;
  }

  async send(
    method: 'GET' | 'POST',
    path: string,
    body: string | Buffer | null,
    headers: Record<string, string> = {},
  ) {
    const answer = await this.#pool.request({ method, path, body, headers });
    const reply: Reply = { http: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
    return reply;
  }

  authorization(
    changed: Record<string, string> = {},
    secretKey = this.simulator.credentials.secretKey,
  ): string {
    const { appid, bucket, secretId } = this.simulator.credentials;
    const seconds = Math.floor(this.nowMs / 1000);
    const fields = {
      a: appid,
      b: bucket,
      k: secretId,
      e: String(seconds + 3600),
      t: String(seconds),
      r: '1',
      u: '0',
      f: '',
    };
    const original = Object.entries({ ...fields, ...changed })
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    return Buffer.concat([
      createHmac('sha1', secretKey).update(original).digest(),
      Buffer.from(original),
    ]).toString('base64');
  }

  /** A call as it should be, but for what is changed. */
  call(body: object = {}, headers: Record<string, string> = {}): Promise<Reply> {
    const { appid, bucket } = this.simulator.credentials;
    const full = { Authorization: this.authorization(), 'Content-Type': 'application/json', ...headers };
    return this.send('POST', '/auth/idcard', JSON.stringify({ appid, bucket, ...PERSON, ...body }), full);
  }

  async code(body: object = {}, headers: Record<string, string> = {}): Promise<number> {
    return codeOf(await this.call(body, headers));
  }

  stat(start: string, end = start): Promise<Reply> {
    return this.send('GET', '/verifyc/stat', JSON.stringify({ start, end }), {
      Authorization: this.authorization(),
    });
  }

  async figures(start: string, end = start): Promise<Figures> {
    return (JSON.parse((await this.stat(start, end)).text) as { data: Figures }).data;
  }
}

function codeOf({ text }: Reply): number {
  return (JSON.parse(text) as { code: number }).code;
}

/** How a call failed. */
function wordsOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'it did not fail',
    (error: Error) => error.message,
  );
}

/** A simulator of its own, with a clock that stands at noon in China on 2026-11-24. */
async function setup(options: SimulatorOptions = {}): Promise<Bench> {
  const clock = { now: () => NOON };
  const simulator = await startSimulator({ keepCalls: true, now: () => clock.now(), ...options });
  const pool = new Pool(simulator.url, { connections: 10 });
  const bench = new Bench(simulator, pool);
  clock.now = () => bench.nowMs;
  onTestFinished(async () => {
    await pool.destroy();
    await simulator.close();
  });
  return bench;
}

function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-simulator-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

describe('an answer', () => {
  test('has the documented shape and a session of its own', async () => {
    const bench = await setup();
    const replies = [await bench.call(), await bench.call()].map(
      ({ text }) => JSON.parse(text) as { data: { session_id: string } },
    );
    expect(replies[0]).toEqual({ data: { session_id: replies[0]?.data.session_id }, code: 0, message: 'OK' });
    expect(new Set(replies.map(({ data }) => data.session_id)).size).toBe(2);
  });

  test("can have the comma of the document's sample", async () => {
    const bench = await setup({ settings: { trailingComma: true } });
    const { text } = await bench.call();
    expect(text).toMatch(/^\{"data":\{"session_id":"sim-[^"]+",\},"code":0,"message":"OK"\}$/);
  });

  test('follows from the person', async () => {
    const bench = await setup();
    expect(await bench.code({ idcard_number: '110105194912310021' })).toBe(-5804);
    expect(await bench.code({ idcard_name: '' })).toBe(-5806);
  });

  test('to anything but a POST is HTTP 405, to another path HTTP 404', async () => {
    const bench = await setup();
    expect((await bench.send('GET', '/auth/idcard', null)).http).toBe(405);
    expect((await bench.send('POST', '/auth/idcards', '{}')).http).toBe(404);
  });
});

describe('a signature fault', () => {
  test.each([
    [4, 'is empty', () => ({ Authorization: '' })],
    [5, 'is malformed', () => ({ Authorization: 'FCHXdPTEwMDAwMzc5Jms9QUtJRGVRZDBrRU1yM2J4ZjhRckJi==' })],
    [
      9,
      'has expired',
      (bench: Bench) => ({ Authorization: bench.authorization({ e: '1700000001', t: '1700000000' }) }),
    ],
    [11, 'is of nobody', (bench: Bench) => ({ Authorization: bench.authorization({ k: 'AKIDnobody' }) })],
    [14, 'is by another key', (bench: Bench) => ({ Authorization: bench.authorization({}, 'another') })],
  ])('is answered with %i when it %s', async (code, _, headers) => {
    const bench = await setup();
    expect(await bench.code({}, headers(bench))).toBe(code);
    expect(await bench.figures('2026-11-24')).toEqual({ summary: {}, list: [] });
  });

  test('is answered with 6 when the body names another target', async () => {
    const bench = await setup();
    expect(await bench.code({ bucket: 'elsewhere' })).toBe(6);
  });

  test('is answered with 10 and 16 when target and signature name nobody', async () => {
    const bench = await setup();
    const ofNobody = { Authorization: bench.authorization({ a: '9' }) };
    expect(await bench.code({ appid: '9' }, ofNobody)).toBe(10);
    expect(await bench.code({ bucket: 'none' }, { Authorization: bench.authorization({ b: 'none' }) })).toBe(
      16,
    );
  });

  test('of expiry is one of the clock, which can be set off', async () => {
    const bench = await setup();
    expect(await bench.code()).toBe(0);
    bench.simulator.control({ clockOffsetMs: 3_600_000 });
    expect(await bench.code()).toBe(9);
  });

  test('is answered with 14, and 70001 for the figures, while credentials are refused', async () => {
    const bench = await setup({ settings: { refuseCredentials: true } });
    expect(await bench.code()).toBe(14);
    expect(codeOf(await bench.stat('2026-11-24'))).toBe(70001);
    bench.simulator.control({ refuseCredentials: false });
    expect(await bench.code()).toBe(0);
  });
});

describe('a body fault', () => {
  const raw = async (body: string | Buffer, type = 'application/json'): Promise<number> => {
    const bench = await setup();
    const headers = { Authorization: bench.authorization(), 'Content-Type': type };
    return codeOf(await bench.send('POST', '/auth/idcard', body, headers));
  };

  test.each([
    [3, 'that is no JSON', '{"appid":', 'application/json'],
    [3, 'that is not UTF-8', Buffer.from('{"idcard_name":"\xd5\xc5"}', 'latin1'), 'application/json'],
    [3, 'of another type', '{}', 'application/x-www-form-urlencoded'],
    [21, 'with a field missing', '{"appid":"1","bucket":"b","idcard_number":"1"}', 'application/json'],
    [
      21,
      'with a number for a string',
      '{"appid":1,"bucket":"b","idcard_number":"1","idcard_name":"a"}',
      'application/json',
    ],
    [21, 'that is an array', '[]', 'application/json'],
    [
      23,
      'that is too large',
      JSON.stringify({ appid: 'x'.repeat(20_000) }),
      'application/json; charset=utf-8',
    ],
  ])('is answered with %i: a body %s', async (code, _, body, type) => {
    expect(await raw(body, type)).toBe(code);
  });
});

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
    ['a dropped answer', { dropCalls: 1 }, { counted: true, code: 0 }],
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
      { code: 0, counted: true, dropped: true, answeredAt: null },
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
      code: 0,
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

describe('the figures', () => {
  test('put a call into the bucket and the day of China in which it came', async () => {
    const bench = await setup();
    bench.nowMs = Date.parse('2026-11-24T23:59:59.999+08:00');
    await bench.call();
    bench.nowMs += 1;
    await bench.call();
    await bench.call({ idcard_name: '' });
    expect(await bench.figures('2026-11-24')).toEqual({
      summary: { '0': 1 },
      list: [{ date: '2026-11-24 23:55:00', '0': 1 }],
    });
    expect(await bench.figures('2026-11-25')).toEqual({
      summary: { '0': 1, '-5806': 1 },
      list: [{ date: '2026-11-25 00:00:00', '0': 1, '-5806': 1 }],
    });
    expect(await bench.figures('2026-11-24', '2026-11-25')).toEqual({
      summary: { '0': 2, '-5806': 1 },
      list: [
        { date: '2026-11-24', '0': 1, '-5806': 0 },
        { date: '2026-11-25', '0': 1, '-5806': 1 },
      ],
    });
  });

  test.each([
    ['arrival', '2026-11-24 12:00:00'],
    ['answer', '2026-11-24 12:05:00'],
  ] as const)('count a call that spans an edge at its %s', async (countAt, date) => {
    const bench = await setup({ settings: { hold: true, countAt } });
    const call = bench.call();
    await bench.simulator.whenReceived(1);
    bench.nowMs += 300_000;
    bench.simulator.control({ hold: false });
    await call;
    expect((await bench.figures('2026-11-24')).list).toEqual([{ date, '0': 1 }]);
  });

  test('are given for a query string too', async () => {
    const bench = await setup();
    await bench.call();
    const path = '/verifyc/stat?start=2026-11-24&end=2026-11-24';
    const { text } = await bench.send('GET', path, null, { Authorization: bench.authorization() });
    expect(JSON.parse(text)).toEqual({
      code: 0,
      message: '',
      data: { summary: { '0': 1 }, list: [{ date: '2026-11-24 12:00:00', '0': 1 }] },
      origin: '',
    });
  });

  test('leave out codes that the provider does not count, unless it does', async () => {
    const bench = await setup({ settings: { forceCode: 213 } });
    await bench.call();
    bench.simulator.control({ countedCodes: [0, 213] });
    await bench.call();
    expect((await bench.figures('2026-11-24')).summary).toEqual({ '213': 1 });
    expect(bench.simulator.calls().map(({ counted }) => counted)).toEqual([false, true]);
  });

  test('are refused with 70001 without a good signature', async () => {
    const bench = await setup();
    const body = JSON.stringify({ start: '2026-11-24', end: '2026-11-24' });
    for (const authorization of ['', 'x', bench.authorization({}, 'another key')]) {
      expect(codeOf(await bench.send('GET', '/verifyc/stat', body, { Authorization: authorization }))).toBe(
        70001,
      );
    }
  });

  test('are refused with 70002 for dates that are none', async () => {
    const bench = await setup();
    expect(codeOf(await bench.stat('2026-11-31'))).toBe(70002);
    expect(codeOf(await bench.stat('2026-11-24', '2026-11-23'))).toBe(70002);
    const nothing = await bench.send('GET', '/verifyc/stat', null, { Authorization: bench.authorization() });
    expect(codeOf(nothing)).toBe(70002);
  });

  test('are not to be had with 70003 as often as ordered', async () => {
    const bench = await setup({ settings: { statFailures: 1 } });
    expect(codeOf(await bench.stat('2026-11-24'))).toBe(70003);
    expect(codeOf(await bench.stat('2026-11-24'))).toBe(0);
  });

  test("can miss calls and have somebody else's", async () => {
    const bench = await setup();
    await bench.call();
    await bench.call();
    bench.simulator.control({ statMissing: 1, statExtra: { '-5803': 2 } });
    bench.nowMs += 3_600_000;
    expect((await bench.figures('2026-11-24')).list).toEqual([
      { date: '2026-11-24 12:00:00', '0': 1, '-5803': 2 },
    ]);
    bench.simulator.control({ statExtraAt: '2026-11-23 00:00:00' });
    expect((await bench.figures('2026-11-23')).summary).toEqual({ '-5803': 2 });
    expect((await bench.figures('2026-11-24')).summary).toEqual({ '0': 1 });
  });

  test('last over a restart where a state file keeps them', async () => {
    const state = join(scratch(), 'state.json');
    const before = await setup({ state });
    await before.call();
    await before.simulator.close();
    const after = await setup({ state });
    await after.call();
    expect((await after.figures('2026-11-24')).summary).toEqual({ '0': 2 });
  });

  test('are not begun from a state file that is none', async () => {
    const state = join(scratch(), 'state.json');
    writeFileSync(state, 'hello');
    await expect(startSimulator({ state })).rejects.toThrow(/not a state file/);
  });
});

describe('the control', () => {
  test('changes settings and tells settings and totals', async () => {
    const bench = await setup();
    await bench.call();
    const changed = await bench.send('POST', '/_control', '{"latencyMs":1}');
    const { text } = await bench.send('GET', '/_control', null);
    expect(changed.text).toBe(text);
    expect(JSON.parse(text)).toMatchObject({
      settings: { latencyMs: 1, dropShare: 0 },
      totals: {
        received: 1,
        counted: 1,
        dropped: 0,
        byCode: { '0': 1 },
        inFlight: 0,
        maxInFlight: 1,
        statQueries: 0,
      },
    });
  });

  test.each([
    ['an unknown key', '{"latency":1}', '"latency"'],
    ['a value out of range', '{"dropShare":7}', 'dropShare'],
    ['no JSON', 'latencyMs=1', 'expected object'],
  ])('answers %s with HTTP 400 that says so, and changes nothing', async (_, body, words) => {
    const bench = await setup();
    const before = bench.simulator.settings();
    const { http, text } = await bench.send('POST', '/_control', body);
    expect(http).toBe(400);
    expect((JSON.parse(text) as { error: string }).error).toContain(words);
    expect(bench.simulator.settings()).toEqual(before);
  });

  test('serves the loopback interface alone', async () => {
    const bench = await setup();
    expect(bench.simulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe('the log', () => {
  test('has a line for every call, is its owner’s alone, and is whole after a flush', async () => {
    const log = join(scratch(), 'calls.ndjson');
    const bench = await setup({ log });
    await bench.call();
    await bench.call({ idcard_number: '1', idcard_name: '李四' });
    expect((await bench.send('POST', '/_flush', null)).http).toBe(200);
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(bench.simulator.calls());
    expect(bench.simulator.calls()[1]).toEqual({
      seq: 2,
      from: '127.0.0.1',
      receivedAt: NOON,
      answeredAt: NOON,
      idNumber: '1',
      name: '李四',
      code: -5806,
      counted: true,
      dropped: false,
      http: 200,
    });
    expect(statSync(log).mode & 0o777).toBe(0o600);
  });

  test('goes on where it ended', async () => {
    const log = join(scratch(), 'calls.ndjson');
    for (let start = 0; start < 2; start += 1) {
      const bench = await setup({ log });
      await bench.call();
      await bench.simulator.close();
    }
    expect(readFileSync(log, 'utf8').trimEnd().split('\n')).toHaveLength(2);
  });

  test('is not kept in memory unless asked for', async () => {
    const bench = await setup({ keepCalls: false });
    await bench.call();
    expect(() => bench.simulator.calls()).toThrow('keepCalls');
  });
});
