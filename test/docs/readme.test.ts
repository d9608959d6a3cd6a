// README and docs against what there is: commands, options, variables, files, links.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ATTEMPT_HEADER } from '../../src/collect/attempt-line.js';
import { outcomeHeader } from '../../src/collect/outcome-line.js';
import { loadConfig } from '../../src/config.js';
import { STATUSES } from '../../src/domain/status.js';
import { CODE, youtuCodes } from '../../src/provider/youtu/codes.js';
import { decide, type Decision } from '../../src/domain/decision.js';
import { EXIT } from '../../src/domain/user-error.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = join(ROOT, 'dist', 'programs', 'rollcall.js');

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

const PAGES = [
  'README.md',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...['docs', 'docs/design', 'docs/zh', 'examples'].flatMap(pagesIn),
];

function pagesIn(directory: string): string[] {
  return readdirSync(join(ROOT, directory))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${directory}/${name}`);
}

const README = read('README.md');
const ANSWERS = read('docs/answers.md');

const helps = new Map<string, string>();

function help(words: readonly string[]): string {
  const key = words.join(' ');
  const known = helps.get(key);
  if (known !== undefined) return known;
  const text = execFileSync(process.execPath, [PROGRAM, ...words, '--help'], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], COLUMNS: '1000' },
  });
  helps.set(key, text);
  return text;
}

function commandsIn(text: string): string[] {
  const [, body = ''] = text.split('\nCommands:\n');
  const [block = ''] = body.split('\n\n');
  return [...block.matchAll(/^ {2}([a-z]+)/gm)]
    .map(([, name]) => name ?? '')
    .filter((name) => name !== 'help');
}

function optionsIn(text: string): string[] {
  return [...text.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, option]) => option ?? '');
}

const COMMANDS = commandsIn(help([]));
/** Each help is a process, which a busy machine takes its time to start. */
const PATIENCE_MS = 240_000;

/** Code, in blocks and in lines: there alone commands and options are meant literally. */
function codeOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```\w*\n(.*?)^```/gms)].flatMap(([, block = '']) => block.split('\n'));
  const rest = text.replace(/^```\w*\n.*?^```/gms, '');
  return [...blocks, ...[...rest.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '')];
}

/** What is called of Rollcall: the command's words and the options behind them. */
function callsIn(code: string): { words: string[]; options: string[] }[] {
  const calls = [...code.matchAll(/(?:\brollcall|docker compose run --rm batch) ([a-z][^#|]*)/g)];
  return calls.map(([, tail = '']) => {
    const [first = '', second = '', ...others] = tail.trim().split(/\s+/);
    const words =
      COMMANDS.includes(first) && commandsIn(help([first])).includes(second) ? [first, second] : [first];
    const options = [second, ...others].filter((word) => word.startsWith('--'));
    return { words, options: options.map((option) => option.split('=')[0] ?? '') };
  });
}

describe.each(PAGES)('%s', { timeout: PATIENCE_MS }, (page) => {
  const text = read(page);

  it('names no command that is not there, and no option that it doesn’t have', () => {
    const wrong = codeOf(text)
      .flatMap((code) => callsIn(code).map((call) => ({ code, ...call })))
      .filter(({ words: [command = ''], words, options }) => {
        if (!COMMANDS.includes(command)) return true;
        const known = optionsIn(help(words));
        return options.some((option) => !known.includes(option));
      });
    expect(wrong.map(({ code }) => code)).toEqual([]);
  });

  it('names no option that no command has', () => {
    const elsewhere = ['--scale', '--build', '--build-arg', '--rm', '--profile'];
    const known = new Set([
      ...elsewhere,
      ...optionsIn(help([])),
      ...COMMANDS.flatMap((command) => [
        ...optionsIn(help([command])),
        ...commandsIn(help([command])).flatMap((word) => optionsIn(help([command, word]))),
      ]),
    ]);
    const named = codeOf(text).flatMap((code) =>
      [...code.matchAll(/(?<=^|\s)--[a-z][a-z-]*/g)].map(([option]) => option),
    );
    expect(named.filter((option) => !known.has(option))).toEqual([]);
  });

  it('links to what is there', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, target]) => target ?? '');
    const dead = links.filter((target) => {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? join(ROOT, page) : resolve(ROOT, dirname(page), path);
      return (
        !existsSync(file) || (anchor !== undefined && !anchorsOf(readFileSync(file, 'utf8')).includes(anchor))
      );
    });
    expect(dead).toEqual([]);
  });

  it('names no file of the sources or tests that is not there', () => {
    const named = codeOf(text).flatMap(
      (code) => /^(?:src|test|workers|tools|examples|docs)\/[\w./-]+$/.exec(code)?.[0] ?? [],
    );
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

/** As GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The rows of the tables whose first column has this heading, by the names in that column. */
function tableRows(text: string, heading: string): Map<string, string> {
  const rows = new Map<string, string>();
  let inside = false;
  for (const line of text.split('\n')) {
    const [, first = '', ...rest] = line.split('|').map((cell) => cell.trim());
    if (!line.startsWith('|')) inside = false;
    else if (first === heading) inside = true;
    else if (inside && !/^-+$/.test(first))
      for (const [, name = ''] of first.matchAll(/`?([\w.-]+)`?/g)) rows.set(name, rest.join('|'));
  }
  return rows;
}

describe('README', () => {
  it('has every command, and the two that a newcomer needs first', () => {
    const named = new Set(
      codeOf(README).flatMap((code) => callsIn(code).map(({ words: [command] }) => command)),
    );
    expect(COMMANDS.filter((command) => !named.has(command))).toEqual([]);
    const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
    const run = codeOf(README).flatMap((code) => /^npm (?:run )?([a-z]+)/.exec(code)?.[1] ?? []);
    expect(run).toEqual(expect.arrayContaining(['demo', 'test']));
    const ownOfNpm = new Set(['install', 'pack']);
    expect(run.filter((name) => scripts[name] === undefined && !ownOfNpm.has(name))).toEqual([]);
  });

  it('has every variable of the configuration, and no other', () => {
    const settings = read('src/setting-schema.ts').matchAll(/^ {2}([A-Z_]{4,}):/gm);
    const proxies = read('src/network/proxy-settings.ts').matchAll(/\bof\('([A-Z_]+)'\)/g);
    const language = read('src/language-setting.ts').matchAll(/environment\['([A-Z_]+)'\]/g);
    const inConfig = new Set([...settings, ...proxies, ...language].map(([, name]) => name ?? ''));
    expect(inConfig.size).toBeGreaterThan(20);
    expect([...tableRows(README, 'variable').keys()].sort()).toEqual([...inConfig].sort());
  });

  it('has the defaults that are true', () => {
    const rows = tableRows(README, 'variable');
    const config = loadConfig({}, '/nowhere');
    const defaults: Record<string, string | number> = {
      ROLLCALL_AUTH_URL: config.authUrl,
      ROLLCALL_STAT_URL: config.statUrl,
      ROLLCALL_TIMEOUT_MS: config.timeoutMs,
      ROLLCALL_BACKOFF_BASE_MS: config.backoffBaseMs,
      ROLLCALL_BACKOFF_MAX_MS: config.backoffMaxMs,
      ROLLCALL_OUTAGE_LIMIT_MS: config.outageLimitMs,
      ROLLCALL_THROTTLE_LIMIT_MS: config.throttleLimitMs,
      ROLLCALL_CONCURRENCY: config.concurrency,
      ROLLCALL_MAX_ATTEMPTS: config.maxAttempts,
      ROLLCALL_RETRY_CODES: config.retryCodes.join(','),
      ROLLCALL_BILLABLE_CODES: config.billableCodes.join(','),
      ROLLCALL_CURRENCY: config.currency,
    };
    const wrong = Object.entries(defaults).filter(
      ([name, value]) => !rows.get(name)?.includes(String(value)),
    );
    expect(wrong).toEqual([]);
  });

  it('has the columns of outcomes.csv and attempts.csv, the statuses and the exit statuses', () => {
    const added = outcomeHeader([], 0, true).replace('\uFEFF', '').trim().split(',');
    expect([...tableRows(README, 'column').keys()]).toEqual(added);
    expect([...tableRows(README, 'status').keys()]).toEqual(
      expect.arrayContaining([...STATUSES, ...Object.values(EXIT).map(String)]),
    );
    const attempts = /\*\*`attempts\.csv`\*\*.*/.exec(README)?.[0] ?? '';
    for (const column of ATTEMPT_HEADER.trim().split(',')) expect(attempts).toContain(`\`${column}\``);
  });
});

describe('the table of codes', () => {
  const rows = [...tableRows(ANSWERS, 'code')].filter(([code]) => /^-?\d+$/.test(code));
  const { retryCodes } = loadConfig({}, '/nowhere');
  const rules = {
    codes: youtuCodes,
    retryCodes: new Set(retryCodes),
    maxAttempts: 6,
    inDoubt: 'retry',
  } as const;

  it('has every code that the documents list', () => {
    const ofCounts: readonly string[] = [CODE.statRefused, CODE.statBadDates, CODE.statUnavailable];
    const documented = Object.values(CODE).filter((code) => !ofCounts.includes(code));
    expect(documented.length).toBeGreaterThan(20);
    expect(rows.map(([code]) => code).toSorted()).toEqual(documented.toSorted());
  });

  it('is of codes that have their words in both languages', () => {
    expect(Object.values(CODE).filter((code) => youtuCodes.meaningOf(code) === undefined)).toEqual([]);
  });

  it.each(rows)('says of %s what is decided', (code, cells) => {
    const end = { kind: 'answered', code, message: '', sessionId: '', httpStatus: 200 } as const;
    expect(cells).toContain(inWords(code, decide(end, { attemptsUsed: 1, signatureRenewed: false }, rules)));
  });
});

/** How the table puts it. */
function inWords(code: string, decision: Decision): string {
  switch (decision.kind) {
    case 'done':
      return `done: \`${youtuCodes.verdicts.get(code) ?? 'error'}\``;
    case 'retry':
      return decision.atOnce ? 'a new signature' : 'retry';
    case 'throttle':
      return 'throttle';
    case 'halt':
      return '|halt|';
  }
}
