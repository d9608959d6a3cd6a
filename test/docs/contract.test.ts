// docs/design/contract.md against the program: commands, options, statuses, states, files' keys, exit statuses.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { BATCH_STATES } from '../../src/batch/record.js';
import { summaryOf, Tally } from '../../src/collect/summary.js';
import { ERASED, STATUSES } from '../../src/domain/status.js';
import { EXIT } from '../../src/domain/user-error.js';
import { VERDICTS } from '../../src/reconcile/balance/verdict.js';

const PROGRAM = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const PAGE = readFileSync(new URL('../../docs/design/contract.md', import.meta.url), 'utf8');

/** The first cells of the table with this heading, without their quotes. */
function firstCells(heading: string): string[] {
  const table = new RegExp(`^\\| ${heading} +\\|.*\\n\\| -.*\\n((?:\\|.*\\n)+)`, 'm').exec(PAGE)?.[1] ?? '';
  return [...table.matchAll(/^\| ([^|]*?) +\|/gm)].map(([, cell = '']) => cell.replaceAll('`', ''));
}

function help(...words: string[]): string {
  return execFileSync(process.execPath, [PROGRAM, ...words, '--help'], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], COLUMNS: '1000' },
  });
}

it('has every command, and no other', () => {
  const commands = [...help().matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name ?? '');
  const inHelp = commands.filter((name) => name !== 'help');
  expect(inHelp.length).toBeGreaterThan(10);
  const named = firstCells('command').map((cell) => cell.split(' ')[1] ?? '');
  expect(named.toSorted()).toEqual(inHelp.toSorted());
});

it('has every option with which a batch is made', () => {
  const paragraph = /^\*\*Options of a batch\*\*.*/m.exec(PAGE)?.[0] ?? '';
  const named = [...paragraph.matchAll(/`(--[a-z-]+)`/g)].map(([, option]) => option ?? '');
  const optionsOf = (command: string): string[] =>
    [...help(command).matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option ?? '');
  const ofRun = optionsOf('run');
  const both = optionsOf('submit').filter((option) => ofRun.includes(option));
  expect(both.length).toBeGreaterThan(20);
  // These are of the output and of the start, not of the batch.
  const others = ['--json', '--wait-for-redis'];
  expect(named.toSorted()).toEqual(both.filter((option) => !others.includes(option)).toSorted());
});

it('has the statuses of rows, the states of batches, the exit statuses and the verdicts, and no others', () => {
  const statuses = firstCells('status');
  expect(statuses).toEqual([...STATUSES, ERASED]);
  expect(firstCells('state')).toEqual([...BATCH_STATES]);
  const exits = /## Exit status\n([\s\S]*)/.exec(PAGE)?.[1] ?? '';
  expect([...exits.matchAll(/^\| (\d) /gm)].map(([, status]) => Number(status))).toEqual(
    Object.values(EXIT).toSorted((one, other) => one - other),
  );
  const verdicts = /A verdict is .*/.exec(PAGE)?.[0] ?? '';
  for (const verdict of VERDICTS) expect(verdicts).toContain(`\`${verdict}\``);
});

it('has the keys of summary.json in their order', () => {
  const counts = { ...new Tally().counts(), gapRows: 1, inQuestion: [1] };
  const changes = { previous: 'a', changed: 0, new: 0, gone: 0, byEdge: new Map<string, number>() };
  const list = { provider: 'youtu', batch: 'b', label: '', file: 'list.csv', sha256: '' };
  const times = { until: 0, startedAt: 0, finishedAt: 1, nowMs: 1 };
  const frame = { ...list, state: 'waiting', reason: 'a reason', ...times, changes, cost: null };
  const keys = Object.keys(summaryOf(frame, counts));
  const [sentence = ''] = /^Keys of `summary\.json`.*?\. Always/m.exec(PAGE) ?? [];
  expect(
    [...sentence.matchAll(/`([a-z_\d]+)`/g)].map(([, key]) => key).filter((key) => keys.includes(key ?? '')),
  ).toEqual(keys);
});
