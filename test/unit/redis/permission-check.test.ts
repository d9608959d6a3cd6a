// The list of commands that a user of a shared Redis is asked about, against the commands that are run: by our scripts
// and calls, and by BullMQ's scripts.

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { CHECKED_COMMANDS } from '../../../src/redis/permission-check.js';

const OURS = ['redis', 'journal', 'queue'].map((room) =>
  fileURLToPath(new URL(`../../../src/${room}`, import.meta.url)),
);
const BULLMQ = join(dirname(createRequire(import.meta.url).resolve('bullmq')), 'scripts');

const IN_SCRIPTS = /\b(?:rcall|redis\.p?call)\(\s*['"]([A-Za-z]+)['"]/g;
const BY_CLIENT = /(?:redis|blocking|pipeline)\.([a-z]+)\(/gi;

/** Commands that are run and not asked about. */
const LEFT_OUT = [
  // It belongs to a pipeline of ours, which is no transaction.
  'EXEC',
  // It is for jobs with a check for duplicates, which ours don't have.
  'PERSIST',
  // The connection is tried with it beforehand.
  'PING',
  // Queue.pause uses it, which is never called.
  'RENAME',
];
/** Commands of BullMQ's own calls, and those that carry the scripts. */
const OUTSIDE_OF_SCRIPTS = ['BZPOPMIN', 'CLIENT|LIST', 'CLIENT|SETNAME', 'INFO'];

function commandsIn(directory: string, form: RegExp): string[] {
  return readdirSync(directory)
    .filter((name) => /(?<!\.d)\.(ts|js)$/.test(name) && name !== 'permission-check.ts')
    .flatMap((name) => [...readFileSync(join(directory, name), 'utf8').matchAll(form)])
    .map(([, command = '']) => command.toUpperCase());
}

it('a user of Redis is asked about every command that is run, and about no other', () => {
  const known = new Set(
    new Redis({ lazyConnect: true }).getBuiltinCommands().map((name) => name.toUpperCase()),
  );
  const byClient = OURS.flatMap((room) => commandsIn(room, BY_CLIENT)).filter((command) =>
    known.has(command),
  );
  const inScripts = [
    ...OURS.flatMap((room) => commandsIn(room, IN_SCRIPTS)),
    ...commandsIn(BULLMQ, IN_SCRIPTS),
  ];
  const run = new Set([...byClient, ...inScripts, ...OUTSIDE_OF_SCRIPTS]);
  expect(inScripts.length).toBeGreaterThan(300);
  expect([...run].filter((command) => !CHECKED_COMMANDS.includes(command)).sort()).toEqual(LEFT_OUT);
  expect(CHECKED_COMMANDS.filter((command) => !run.has(command))).toEqual([]);
});
