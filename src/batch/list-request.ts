// How a list is to be verified, whichever list it is: as a caller asks for it and a schedule records it. Says nothing of
// the settings, which a request goes by where it says nothing itself.

import { z } from 'zod';
import { DAILY_LIMIT_POLICIES } from '../domain/over-today.js';
import { PRIORITIES } from '../domain/priority.js';
import { STATUSES } from '../domain/status.js';
import { ENCODINGS } from '../ingest/encoding/encodings.js';
import { PRECHECKS } from '../ingest/list.js';

const readingSchema = z.object({
  encoding: z.enum(ENCODINGS).optional(),
  delimiter: z.string().optional(),
  /** Of a workbook: its name, or its number from 1. */
  sheet: z.string().optional(),
  header: z.boolean(),
  /** As a spreadsheet counts, from 1. */
  headerRow: z.number().int().positive().optional(),
  /** Header text, or number from 1. */
  nameColumn: z.string().optional(),
  idColumn: z.string().optional(),
  precheck: z.enum(PRECHECKS),
  dedupe: z.boolean(),
});

export const listRequestSchema = z.object({
  /** Who pays. */
  label: z.string(),
  /** What is absent is found out. */
  reading: readingSchema,
  /** What is absent is as the settings have it; of a batch that goes on, as it was. */
  options: z.object({
    maxCalls: z.number().int().positive().optional(),
    maxAttempts: z.number().int().positive().optional(),
    inDoubt: z.enum(['retry', 'hold']).optional(),
    dailyLimit: z.enum(DAILY_LIMIT_POLICIES).optional(),
    /** Calls a second. */
    rate: z.number().positive().optional(),
    priority: z.enum(PRIORITIES).optional(),
  }),
  /** What is written besides the files of every batch. */
  files: z.object({ xlsx: z.boolean(), split: z.boolean() }),
  /** The batch that the list is held against. */
  previous: z
    .object({
      /** An id, or `latest`. */
      batch: z.string(),
      callAgain: z.array(z.enum(STATUSES)),
      olderThanMs: z.number().optional(),
      /** Outcomes of another provider count, too. */
      anyProvider: z.boolean().optional(),
    })
    .optional(),
  /** Whether a change against that batch shows in the exit status. */
  exitOnChange: z.boolean(),
});
export type ListRequest = z.infer<typeof listRequestSchema>;
