// What a provider's table of return codes tells: a code's meaning, its effect, and its verdict on the person. Pure. It
// knows no code: each provider's table is in src/provider.

import { z } from 'zod';
import type { Say } from '../words/words.js';
import type { Status } from './status.js';

/** A code in the provider's notation, such as `0` or `-5803`. Codes that no table lists are kept and shown as well. */
export type ReturnCode = string;

export interface CodeMeaning {
  readonly zh: string;
  readonly en: string;
}

/**
 * What an answered code does to its row: it ends the row, uses an attempt, is not caused by the row at all, or
 * (`daily`) says that the person was asked about too often today.
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
  /** @param retryCodes codes that are tried again, whatever the table says of them */
  readonly effectOf: (code: ReturnCode, retryCodes: ReadonlySet<ReturnCode>) => CodeEffect;
}

/** A meaning in the language of its reader; beside the English one stands what the provider's documents say. */
export function meaningInWords({ zh, en }: CodeMeaning): Say {
  return ({ language }) => (language === 'zh' ? zh : `${en} (${zh})`);
}

/** For callers that want the table's own effect. */
export const NO_RETRY: ReadonlySet<ReturnCode> = new Set();

/** Numbers come first, the greatest first, as providers' documents list them; other codes follow by name. */
export function compareCodes(one: ReturnCode, other: ReturnCode): number {
  const [first, second] = [Number(one), Number(other)];
  if (Number.isNaN(first) && Number.isNaN(second)) return one < other ? -1 : one > other ? 1 : 0;
  if (Number.isNaN(first)) return 1;
  return Number.isNaN(second) ? -1 : second - first;
}

/** Records have codes as text. Before 0.2.0 codes were numbers. */
export const recordedCode = z.union([z.string(), z.number().int().transform(String)]);
