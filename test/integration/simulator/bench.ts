// A pretend service for one test, with a clock of the test's own, and calls to it over real HTTP.

import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Pool } from 'undici';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../../src/simulator/index.js';

export const NOON = Date.parse('2026-11-24T12:00:00+08:00');
export const MATCH = '11010519491231002X';
export const PERSON = { idcard_number: MATCH, idcard_name: '张三' };

export interface Reply {
  readonly http: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Figures {
  readonly summary: Readonly<Record<string, number>>;
  readonly list: readonly Readonly<Record<string, number | string>>[];
}

export class Bench {
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

  /** A correct call, except for the changes. */
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

export function codeOf({ text }: Reply): number {
  return (JSON.parse(text) as { code: number }).code;
}

/** The message with which a call failed. */
export function wordsOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'it did not fail',
    (error: Error) => error.message,
  );
}

/** A simulator of its own, with a clock that stands at noon in China on 2026-11-24. */
export async function setup(options: SimulatorOptions = {}): Promise<Bench> {
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

export function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-simulator-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}
