// What an erasure is going to do, on disk before it does it, so that whoever comes after a crash finishes it. Nothing in it
// says who is meant: it has files, and the bytes in them that go.

import { join } from 'node:path';
import { z } from 'zod';
import { STATUSES } from '../../domain/status.js';

const PLAN_VERSION = 1;

/**
 * What kind of file it is, and so how its records are told apart, in the order in which they are rewritten: what outcomes.csv
 * tells comes before it, and the workbook is made of it.
 */
const FILE_KINDS = [
  'list',
  'program output',
  'changes',
  'corrected',
  'split',
  'outcomes',
  'workbook',
] as const;

const fileSchema = z.object({
  /** The batch whose rows are meant; of a list that no batch has yet, the list. */
  batch: z.string(),
  /** The batch in whose directory the file lies: another one for a corrected file. */
  home: z.string(),
  path: z.string(),
  kind: z.enum(FILE_KINDS),
  /** What stands in the place of a record. */
  line: z.string(),
  /** The records' bytes; absent where statuses decide, and of workbooks, which are written from the outcomes. */
  cuts: z
    .array(z.tuple([z.number().int(), z.number().int()]))
    .readonly()
    .optional(),
  /** SHA-256 of the file that the bytes are of. */
  before: z.string().optional(),
  /** Of outcomes.csv: how many rows were erased before; absent where statuses decide. */
  erasedBefore: z.number().int().optional(),
});
export type PlannedFile = z.infer<typeof fileSchema>;

const batchSchema = z.object({
  batch: z.string(),
  incarnation: z.string(),
  label: z.string(),
  /** The rows that go; absent where statuses decide. */
  rows: z.array(z.number().int()).readonly().optional(),
  /** Rows that the index has of these people, and the file has not. */
  alsoIndexed: z.array(z.number().int()).readonly().optional(),
});
export type PlannedBatch = z.infer<typeof batchSchema>;

const unreachedSchema = z.object({
  /** Absent: of no batch. */
  batch: z.string().optional(),
  /** Absent: the batch as a whole. */
  file: z.string().optional(),
  /** In English. */
  why: z.string(),
});
export type Unreached = z.infer<typeof unreachedSchema>;

const unreadableSchema = z.object({ batch: z.string(), rows: z.string() });
export type UnreadableRows = z.infer<typeof unreadableSchema>;

export const erasurePlanSchema = z.object({
  version: z.literal(PLAN_VERSION),
  id: z.string(),
  /** When it was begun, ISO 8601. */
  at: z.string(),
  by: z.string(),
  /** How many people are meant; absent where statuses decide. */
  people: z.number().int().optional(),
  /** Rows of these statuses go, of batches with this label that have ended so many days ago. */
  retention: z
    .object({ label: z.string(), statuses: z.array(z.enum(STATUSES)).readonly(), days: z.number() })
    .optional(),
  batches: z.array(batchSchema).readonly(),
  /** In the order in which they are written. */
  files: z.array(fileSchema).readonly(),
  /** Batches of which everything personal goes. */
  purges: z.array(z.string()).readonly(),
  /** What goes as a whole: what killed processes have left of ended batches, and lists that can't be changed in their place. */
  leftovers: z.array(z.string()).readonly(),
  /** Records that name nobody for sure. */
  unreadable: z.array(unreadableSchema).readonly(),
  unreached: z.array(unreachedSchema).readonly(),
});
export type ErasurePlan = z.infer<typeof erasurePlanSchema>;
export function inOrder(files: readonly PlannedFile[]): PlannedFile[] {
  return files.toSorted((a, b) => FILE_KINDS.indexOf(a.kind) - FILE_KINDS.indexOf(b.kind));
}

export type PlanParts = Omit<ErasurePlan, 'version' | 'id' | 'at' | 'by'>;

export function planOf(id: string, at: string, by: string, parts: PlanParts): ErasurePlan {
  return { version: PLAN_VERSION, id, at, by, ...parts };
}

export interface ErasurePaths {
  readonly directory: string;
  readonly plan: string;
  /** What is done of it, a line for each step. */
  readonly done: string;
}

export function erasurePaths(dataDirectory: string): ErasurePaths {
  const directory = join(dataDirectory, 'receipts');
  // Of this kind no backup takes a copy: the paths in it are those of this directory.
  return {
    directory,
    plan: join(directory, 'erasure.partial'),
    done: join(directory, 'erasure-steps.partial'),
  };
}
