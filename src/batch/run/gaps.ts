// Rows that may have been called without a line on record, because Redis or the disk lost what it knew: recorded and synced
// before the work goes on. One file per owner.

import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseForm } from '../../files/damaged-file.js';
import { syncDirectory, writeWhole } from '../../files/durable.js';
import { FILE_MODE } from '../../files/temporary-file.js';
import type { Attempt } from '../../domain/attempt.js';
import { chinaIso } from '../../domain/china-time.js';

const gapSchema = z.object({
  slice: z.number().int(),
  /** Unix milliseconds. */
  from: z.number(),
  until: z.number(),
  rows: z.array(z.number().int()),
});
/** Rows of one slice. */
export type Gap = z.infer<typeof gapSchema>;

/** The time in which a row may have been called, in Unix milliseconds. */
export interface GapSpan {
  readonly from: number;
  readonly until: number;
}

const NAME = /^gaps-\d+\.jsonl$/;

export async function appendGaps(directory: string, owner: number, gaps: readonly Gap[]): Promise<void> {
  const file = await open(join(directory, `gaps-${owner}.jsonl`), 'a', FILE_MODE);
  try {
    await file.appendFile(gaps.map((gap) => `${JSON.stringify(gap)}\n`).join(''));
    await file.datasync();
  } finally {
    await file.close();
  }
  await syncDirectory(directory);
}

/** A line that a crash cut off led to no call yet: its gap is recognised again. */
export async function readGaps(directory: string): Promise<Gap[]> {
  const gaps: Gap[] = [];
  for (const name of (await readdir(directory)).filter((each) => NAME.test(each))) {
    const path = join(directory, name);
    for (const [index, line] of (await readFile(path, 'utf8')).split('\n').entries()) {
      if (line.endsWith(LINE_CLOSE)) gaps.push(parseForm(path, line, gapSchema, index + 1));
    }
  }
  return gaps;
}

/** Every line ends like this, because `rows` is its last field. */
const LINE_CLOSE = ']}';

/** By row, in the list's order; a row that is in two gaps has one span. */
export function gapSpans(gaps: readonly Gap[]): Map<number, GapSpan> {
  const spans = new Map<number, GapSpan>();
  for (const { rows, from, until } of gaps) {
    for (const row of rows) {
      const known = spans.get(row) ?? { from, until };
      spans.set(row, { from: Math.min(known.from, from), until: Math.max(known.until, until) });
    }
  }
  return new Map([...spans].sort(([a], [b]) => a - b));
}

/** A call that stands for the row: against the cap and in reconciliation it counts as one whose answer nobody saw. */
export function callOfGap(row: number, { from, until }: GapSpan): Attempt {
  return {
    row,
    attempt: 0,
    startedAt: from,
    finishedAt: until,
    result: 'in_doubt',
    code: undefined,
    httpStatus: undefined,
    sessionId: '',
    message: '',
    probe: false,
  };
}

/** Writes gaps.csv. */
export async function writeGapsFile(
  path: string,
  writer: string,
  spans: ReadonlyMap<number, GapSpan>,
): Promise<void> {
  const lines = [...spans].map(([row, { from, until }]) => `${row},${chinaIso(from)},${chinaIso(until)}\n`);
  await writeWhole(path, writer, (file) => file.writeFile(`row,from,until\n${lines.join('')}`));
}
