// How far a batch's owner has come, on disk: which segments count and up to where, and which slices are in them.
// Each owner writes only its own file; a new owner starts from the newest.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseForm } from '../files/damaged-file.js';
import { writeJson } from '../files/durable.js';

const checkpointSchema = z.object({
  owner: z.number().int(),
  segments: z.array(z.object({ file: z.string(), bytes: z.number().int() })),
  /** Every slice below this number is collected … */
  collectedBelow: z.number().int(),
  /** … and these above it. */
  collectedAlso: z.array(z.number().int()),
  /** Calls in the segments that count against the cap. */
  calls: z.number().int(),
  /**
   * The owner's mark in Redis at the time: a Redis with a lower one has lost data. Absent in checkpoints of earlier
   * versions.
   */
  mark: z.number().int().optional(),
  /** Unix milliseconds. */
  at: z.number().optional(),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

export const NO_CHECKPOINT: Checkpoint = {
  owner: 0,
  segments: [],
  collectedBelow: 0,
  collectedAlso: [],
  calls: 0,
};

const NAME = /^checkpoint-(\d+)\.json$/;

export async function writeCheckpoint(directory: string, checkpoint: Checkpoint): Promise<void> {
  const path = join(directory, `checkpoint-${checkpoint.owner}.json`);
  await writeJson(path, String(checkpoint.owner), checkpoint);
}

/** The newest owner's checkpoint; `NO_CHECKPOINT` where there is none. */
export async function readCheckpoint(directory: string): Promise<Checkpoint> {
  const owners = (await readdir(directory)).flatMap((name) => NAME.exec(name)?.[1] ?? []).map(Number);
  if (owners.length === 0) return NO_CHECKPOINT;
  const path = join(directory, `checkpoint-${Math.max(...owners)}.json`);
  return parseForm(path, await readFile(path, 'utf8'), checkpointSchema);
}
