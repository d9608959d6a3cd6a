// How a list is to be verified, whichever list it is: as a caller asks for it and a schedule records it. Says nothing of
// the settings, which a request goes by where it says nothing itself.

import { z } from 'zod';
import { DAILY_LIMIT_POLICIES } from '../domain/over-today.js';
import { PRIORITIES } from '../domain/priority.js';
import { SAMPLE_KINDS } from '../domain/sample.js';
import { STATUSES } from '../domain/status.js';
import { ENCODINGS } from '../ingest/encoding/encodings.js';
import { PRECHECKS } from '../ingest/list.js';
import { CARRY_LABELS } from './record-parts.js';
import { LANGUAGES } from '../words/language.js';

const readingSchema = z.object({
  encoding: z.enum(ENCODINGS).optional(),
  delimiter: z.string().optional(),
  /** The sheet of a workbook: its name, or its number from 1. */
  sheet: z.string().optional(),
  header: z.boolean(),
  /** The header's row as a spreadsheet counts, from 1. */
  headerRow: z.number().int().positive().optional(),
  /** Header text, or the column's number from 1. */
  nameColumn: z.string().optional(),
  idColumn: z.string().optional(),
  precheck: z.enum(PRECHECKS),
  dedupe: z.boolean(),
});

export const listRequestSchema = z.object({
  /** A text that says who pays for the batch. */
  label: z.string(),
  /** How to read the list; a field that is absent is found out from the list. */
  reading: readingSchema,
  /** An option that is absent is taken from the settings or, for a batch that goes on, stays as it was. */
  options: z.object({
    maxCalls: z.number().int().positive().optional(),
    maxAttempts: z.number().int().positive().optional(),
    inDoubt: z.enum(['retry', 'hold']).optional(),
    dailyLimit: z.enum(DAILY_LIMIT_POLICIES).optional(),
    /** Calls a second. */
    rate: z.number().positive().optional(),
    priority: z.enum(PRIORITIES).optional(),
  }),
  /** In which statuses and messages are written; absent: English. */
  language: z.enum(LANGUAGES).optional(),
  /** The files that are written besides those of every batch. */
  files: z.object({ xlsx: z.boolean(), split: z.boolean() }),
  /** The rows that are verified before all others; then the batch is paused. */
  sample: z.object({ kind: z.enum(SAMPLE_KINDS), rows: z.number().int().positive() }).optional(),
  /** The earlier batch with which the list is compared. */
  previous: z
    .object({
      /** The earlier batch's id, or `latest`. */
      batch: z.string(),
      callAgain: z.array(z.enum(STATUSES)),
      olderThanMs: z.number().optional(),
      /** Whether outcomes of another provider count, too. */
      anyProvider: z.boolean().optional(),
    })
    .optional(),
  /** Which outcomes are taken over of whichever batch called a person last. */
  carry: z
    .object({
      /** How long ago the calls may have been, in milliseconds; absent: as the settings have it. 0: nothing is taken. */
      withinMs: z.number().nonnegative().optional(),
      label: z.enum(CARRY_LABELS),
    })
    .optional(),
  /** Whether a change from that batch gives another exit status. */
  exitOnChange: z.boolean(),
});
export type ListRequest = z.infer<typeof listRequestSchema>;
