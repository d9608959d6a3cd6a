// How many rows of an ended batch were erased since, in a file beside its record: its summary stays as of its end.

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { STATUSES, type Status } from '../../domain/status.js';
import { readFormIfThere, writeJson } from '../../files/durable.js';
import type { BatchPaths } from '../paths.js';

const schema = z.object({
  rows: z.number().int(),
  /** Of which every row was erased, because a rule of retention says so. */
  statuses: z.array(z.enum(STATUSES)).default([]),
});
export type ErasedRows = z.infer<typeof schema>;

const NONE: ErasedRows = { rows: 0, statuses: [] };

export async function readErased({ work }: Pick<BatchPaths, 'work'>): Promise<ErasedRows> {
  return (await readFormIfThere(pathIn(work), schema)) ?? NONE;
}

/** @param statuses of which no row is left now, besides those known before */
export async function noteErased(
  paths: Pick<BatchPaths, 'work'>,
  rows: number,
  statuses: readonly Status[],
): Promise<void> {
  const before = await readErased(paths);
  const drafts = (await readdir(paths.work)).filter((name) => DRAFT.test(name));
  for (const name of drafts) await rm(join(paths.work, name), { force: true });
  const all = STATUSES.filter((status) => before.statuses.includes(status) || statuses.includes(status));
  await writeJson(pathIn(paths.work), String(process.pid), { rows, statuses: all });
}

/** What a process left that was killed here. */
const DRAFT = /^erased\.json\..*\.tmp$/;

function pathIn(work: string): string {
  return join(work, 'erased.json');
}
