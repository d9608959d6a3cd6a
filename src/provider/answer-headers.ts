// What the headers of an answer say besides the answer: how long to wait, what time it is, where else to ask. Knows no
// body and no call.

import { retryAfterMs } from '../domain/retry-after.js';

/** Whoever asks for longer, in years, say, is asked again after this. */
const RETRY_AFTER_LIMIT_MS = 300_000;

/** @param aheadMs by how much the clock that the header goes by is ahead of ours; NaN: not known */
export function waitAskedFor(header: string | string[] | undefined, aheadMs: number): number | undefined {
  if (typeof header !== 'string') return undefined;
  const ms = retryAfterMs(header, Date.now() + (Number.isNaN(aheadMs) ? 0 : aheadMs));
  return ms === undefined ? undefined : Math.min(ms, RETRY_AFTER_LIMIT_MS);
}

const TARGET_LIMIT = 200;

/** Where a redirect points to, without what may be secret in it: a password, a query. */
export function targetOf(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string') return undefined;
  return header
    .replace(/[?#].*$/s, '')
    .replace(/^([\w+.-]*:?\/\/)[^/]*@/, '$1')
    .replace(/[^\x21-\x7e]/g, '')
    .slice(0, TARGET_LIMIT);
}

/** Signatures are made with our clock: one that is wrong by minutes explains their refusal. */
export const CLOCK_MARGIN_MS = 60_000;

/** A service says the same second in many answers. */
let lastDate = { header: '', ms: NaN };

/** @returns NaN where the service did not say */
export function clockAheadMs(header: string | string[] | undefined): number {
  if (typeof header !== 'string') return NaN;
  if (header !== lastDate.header) lastDate = { header, ms: Date.parse(header) };
  return lastDate.ms - Date.now();
}
