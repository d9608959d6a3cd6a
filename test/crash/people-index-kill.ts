// Kills a process at one of its writes to an index of people, and looks at what it left: whole batches, found as by a plain scan,
// and nothing that later work would not clear away.

import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compact } from '../../src/people/compaction.js';
import { indexPaths, readManifest } from '../../src/people/manifest.js';
import { add, find, scan } from '../unit/people/small-index.js';
import { batchesOf } from './people-index-batches.mjs';

const STEPS = fileURLToPath(new URL('people-index-steps.mjs', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const BATCHES = batchesOf();
const PEOPLE = BATCHES.flatMap(({ rows }) => rows.map(({ person }) => person));

interface Left {
  readonly killed: boolean;
  /** Batches of which the index is said to know, and whether it knows them as a scan does. */
  readonly isWhole: boolean;
  /** The same after the batches that it lacks were added. */
  readonly isMended: boolean;
  /** Files that nobody would ever remove. */
  readonly litter: readonly string[];
}

export const WHOLE: Left = { killed: true, isWhole: true, isMended: true, litter: [] };

/** How many writes there are to be killed at. */
export async function writesInAll(): Promise<number> {
  return inDirectory(async (data) => Number((await steps(data, 0)).printed));
}

export async function killAtWrite(nth: number): Promise<Left> {
  return inDirectory(async (data) => {
    const { killed } = await steps(data, nth);
    const known = new Set((await readManifest(indexPaths(data)))?.batches.map(({ batch }) => batch));
    const isWhole = await isAsScanned(data, (batch) => known.has(batch));
    for (const batch of BATCHES) await add(data, batch);
    await compact(data);
    return { killed, isWhole, isMended: await isAsScanned(data, () => true), litter: await litterIn(data) };
  });
}

async function isAsScanned(data: string, isKnown: (batch: string) => boolean): Promise<boolean> {
  const batches = BATCHES.filter(({ batch }) => isKnown(batch));
  const found = await find(data, PEOPLE, 'number and name');
  return JSON.stringify(found) === JSON.stringify(scan(batches, PEOPLE, 'number and name'));
}

async function litterIn(data: string): Promise<string[]> {
  const paths = indexPaths(data);
  const segments = (await readManifest(paths))?.segments ?? [];
  const known = new Set([...segments.map(({ file }) => file), 'manifest.json', 'people.key']);
  return readdirSync(paths.directory).filter((name) => !known.has(name));
}

function steps(data: string, nth: number): Promise<{ printed: string; killed: boolean }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [STEPS, DIST, data, String(nth)], (error, printed) => {
      resolve({ printed, killed: error?.signal === 'SIGKILL' });
    });
  });
}

async function inDirectory<Result>(use: (data: string) => Promise<Result>): Promise<Result> {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-people-'));
  try {
    return await use(data);
  } finally {
    rmSync(data, { recursive: true });
  }
}
