// docs/lists.md against the program: column names, messages, the example's output, the keys of the report.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { precheck, type PrecheckRules } from '../../src/domain/precheck.js';
import type { Fate } from '../../src/domain/row.js';
import { COLUMN_NAMES } from '../../src/ingest/column-names.js';
import { ingest } from '../integration/ingest/ingested.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../dist/programs/rollcall.js', import.meta.url));
const PAGE = readFileSync(`${ROOT}/docs/lists.md`, 'utf8');
const README = readFileSync(`${ROOT}/README.md`, 'utf8');

/** Code in the line that begins so. */
function namesAfter(beginning: string): string[] {
  const line = PAGE.split('\n').find((text) => text.startsWith(beginning)) ?? '';
  return [...line.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
}

const RULES: PrecheckRules = { precheck: 'reject', asOf: '2026-11-24', version: 4 };

const MESSAGES = new Set(
  [...PAGE.matchAll(/^\| ([a-z].*?) +\| /gm)]
    .map(([, message]) => message ?? '')
    .filter((text) => text !== 'message'),
);

/** As the page has them: without numbers of rows and lines. */
function messagesOf(fate: Fate): string[] {
  if (fate.kind === 'call' || fate.kind === 'duplicate' || fate.kind === 'carried')
    return fate.note === '' ? [] : fate.note.split('; ').map((note) => note.replace(/row \d+/, 'row 1'));
  return [fate.message.replace(/^line \d+: /, '').replace(/: \d+ instead of \d+$/, '')];
}

describe('the page about lists', () => {
  it('names the columns’ headers as the program knows them', () => {
    expect(namesAfter('姓名 · the name:')).toEqual(COLUMN_NAMES.name);
    expect(namesAfter('身份证号 · the identity number:')).toEqual(COLUMN_NAMES.id);
  });

  it.each([
    ['11010519491231002X', '', ''],
    ['11010519491231002X', '?三', ''],
    ['11010519491231002X', '张\u0007三', ''],
    ['11010519491231002X', '123', ''],
    ['11010519491231002X', '#N/A', ''],
    ['11010519491231002X', '=VLOOKUP(A2,B:C,2,0)', ''],
    ['=TEXT(D2,"0")', '张三', ''],
    ['11010519491231002X', '长'.repeat(200), ''],
    ['1101051949123100', '张三', ''],
    ['E12345678', '张三', ''],
    ['110105491231002', '张三', 'as one of 18'],
    ['1'.repeat(5000), '张三', ''],
    ['110105194912310054', 'NULL', ''],
    ['11010519491231002X', '张*', ''],
    ['11010519491231002X', '王□', ''],
    ['11010519491231002X', '王\uE900', ''],
    ['11010519491231002X', '&eacute;', ''],
    ['11010519491231002X', '王1', ''],
    ['11010519491231002X', '某某有限公司', ''],
    ['11010519491231002X', '红星有限公司', ''],
    ['11010519491231002X', '张先生', ''],
    ['11010519491231002X', '张三/李四', ''],
    ['11010519491231002X', '张三（已故）', ''],
    ['11010519491231002X', '⽅明', ''],
  ])('explains what is said of %j %j', (number, name) => {
    const said = messagesOf(precheck(number, name, RULES));
    expect(said.length).toBeGreaterThan(0);
    for (const message of said) expect([...MESSAGES]).toContain(message);
  });

  it.each([
    ['11010519491231002X', 'unchecked'],
    ['110105198001070000', 'three zeros'],
    ['110105200101011', 'truncated'],
  ] as const)('explains what is said of %s in a column that is damaged: %s', (number, damage) => {
    const said = messagesOf(precheck(number, '张三', { ...RULES, damages: new Set([damage]) }));
    expect(said).toHaveLength(1);
    for (const message of said) {
      expect(message).toContain('column');
      expect([...MESSAGES]).toContain(message);
    }
  });

  it('explains whatever is said of the fixtures’ lists', async () => {
    const directory = new URL('../../fixtures/lists/', import.meta.url);
    const said = new Set<string>();
    for (const name of readdirSync(directory).filter((file) => /\.(csv|tsv|txt)$/.test(file))) {
      const bytes = readFileSync(new URL(name, directory));
      const fates = await ingest(bytes, ({ rows }) => rows.map(({ fate }) => fate)).catch(() => []);
      for (const message of fates.flatMap(messagesOf)) said.add(message);
    }
    expect(said.size).toBeGreaterThan(12);
    expect([...said].filter((message) => !MESSAGES.has(message))).toEqual([]);
  });

  it('shows what the command prints', () => {
    const args = [PROGRAM, 'check', 'fixtures/customers.csv'];
    const env = { PATH: process.env['PATH'], ROLLCALL_PRICE: '0.35' };
    const printed = execFileSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8' });
    expect(PAGE).toContain(`\`\`\`\n${printed}\`\`\``);
  });

  it('names the keys of the report', () => {
    const args = [PROGRAM, 'check', 'fixtures/customers.csv', '--json'];
    const env = { PATH: process.env['PATH'] };
    const report = JSON.parse(
      execFileSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8' }),
    ) as object;
    expect(namesAfter('`--json` prints')).toEqual(expect.arrayContaining(Object.keys(report)));
  });

  it('is linked from the README', () => {
    expect(README).toContain('(docs/lists.md)');
  });
});
