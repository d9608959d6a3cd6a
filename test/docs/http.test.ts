// docs/http.md, run as it stands, and the client among the examples, which is made of the interface's document.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Refused, Rollcall } from '../../examples/http/client.js';
import { verify } from '../../examples/http/verify.js';
import { ERROR_CODES } from '../../src/domain/user-error.js';
import { PROBLEM_KINDS } from '../../src/serve/problem.js';
import { cleanList, User, type Started } from '../e2e/user.js';
import { typesOf, type Document } from '../support/openapi-types.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = readFileSync(join(ROOT, 'docs/http.md'), 'utf8');
const TYPES = join(ROOT, 'examples/http/rollcall-api.ts');

/** The examples need programs that a machine may lack. */
function isThere(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}

let user: User;
let serve: Started;
let url: string;
let key: string;

beforeAll(async () => {
  user = await User.arrive();
  serve = user.start(['serve', '--port', '0', '--json']);
  await vi.waitUntil(() => serve.said.stdout.includes('\n'), { timeout: 60_000, interval: 20 });
  ({ url } = JSON.parse(serve.said.stdout.split('\n')[0] ?? '') as { url: string });
  const { stdout } = await user.rollcall(['key', 'add', '--role', 'operator', '--json']);
  ({ key } = JSON.parse(stdout) as { key: string });
});
afterAll(async () => {
  serve.signal('SIGTERM');
  await serve.ended;
  await user.leave();
});

describe('the page on HTTP', () => {
  it.skipIf(!isThere('curl') || !isThere('jq'))(
    'works as it stands, from the list to its outcomes',
    async () => {
      const blocks = [...PAGE.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
      const steps = blocks.filter((block) => /\$URL|\$API|\$AUTH/.test(block));
      expect(steps.length).toBeGreaterThan(5);
      writeFileSync(join(user.directory, 'customers.csv'), cleanList(30));
      const env = { ...user.environment, URL: url, KEY: key };
      const child = spawn('bash', ['--norc', '-euc', steps.join('\n')], {
        cwd: user.directory,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [said, wrong] = ['', ''];
      child.stdout.on('data', (text) => (said += String(text)));
      child.stderr.on('data', (text) => (wrong += String(text)));
      await once(child, 'close');
      expect(wrong).toBe('');
      expect(child.exitCode).toBe(0);
      expect(said).toContain('"rows": 30');
      expect(said).toContain('event: resync');
      expect(existsSync(join(user.directory, 'outcomes.csv'))).toBe(true);
    },
  );

  it('has a line for every problem that is no error', () => {
    const named = [...PAGE.matchAll(/^\| `([a-z-]+)` +\| [\d, ]+ \|/gm)].map(([, code]) => code);
    const known = PROBLEM_KINDS.filter((kind) => !(kind in ERROR_CODES));
    expect(new Set(named)).toEqual(new Set(known));
  });
});

describe('the client among the examples', () => {
  it('is what the interface’s document makes it', async () => {
    const document = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as Document;
    const made = await format(typesOf(document), { ...(await resolveConfig(TYPES)), filepath: TYPES });
    if (process.env['UPDATE_EXAMPLES'] !== undefined) writeFileSync(TYPES, made);
    expect(readFileSync(TYPES, 'utf8')).toBe(made);
  });

  it('verifies a list, once for each name of the work, and is told why something is refused', async () => {
    const list = user.file('list.csv', cleanList(12));
    const rollcall = new Rollcall(url, key);
    const target = join(user.directory, 'fetched.csv');
    const first = await verify(rollcall, list, 'monday', target);
    expect(first).toMatchObject({ state: 'completed', rows: 12, calls: 12 });
    expect(readFileSync(target, 'utf8').trimEnd().split('\n')).toHaveLength(13);
    const nobody = await rollcall
      .ask('getBatch', { params: { batch: 'nobody' } })
      .catch((error: unknown) => error);
    expect(nobody).toBeInstanceOf(Refused);
    expect((nobody as Refused).problem.type).toBe('urn:rollcall:problem:not-found');
  });
});
