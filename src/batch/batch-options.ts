// The options of a batch that may change while it is under way, as its record has them.

import { z } from 'zod';
import { DAILY_LIMIT_POLICIES } from '../domain/over-today.js';
import { PRIORITIES } from '../domain/priority.js';
import { recordedCode } from '../domain/return-codes.js';

export const optionsSchema = z.object({
  maxCalls: z.number().int().positive().optional(),
  maxAttempts: z.number().int().positive(),
  inDoubt: z.enum(['retry', 'hold']),
  retryCodes: z.array(recordedCode),
  rate: z.number().positive().optional(),
  priority: z.enum(PRIORITIES).optional(),
  /** What becomes of rows that meet a provider's daily limit; absent: they wait. */
  dailyLimit: z.enum(DAILY_LIMIT_POLICIES).optional(),
});
export type BatchOptions = z.infer<typeof optionsSchema>;
