// A line of the record of who did what, and how it holds on to the line before. It knows no file, and nothing of who may.

import { createHash } from 'node:crypto';
import { z } from 'zod';

/** How a caller was known; `rollcall`: the program itself, which says what it mended. */
export const KNOWN_BY = ['key', 'session', 'terminal', 'rollcall'] as const;

const shortText = z.string().max(256);

/** Ids and names of operations alone, so that nothing personal of a list can stand in it. */
export const actSchema = z.object({
  /** Whose act it is: the id of a user or a key, or of the system's user at a terminal. */
  who: shortText,
  by: z.enum(KNOWN_BY),
  /** Which key or session it was. */
  credential: shortText.optional(),
  act: shortText,
  batch: shortText.optional(),
  /** The id of whatever else the act is about: a user, a key, a webhook. */
  about: shortText.optional(),
  /** A figure that the act sets. */
  value: z.union([z.number(), shortText]).optional(),
  /** An address, or `terminal`. */
  from: shortText,
  /** The caller says who he is, and nothing has proved it. */
  stated: z.literal(true).optional(),
});
export type AuditAct = z.infer<typeof actSchema>;

export const lineSchema = actSchema.extend({
  seq: z.number().int().positive(),
  at: z.string(),
  /** What a crash had left of a line, taken out: its length, and its SHA-256. */
  torn: z.object({ bytes: z.number().int(), sha256: z.string() }).optional(),
  /** SHA-256 of the line before, without its line end; of the first line zeros. */
  prev: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AuditLine = z.infer<typeof lineSchema>;

export const FIRST_PREV = '0'.repeat(64);

export function hashOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The line without its line end. */
export function textOf(line: AuditLine): string {
  return JSON.stringify(line);
}
