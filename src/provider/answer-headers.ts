// Reads what the headers of an answer say: how long to wait, what time it is, where to ask instead. It knows no body
// and no call.

import { retryAfterMs } from '../domain/retry-after.js';

/** The longest wait that is kept to: a header that asks for more, even for years, is answered with this one. */
const RETRY_AFTER_LIMIT_MS = 300_000;

/** @param aheadMs by how much the clock behind the header is ahead of ours; NaN: not known */
export function waitAskedFor(header: string | string[] | undefined, aheadMs: number): number | undefined {
  if (typeof header !== 'string') return undefined;
  const ms = retryAfterMs(header, Date.now() + (Number.isNaN(aheadMs) ? 0 : aheadMs));
  return ms === undefined ? undefined : Math.min(ms, RETRY_AFTER_LIMIT_MS);
}

const TARGET_LIMIT = 200;

/** The target of a redirect without the parts that may be secret: a password, a query. */
export function targetOf(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string') return undefined;
  return header
    .replace(/[?#].*$/s, '')
    .replace(/^([\w+.-]*:?\/\/)[^/]*@/, '$1')
    .replace(/[^\x21-\x7e]/g, '')
    .slice(0, TARGET_LIMIT);
}

/** Signatures are made with our clock, so a clock that is wrong by more than this explains why they are refused. */
export const CLOCK_MARGIN_MS = 60_000;

/** The last header is kept with its time, because a service says the same second in many answers. */
let lastDate = { header: '', ms: NaN };

/** @returns NaN where the service did not say its time */
export function clockAheadMs(header: string | string[] | undefined): number {
  if (typeof header !== 'string') return NaN;
  if (header !== lastDate.header) lastDate = { header, ms: Date.parse(header) };
  return lastDate.ms - Date.now();
}
