// What verify workers need to know of a batch besides its rows. Kept in the batch's hash, so that a resume with
// other options reaches slices that are queued already.

import { z } from 'zod';
import { recordedCode } from '../domain/return-codes.js';
import { hasIncarnation } from './keys.js';

/**
 * Of everything that a batch has in Redis besides its payloads: its hash with these settings, the journal's lines, the
 * announcements. Kept in the hash as `v`. Whoever changes one of them raises it, and still reads the one before.
 */
export const BATCH_FORM = 3;

/** Of the lines of a batch that an earlier version began nothing is asked that its workers don't know: they have no seals. */
export function formOf(name: string): number {
  return hasIncarnation(name) ? BATCH_FORM : 1;
}

const settingsSchema = z.object({
  maxAttempts: z.number().int().positive(),
  inDoubt: z.enum(['retry', 'hold']),
  retryCodes: z.array(recordedCode),
  /** Calls a second, all workers together. */
  rate: z.number().positive().optional(),
  /** Of a batch that version 0.1.0 began, see DecisionRules. */
  rejectedCountFrom: z.number().optional(),
});
export type BatchSettings = z.infer<typeof settingsSchema>;

/** @throws Error where the text is no settings of a batch */
export function parseSettings(text: string): BatchSettings {
  return settingsSchema.parse(JSON.parse(text));
}
