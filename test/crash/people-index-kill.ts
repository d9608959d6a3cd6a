// Kills a process at one of its writes to an index of people, and looks at what it left: whole batches, found as by a plain scan,
// and nothing that later work would not clear away.

import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compact } from '../../src/people/compaction.js';
import { eraseEntries } from '../../src/people/erase-entries.js';
import { indexPaths, readManifest } from '../../src/people/manifest.js';
import { add, find, scan, type SmallBatch } from '../unit/people/small-index.js';
import { batchesOf, ERASED } from './people-index-batches.mjs';
import { WaitingSteps } from './waiting-steps.js';

const BATCHES = batchesOf();
/** Without the rows that are taken out. */
const LEFT = BATCHES.map(({ batch, rows }) => ({
  batch,
  rows: rows.filter(({ row }) => batch !== ERASED.batch || !ERASED.rows.has(row)),
}));
const PEOPLE = BATCHES.flatMap(({ rows }) => rows.map(({ person }) => person));

interface Left {
  readonly killed: boolean;
  /** Whether it knows the batches that it is said to know as a scan does, with or without rows that were to go. */
  readonly isWhole: boolean;
  /** The same after the batches that it lacks were added, and the rows that were to go have gone. */
  readonly isMended: boolean;
  /** Files that nobody would ever remove. */
  readonly litter: readonly string[];
}

export const WHOLE: Left = { killed: true, isWhole: true, isMended: true, litter: [] };

/** An index of people that is killed at its writes. */
export class KilledIndex {
  readonly #waiting = new WaitingSteps('people-index-steps.mjs');

  /** The writes to be killed at. */
  async writes(): Promise<readonly string[]> {
    return inDirectory(async (data) => (await this.#waiting.run({ data, nth: 0 })).writes);
  }

  async killAt(nth: number): Promise<Left> {
    return inDirectory(async (data) => {
      const { killed } = await this.#waiting.run({ data, nth });
      const known = new Set((await readManifest(indexPaths(data)))?.batches.map(({ batch }) => batch));
      const knownOnes = LEFT.filter(({ batch }) => known.has(batch));
      const isWhole = isAsScanned((await found(data)).map(withoutErased), knownOnes);
      await eraseRows(data);
      // Whoever was taken out must not be left in a file that nobody names.
      const left = (await litterIn(data)).filter((name) => name.includes('.segment'));
      for (const batch of BATCHES) await add(data, batch);
      await eraseRows(data);
      await compact(data);
      const isMended = isAsScanned(await found(data), LEFT);
      return { killed, isWhole, isMended, litter: [...left, ...(await litterIn(data))] };
    });
  }
}

async function eraseRows(data: string): Promise<void> {
  await eraseEntries(data, ({ batch }) =>
    batch === ERASED.batch ? (row) => ERASED.rows.has(row) : undefined,
  );
}

function found(data: string): Promise<string[][]> {
  return find(data, PEOPLE, 'number and name');
}

function isAsScanned(lines: readonly (readonly string[])[], batches: readonly SmallBatch[]): boolean {
  return JSON.stringify(lines) === JSON.stringify(scan(batches, PEOPLE, 'number and name'));
}

/** They go one segment after another. */
function withoutErased(lines: readonly string[]): string[] {
  return lines.filter((line) => {
    const [batch, row] = JSON.parse(line) as [string, number];
    return batch !== ERASED.batch || !ERASED.rows.has(row);
  });
}

async function litterIn(data: string): Promise<string[]> {
  const paths = indexPaths(data);
  const segments = (await readManifest(paths))?.segments ?? [];
  const known = new Set([...segments.map(({ file }) => file), 'manifest.json', 'people.key']);
  if (!existsSync(paths.directory)) return [];
  return readdirSync(paths.directory).filter((name) => !known.has(name));
}

async function inDirectory<Result>(use: (data: string) => Promise<Result>): Promise<Result> {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-people-'));
  try {
    return await use(data);
  } finally {
    rmSync(data, { recursive: true });
  }
}
