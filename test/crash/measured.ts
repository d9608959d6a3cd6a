// What the tests of crashes measured, gathered over processes in a file and shown as one table.

import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './world.js';

export interface Measured {
  readonly what: string;
  /** Processes that were killed. */
  readonly killed: string;
  readonly calls: number;
  readonly inDoubt: number;
  /** Of those in doubt: the service never saw them. */
  readonly neverLeft: number;
  /** From the start of the command that goes on to its first call, in ms; undefined where none was left to make. */
  readonly firstCallMs?: number | undefined;
}

const FILE = join(ROOT, 'test-output', 'crash.jsonl');

export function forgetMeasured(): void {
  mkdirSync(dirname(FILE), { recursive: true });
  rmSync(FILE, { force: true });
}

export function keepMeasured(measured: Measured): void {
  mkdirSync(dirname(FILE), { recursive: true });
  appendFileSync(FILE, `${JSON.stringify(measured)}\n`);
}

/** As Markdown; empty where nothing was measured. */
export function tableOfMeasured(): string {
  if (!existsSync(FILE)) return '';
  const lines = readFileSync(FILE, 'utf8').trimEnd().split('\n');
  const all = lines.map((line) => JSON.parse(line) as Measured);
  // What was killed alike stands together; files ran side by side.
  const groups = [...new Set(all.map(({ killed }) => killed))];
  const sorted = groups.flatMap((group) => all.filter(({ killed }) => killed === group));
  const rows = sorted.map(({ what, killed, calls, inDoubt, neverLeft, firstCallMs }) => [
    what,
    killed,
    String(calls),
    String(inDoubt),
    String(neverLeft),
    firstCallMs === undefined ? '–' : (firstCallMs / 1000).toFixed(1),
  ]);
  const head = [
    'killed or stopped at',
    'which',
    'calls',
    'in doubt',
    'of them never left',
    's to the first call',
  ];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
