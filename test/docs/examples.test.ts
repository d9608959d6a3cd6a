// The examples, run as their pages say: against the pretend service, with `rollcall` on the PATH.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { arrive, cleanList, type User } from '../e2e/user.js';
import { PROGRAM } from '../support/programs.js';
import { freePort } from '../support/redis-servers.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EXAMPLES = join(ROOT, 'examples');

/** @returns a directory with the example in it, and the environment in which it finds `rollcall` */
function place(user: User, name: string): { path: string; env: Record<string, string> } {
  const path = join(user.directory, name);
  copyFileSync(join(EXAMPLES, name), path);
  const bin = join(user.directory, 'bin');
  mkdirSync(bin, { recursive: true });
  const command = `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`;
  writeFileSync(join(bin, 'rollcall'), command, { mode: 0o755 });
  return { path, env: { ...user.environment, PATH: `${bin}:${process.env['PATH'] ?? ''}` } };
}

async function run(
  user: User,
  { path, env }: { path: string; env: Record<string, string> },
  ...args: string[]
): Promise<{ status: number | null; said: string }> {
  const child = spawn(path, args, { cwd: user.directory, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (text) => (said += String(text)));
  child.stderr.on('data', (text) => (said += String(text)));
  await once(child, 'close');
  return { status: child.exitCode, said };
}

it('each have a line on their page', () => {
  const page = readFileSync(join(EXAMPLES, 'README.md'), 'utf8');
  const files = readdirSync(EXAMPLES).filter((name) => name !== 'README.md');
  expect(files.length).toBeGreaterThan(2);
  for (const name of files) expect(page).toContain(`](${name})`);
});

describe('the receiver of webhooks', () => {
  it('takes what is signed with its secret, once, and nothing else', async () => {
    const user = await arrive();
    const allowed = { ROLLCALL_WEBHOOK_ALLOW: '127.0.0.1' };
    const { path, env } = place(user, 'receive-webhooks.mjs');
    const secretFile = join(user.directory, 'receive-webhooks.secret');
    const rollcall = async (...args: string[]): Promise<string> => {
      const { status, stdout, stderr } = await user.rollcall(['webhook', ...args], allowed);
      if (status !== 0) throw new Error(stderr);
      return stdout;
    };
    const port = await freePort();
    const added = await rollcall('add', `http://127.0.0.1:${port}/`, '--on', 'batch.completed', '--json');
    const { id, secret } = JSON.parse(added) as { id: string; secret: string };
    writeFileSync(secretFile, `${secret}\n`);
    const child = spawn(path, { env: { ...env, PORT: String(port) }, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    child.stdout.on('data', (text) => (said += String(text)));
    await once(child.stdout, 'data');
    const list = user.file('list.csv', cleanList(2));
    await user.rollcall(['run', list, '--no-ping', '--batch', 'b1'], allowed);
    const [{ id: message }] = JSON.parse(await rollcall('deliveries', id, '--json')) as [{ id: string }];
    await rollcall('replay', id, message);
    const forged = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' });
    expect(forged.status).toBe(401);
    expect(said.match(/^batch\.completed b1$/gm)).toHaveLength(1);
  });
});

describe('the nightly job', () => {
  it('verifies the newest list and, started again, goes on with it and calls nobody twice', async () => {
    const user = await arrive();
    const lists = join(user.directory, 'lists');
    mkdirSync(lists);
    writeFileSync(join(lists, 'customers.csv'), cleanList(12));
    const example = place(user, 'nightly.sh');
    const first = await run(user, example, lists);
    expect(first).toMatchObject({
      status: 0,
      said: expect.stringMatching(/^nightly-\d{8}: done/m) as string,
    });
    const [batch = ''] = readdirSync(join(user.data, 'batches'));
    expect(JSON.parse(user.batchFile(batch, 'summary.json'))).toMatchObject({
      state: 'completed',
      label: 'nightly',
      rows: 12,
      calls: 12,
    });
    expect(await run(user, example, lists)).toMatchObject({ status: 0 });
    expect(user.simulator.calls()).toHaveLength(12);
    expect(existsSync(join(user.data, 'reconciliations'))).toBe(true);
  });

  it('says why a batch is halted, and how to go on', async () => {
    const user = await arrive({ forceCode: '25' });
    const lists = join(user.directory, 'lists');
    mkdirSync(lists);
    writeFileSync(join(lists, 'customers.csv'), cleanList(3));
    const { status, said } = await run(user, place(user, 'nightly.sh'), lists);
    expect([status, said]).toEqual([3, expect.stringMatching(/quota[^]*rollcall resume nightly-\d{8}\n/)]);
  });

  it('says where there is no list, and sends nothing', async () => {
    const user = await arrive();
    const { status, said } = await run(user, place(user, 'nightly.sh'), user.directory);
    expect([status, said]).toEqual([1, `There is no list in ${user.directory}: nothing was verified.\n`]);
    expect(user.simulator.calls()).toEqual([]);
  });
});

describe('the program for --on-finish', () => {
  it('tells what became of a batch and of a reconciliation, and nothing personal', async () => {
    const told: string[] = [];
    const chat = createServer((request, response) => {
      let body = '';
      request.on('data', (text) => (body += String(text)));
      request.on('end', () => {
        told.push((JSON.parse(body) as { text: string }).text);
        response.end();
      });
    });
    chat.listen(0, '127.0.0.1');
    await once(chat, 'listening');
    onTestFinished(() => void chat.close());
    const user = await arrive();
    const { path, env } = place(user, 'tell-chat.mjs');
    const { port } = chat.address() as AddressInfo;
    user.file('tell-chat.url', `http://127.0.0.1:${port}/hook\n`);
    const list = user.file('list.csv', cleanList(5));
    expect(await user.rollcall(['run', list, '--batch', 'b', '--on-finish', path], env)).toMatchObject({
      status: 0,
    });
    expect(await user.rollcall(['reconcile', '--day', 'today', '--on-finish', path], env)).toMatchObject({
      status: 0,
    });
    expect(told).toEqual([
      expect.stringMatching(/^Batch b is completed\. 5 rows: (?:match|mismatch) \d.*; 5 calls\.$/),
      expect.stringMatching(/^Reconciliation \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d: balanced\.$/),
    ]);
  });

  it('ends with 1 where the chat does not take it', async () => {
    const user = await arrive();
    const example = place(user, 'tell-chat.mjs');
    user.file('tell-chat.url', `${user.simulator.url}/no-such-path\n`);
    const summary = user.file(
      'summary.json',
      JSON.stringify({ batch: 'b', state: 'halted', reason: 'Why.' }),
    );
    const { status, said } = await run(user, example, summary);
    expect([status, said]).toEqual([1, 'Batch b is halted. Why.\n404\n']);
  });
});

describe('the program that verifies a list', () => {
  async function verify(user: User, list: string): Promise<{ status: number | null; said: string }> {
    const { path, env } = place(user, 'verify-list.mjs');
    const packages = join(user.directory, 'node_modules');
    mkdirSync(packages, { recursive: true });
    if (!existsSync(join(packages, 'rollcall'))) symlinkSync(ROOT, join(packages, 'rollcall'));
    return run(user, { path: process.execPath, env }, path, list);
  }

  it('says what came out and where it is, and calls nobody twice', async () => {
    const user = await arrive();
    const list = user.file('customers.csv', cleanList(12));
    const first = await verify(user, list);
    expect(first).toMatchObject({ status: 0, said: expect.stringContaining('12 rows, 12 calls') as string });
    expect(first.said).toMatch(/^customers is completed\.\n(?: {2}\w+ \d+\n)+.*outcomes\.csv$/m);
    expect(user.lines('customers', 'outcomes.csv')).toHaveLength(12);
    expect(await verify(user, list)).toMatchObject({ status: 0 });
    expect(user.simulator.calls()).toHaveLength(12);
  });

  it('has a person look at a list of which much can’t be sent', async () => {
    const user = await arrive();
    const [header = '', ...rows] = cleanList(6).split('\n');
    const list = user.file('customers.csv', [header, '张三,123', '李四,456', ...rows].join('\n'));
    const { status, said } = await verify(user, list);
    expect([status, said]).toEqual([1, expect.stringContaining("can't be sent")]);
    expect(user.simulator.calls()).toEqual([]);
  });

  it('says what a person can mend in words, with its code', async () => {
    const user = await arrive();
    const { status, said } = await verify(user, join(user.directory, 'nowhere.csv'));
    expect([status, said]).toEqual([1, expect.stringContaining('(unreadable-list)')]);
    expect(said).not.toMatch(/^ +at /m);
  });
});

describe('the override for Docker Compose', () => {
  const service = z.looseObject({
    environment: z.record(z.string(), z.string()).default({}),
    mem_limit: z.string().optional(),
    volumes: z.array(z.object({ read_only: z.literal(true) }).loose()).default([]),
  });
  const composition = z.object({ services: z.record(z.string(), service) });
  const override = composition
    .strict()
    .parse(parse(readFileSync(join(EXAMPLES, 'compose.override.yaml'), 'utf8')));
  const base = z
    .object({ services: z.record(z.string(), z.looseObject({})) })
    .parse(parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }));

  it('adds to services that are there, with settings that there are', () => {
    const names = Object.keys(override.services);
    expect(names.filter((name) => base.services[name] === undefined)).toEqual([]);
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const variables = Object.values(override.services).flatMap(({ environment }) => Object.keys(environment));
    expect(variables.length).toBeGreaterThan(3);
    for (const name of variables) expect(readme).toContain(`\`${name}\``);
  });

  it('opens nothing that is closed, and holds no secret', () => {
    for (const each of Object.values(override.services)) {
      const opened = ['ports', 'privileged', 'cap_add', 'network_mode', 'user', 'read_only', 'security_opt'];
      expect(Object.keys(each).filter((key) => opened.includes(key))).toEqual([]);
    }
    expect(JSON.stringify(override)).not.toMatch(/SECRET|PASSWORD|ROLLCALL_KEY/);
  });
});
