// Parts of a batch's record that have a form of their own: how its list is read, which batch it corrects, and what is taken over.

import { z } from 'zod';
import { STATUSES } from '../domain/status.js';
import { ENCODINGS } from '../ingest/encoding/encodings.js';
import { QUOTINGS } from '../ingest/list.js';

export const formatSchema = z.object({
  encoding: z.enum(ENCODINGS),
  sheet: z.string().optional(),
  delimiter: z.string(),
  lineEnd: z.enum(['lf', 'cr']),
  quoting: z.enum(QUOTINGS).optional(),
  headerRow: z.number().int().positive().optional(),
  header: z.array(z.string()).optional(),
  columnCount: z.number().int(),
  nameColumn: z.number().int(),
  idColumn: z.number().int(),
  firstByte: z.number().int(),
  firstLine: z.number().int(),
  written: z
    .object({
      columnCount: z.number().int(),
      own: z.array(z.number().int()).readonly(),
      rowColumn: z.number().int().optional(),
      isCorrected: z.boolean().optional(),
    })
    .optional(),
});

export const correctsSchema = z.object({
  batch: z.string(),
  /** The batch that corrects no other, where corrections follow one another. */
  first: z.string(),
  /** The corrected file, in the first batch's directory. */
  file: z.string(),
  callAgain: z.array(z.enum(STATUSES)),
});

/** Whose outcomes may be taken over: of the batch's own label alone, or of any. */
export const CARRY_LABELS = ['same', 'any'] as const;

export const carrySchema = z.object({
  /** Unix milliseconds. */
  calledSince: z.number(),
  label: z.enum(CARRY_LABELS),
  /** The batches that have rows which are taken over. */
  batches: z.array(z.string()).readonly(),
});
