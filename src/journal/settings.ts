// What verify workers need to know of a batch besides its rows. Kept in the batch's hash, so that a resume with
// other options reaches slices that are queued already.

import { z } from 'zod';
import { recordedCode } from '../domain/return-codes.js';
import { hasIncarnation } from './keys.js';

/**
 * The version of all that a batch has in Redis besides its payloads: its hash with these settings, the journal's lines,
 * the announcements. The hash has it as `v`. A change of one of these forms raises it, and the form before must still
 * be read. Before form 4 workers don't count calls against budgets, so they leave such batches alone.
 */
export const BATCH_FORM = 4;

/** A batch that an earlier version began has no seals, so its form is the one that workers of that version know. */
export function formOf(name: string): number {
  return hasIncarnation(name) ? BATCH_FORM : 1;
}

const settingsSchema = z.object({
  maxAttempts: z.number().int().positive(),
  inDoubt: z.enum(['retry', 'hold']),
  retryCodes: z.array(recordedCode),
  /** Calls a second, all workers together. */
  rate: z.number().positive().optional(),
  /** Only in batches that version 0.1.0 began, see DecisionRules. */
  rejectedCountFrom: z.number().optional(),
});
export type BatchSettings = z.infer<typeof settingsSchema>;

/** @throws Error where the text is no settings of a batch */
export function parseSettings(text: string): BatchSettings {
  return settingsSchema.parse(JSON.parse(text));
}
