// Measurements of the crash tests, gathered from all processes in a file and shown as one table.

import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT } from './command.js';

export interface Measured {
  readonly what: string;
  /** Processes that were killed. */
  readonly killed: string;
  readonly calls: number;
  readonly inDoubt: number;
  /** Calls in doubt that the service never saw. */
  readonly neverLeft: number;
  /**
   * Milliseconds from the start of the resuming command to its first call; undefined where no call was left to make.
   */
  readonly firstCallMs?: number | undefined;
}

const FILE = join(ROOT, 'test-output', 'crash.jsonl');
const TABLE = join(ROOT, 'test-output', 'crash-table.md');

export function forgetMeasured(): void {
  mkdirSync(dirname(FILE), { recursive: true });
  for (const file of [FILE, TABLE]) rmSync(file, { force: true });
}

export function keepMeasured(measured: Measured): void {
  mkdirSync(dirname(FILE), { recursive: true });
  appendFileSync(FILE, `${JSON.stringify(measured)}\n`);
}

/** As Markdown, in the form that `npm run check` wants; empty where nothing was measured. */
export function tableOfMeasured(): string {
  if (!existsSync(FILE)) return '';
  const lines = readFileSync(FILE, 'utf8').trimEnd().split('\n');
  const all = lines.map((line) => JSON.parse(line) as Measured);
  // Rows with the same kill stand together, although files ran side by side.
  const groups = [...new Set(all.map(({ killed }) => killed))];
  const sorted = groups.flatMap((group) => all.filter(({ killed }) => killed === group));
  const rows = [HEAD, ...sorted.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const [head = '', ...rest] = rows.map((cells) =>
    lineOf(cells.map((cell, column) => cell.padEnd(widths[column] ?? 0))),
  );
  return [head, lineOf(widths.map((width) => '-'.repeat(width))), ...rest].join('\n');
}

const HEAD = [
  'killed or stopped at',
  'which',
  'calls',
  'in doubt',
  'of them never left',
  's to the first call',
];

function cellsOf({ what, killed, calls, inDoubt, neverLeft, firstCallMs }: Measured): string[] {
  const seconds = firstCallMs === undefined ? '–' : (firstCallMs / 1000).toFixed(1);
  return [what, killed, String(calls), String(inDoubt), String(neverLeft), seconds];
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/**
 * Writes the table to a file.
 *
 * @returns its path from the repository's top; undefined where nothing was measured
 */
export function keepTable(): string | undefined {
  const table = tableOfMeasured();
  if (table === '') return undefined;
  writeFileSync(TABLE, `${table}\n`);
  return relative(ROOT, TABLE);
}
