// What `npm run check` says of Lua, and what the build makes of it, in a small repository of a test's own.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { modulesOf, staleModules, writeModules } from '../../tools/lua/modules.mjs';
import { problemsIn } from '../../tools/lua/problems.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CHECK = join(root, 'tools', 'lua', 'check.mjs');
const SCRIPT = 'src/journal/lua/lower.lua';
const HEAD = `--- Lowers a figure, and says which slices it was for.
---
--- KEYS
---   batch       the batch's hash
---   ...slices   the slices' journals
--- ARGV
---   by          how far:
---               not below zero
---   ...reasons  why
--- REPLY
---   the figure
`;
const INCLUDES = '--- @include "includes/rest"\n';
const BINDINGS = `local batchKey = KEYS[1]
local sliceKeys = rest(KEYS, 2)
local by = tonumber(ARGV[1])
local reasons = rest(ARGV, 2)
`;
const BODY = `return redis.call('HINCRBY', batchKey, 'figure', -math.min(by, #sliceKeys + #reasons))\n`;
const REST = `--- What stands behind.
local function rest(list, first) return { unpack(list, first) } end
`;

let repository: string;

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'lua-'));
  put('src/journal/lua/includes/rest.lua', REST);
  put(SCRIPT, HEAD + INCLUDES + BINDINGS + BODY);
  writeModules(repository);
});

afterEach(() => {
  rmSync(repository, { recursive: true });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), text);
}

function check(): string[] {
  return problemsIn(repository);
}

test('the scripts of this repository are as they must be, and so is what is made of them', () => {
  expect(problemsIn(root)).toEqual([]);
});

test('a script that is as it must be passes', () => {
  expect(check()).toEqual([]);
});

test('what is wrong is said by the command too, which fails', () => {
  put(SCRIPT, 'return 1\n');
  const { status, stderr } = spawnSync(process.execPath, [CHECK, repository], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 1, stderr: `${check().join('\n')}\n` });
  expect(stderr).toContain(`${SCRIPT}:1: `);
});

describe('the check refuses a script', () => {
  test.each([
    ['that is cut off', BINDINGS + 'if by then', 17, "not Lua 5.1: 'end' expected near '<eof>'"],
    ['of a later Lua', BINDINGS + 'return by // 2 + #sliceKeys + #reasons + batchKey', 17, /^not Lua 5\.1: /],
    ['with a name that nobody declared', `${BINDINGS}total = 1\n${BODY}`, 17, 'nobody has declared total'],
    ['with a misspelt function', `${BINDINGS}redi.call('PING')\n${BODY}`, 17, 'nobody has declared redi'],
    ['with what a sandbox has not', `${BINDINGS}os.time()\n${BODY}`, 17, 'nobody has declared os'],
    [
      'that reads by position',
      `${BINDINGS}redis.call('DEL', KEYS[2])\n${BODY}`,
      17,
      'KEYS is read by its position: bind it to a name at the top',
    ],
    [
      'that counts its arguments',
      `${BINDINGS}if #ARGV == 0 then return 0 end\n${BODY}`,
      17,
      'ARGV is read by its position: bind it to a name at the top',
    ],
    [
      'that binds late',
      `local batchKey = KEYS[1]\nlocal sliceKeys = rest(KEYS, 2)\nredis.call('PING')\nlocal by = tonumber(ARGV[1])\nlocal reasons = rest(ARGV, 2)\n${BODY}`,
      16,
      'ARGV is bound before anything else is done',
    ],
    [
      'that binds another name than the head has',
      BINDINGS.replace('local by =', 'local far =') + BODY.replace('(by,', '(far,'),
      1,
      'ARGV of the head names by, so there must be: local by = ARGV[1]',
    ],
    [
      'that binds in another order',
      BINDINGS.replace('ARGV[1]', 'ARGV[2]') + BODY,
      1,
      'ARGV of the head names by, so there must be: local by = ARGV[1]',
    ],
    [
      'that takes more than the head has',
      `${BINDINGS.replace('local reasons = rest(ARGV, 2)', 'local reasons = rest(ARGV, 2)\nlocal more = ARGV[3]')}${BODY}`,
      17,
      'ARGV of the head has no entry for 3',
    ],
    ['that uses not all', BINDINGS + BODY.replace(' + #reasons', ''), 16, 'reasons is never used'],
  ])('%s', (_, text, line, what) => {
    put(SCRIPT, HEAD + INCLUDES + text);
    const first = check().find((problem) => problem.startsWith(`${SCRIPT}:${line}: `));
    expect(first?.replace(`${SCRIPT}:${line}: `, '')).toMatch(what);
  });

  test.each([
    ['without one', '', 1, 'a script opens with what it does, in lines with three dashes'],
    ['without a reply', HEAD.replace(/--- REPLY\n.*\n/, ''), 1, 'the head has no REPLY'],
    [
      'without a key',
      HEAD.replace(/--- KEYS\n.*\n.*\n/, ''),
      1,
      'the head names no KEYS: a cluster finds the server by them',
    ],
    [
      'in another order',
      HEAD.replace('--- KEYS', '--- ARGV').replace(/--- ARGV\n(?=---   by)/, '--- KEYS\n'),
      6,
      'the head has KEYS, ARGV, REPLY in this order, each once',
    ],
    [
      'with a list before others',
      HEAD.replace('---   by  ', '---   ...b  '),
      9,
      "...b takes all that follows, so ...reasons can't follow it",
    ],
    ['with a name twice', HEAD.replace('...reasons', 'by        '), 9, 'ARGV has by twice'],
    [
      'with an entry that says nothing',
      HEAD.replace("---   batch       the batch's hash", '---   batch'),
      4,
      'an entry of KEYS is a name, two spaces or more, and what it is',
    ],
  ])('with a head %s', (_, head, line, what) => {
    put(SCRIPT, head + INCLUDES + BINDINGS + BODY);
    expect(check()).toEqual([`${SCRIPT}:${line}: ${what}`]);
  });

  test('and names the file and the line of an include', () => {
    put('src/journal/lua/includes/rest.lua', `${REST}local x = = 1\n`);
    expect(check()).toEqual([
      "src/journal/lua/includes/rest.lua:3: not Lua 5.1: <expression> expected near '='",
    ]);
  });
});

describe('an include', () => {
  const include = (text: string): void => {
    put(SCRIPT, `${HEAD}${INCLUDES}${text}\n${BINDINGS}${BODY}`);
  };

  test('that is not there is refused, by the check and by the build', () => {
    include('--- @include "includes/more"');
    const what = `${SCRIPT}:13: there is no src/journal/lua/includes/more.lua`;
    expect(check()).toEqual([what]);
    expect(() => writeModules(repository)).toThrow(what);
  });

  test('that is written otherwise is refused', () => {
    include('-- @include includes/rest');
    expect(check()).toEqual([`${SCRIPT}:13: an include is written --- @include "path/of/file"`]);
  });

  test('that includes itself, by whatever way, is refused', () => {
    put('src/journal/lua/includes/one.lua', '--- One.\n--- @include "two"\n');
    put('src/journal/lua/includes/two.lua', '--- Two.\n--- @include "one"\n');
    include('--- @include "includes/one"');
    expect(check()).toEqual([
      'src/journal/lua/includes/two.lua:2: src/journal/lua/includes/one.lua includes this file itself',
    ]);
  });

  test('that nobody includes is refused, and one without a head', () => {
    put('src/journal/lua/includes/more.lua', 'local more = 1\n');
    expect(check()).toEqual([
      'src/journal/lua/includes/more.lua:1: an include opens with what it does, in lines with three dashes',
    ]);
    put('src/journal/lua/includes/more.lua', '--- More.\nlocal more = 1\n');
    expect(check()).toEqual(['src/journal/lua/includes/more.lua:1: no script includes this']);
  });

  test('comes once, before what needs it, though two ask for it', () => {
    put('src/journal/lua/includes/more.lua', '--- More.\n--- @include "rest"\nlocal more = rest\n');
    include('--- @include "includes/more"');
    expect(check()).toEqual(['src/journal/scripts.ts:1: behind its scripts: run npm run build']);
    const text = modulesOf(repository).get('src/journal/scripts.ts') ?? '';
    expect(text.match(/local function rest/g)).toHaveLength(1);
    expect(text.indexOf('local function rest')).toBeLessThan(text.indexOf('local more = rest'));
  });
});

describe('the module of the scripts', () => {
  test('is behind as soon as a script or an include is another, or new, or gone, and the build makes it anew', () => {
    const module = 'src/journal/scripts.ts';
    const changes = [
      () => put(SCRIPT, HEAD + INCLUDES + BINDINGS + BODY.replace('figure', 'sum')),
      () => put('src/journal/lua/includes/rest.lua', REST.replace('behind', 'after')),
      () => put('src/journal/lua/other.lua', HEAD + INCLUDES + BINDINGS + BODY),
      () => rmSync(join(repository, 'src/journal/lua/other.lua')),
    ];
    for (const change of changes) {
      expect(staleModules(repository)).toEqual([]);
      change();
      expect(check()).toEqual([`${module}:1: behind its scripts: run npm run build`]);
      writeModules(repository);
    }
    expect(readFileSync(join(repository, module), 'utf8')).toContain('export const LOWER = script({');
  });

  test('is refused where two scripts have one name', () => {
    put('src/queue/lua/lower.lua', HEAD + BINDINGS + BODY);
    expect(() => writeModules(repository)).toThrow(`src/queue/lua/lower.lua:1: ${SCRIPT} has the same name`);
  });
});
