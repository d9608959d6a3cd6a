// A request's body as it comes, for bodies that are larger than memory should be. It knows no route.

import type { ServeContext } from './serve-env.js';
import { Problem } from './problem.js';

/** The body in pieces. @throws Problem where its sender goes before its end */
export async function* bodyOf({ env, req }: ServeContext): AsyncGenerator<Uint8Array> {
  // Node's own stream costs less than the one that is made of it for the web's interface.
  const source: AsyncIterable<Uint8Array> | null | undefined = env?.incoming ?? req.raw.body;
  if (source === null || source === undefined) return;
  try {
    yield* source;
  } catch (error) {
    if (!isCutOff(error)) throw error;
    throw new Problem(400, 'invalid-request', { detail: ({ problems }) => problems.cutOff });
  }
}

function isCutOff(error: unknown): boolean {
  const { code, name } = error as NodeJS.ErrnoException;
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || name === 'AbortError';
}

/** How many bytes are said to come; undefined where that is not said. */
export function announcedBytes({ req }: ServeContext): number | undefined {
  const length = req.header('content-length');
  return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
}
