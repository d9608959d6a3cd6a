// What is asked of a provider's table of return codes: what a code means, what it leads to, what it says of a person.
// Pure. It knows no code: each provider's table is in src/provider.

import { z } from 'zod';
import type { Status } from './status.js';

/** As the provider writes it: `0`, `-5803`. Open-ended: a code that no table lists is kept and shown, never dropped. */
export type ReturnCode = string;

export interface CodeMeaning {
  readonly zh: string;
  readonly en: string;
}

/**
 * What an answered code does to its row: ends it, uses an attempt, is not the row's doing at all, or (`daily`) says that the
 * person was asked about too often today.
 */
export type CodeEffect = 'final' | 'failed' | 'throttled' | 'expired' | 'account' | 'daily';

export interface ReturnCodes {
  /** Codes that are a verdict on the person, with the status that each leads to. */
  readonly verdicts: ReadonlyMap<ReturnCode, Status>;
  /** Codes that say that the person was asked about too often today: neither a verdict nor an anomaly. */
  readonly overToday: ReadonlySet<ReturnCode>;
  /** The status of a row whose last answer has this code; `error` where the code says nothing of the person. */
  readonly statusOf: (code: ReturnCode) => Status;
  /** Undefined for a code that the provider's documents do not list. */
  readonly meaningOf: (code: ReturnCode) => CodeMeaning | undefined;
  /** @param retryCodes codes that are tried again, whatever the table says */
  readonly effectOf: (code: ReturnCode, retryCodes: ReadonlySet<ReturnCode>) => CodeEffect;
}

/** For callers that only want what the table says. */
export const NO_RETRY: ReadonlySet<ReturnCode> = new Set();

/** Numbers first, the greatest first, as a provider's documents list them; other codes behind them by name. */
export function compareCodes(one: ReturnCode, other: ReturnCode): number {
  const [first, second] = [Number(one), Number(other)];
  if (Number.isNaN(first) && Number.isNaN(second)) return one < other ? -1 : one > other ? 1 : 0;
  if (Number.isNaN(first)) return 1;
  return Number.isNaN(second) ? -1 : second - first;
}

/** On record as text. Before 0.2.0 codes were numbers. */
export const recordedCode = z.union([z.string(), z.number().int().transform(String)]);
