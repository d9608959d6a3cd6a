// What a Redis says that answers but can't do what it is asked at present, and how people are told. Knows words only:
// no connection.

import { wordsIn } from '../words/catalogue.js';

export const LASTING_REFUSALS = [
  'read-only',
  'busy',
  'loading',
  'cluster',
  'full',
  'disk',
  'replicas',
  'login',
  'forbidden',
  'connections',
] as const;
export type LastingRefusal = (typeof LASTING_REFUSALS)[number];

/** `cut`: the command was cut off; it is sent again, and nobody is told. */
export type RefusalKind = LastingRefusal | 'cut';

/** Scripts repeat these words within their own errors. Whole words count, as BUSYGROUP is not BUSY. */
const SAID: readonly (readonly [RefusalKind, RegExp])[] = [
  ['read-only', /\b(READONLY|UNBLOCKED|MASTERDOWN)\b/],
  ['busy', /\bBUSY\b/],
  ['loading', /\bLOADING\b/],
  ['cluster', /\b(CLUSTERDOWN|TRYAGAIN)\b/],
  ['full', /\bOOM command not allowed\b/],
  ['disk', /\bMISCONF\b/],
  ['replicas', /\bNOREPLICAS\b/],
  ['login', /\b(NOAUTH|WRONGPASS)\b|invalid password/],
  ['forbidden', /\bNOPERM\b|ACL failure in script/],
  ['connections', /max number of clients/],
  ['cut', /aborted due to connection close|Script killed by user/],
];

/** Undefined where waiting is of no use: the command is at fault, or the connection was closed on purpose. */
export function refusalOf(error: unknown): RefusalKind | undefined {
  if (!(error instanceof Error)) return undefined;
  return SAID.find(([, pattern]) => pattern.test(error.message))?.[0];
}

/** @returns the end of a sentence that begins with "Redis" */
export function refusalInWords(kind: LastingRefusal): string {
  return wordsIn('en').redisTroubles.refusals[kind];
}
