// A request's body as it comes, for bodies that are larger than memory should be. It knows no route.

import type { ServeContext } from './serve-env.js';
import { Problem } from './problem.js';

/** The body in pieces. @throws Problem where its sender goes before its end */
export async function* bodyOf({ env, req }: ServeContext): AsyncGenerator<Uint8Array> {
  // Node's own stream costs less than the one that is made of it for the web's interface, until it was taken as a whole.
  const own = env?.incoming?.readableEnded === true ? undefined : env?.incoming;
  const source: AsyncIterable<Uint8Array> | null | undefined = own ?? req.raw.body;
  if (source === null || source === undefined) return;
  try {
    yield* source;
  } catch (error) {
    if (!isCutOff(error)) throw error;
    throw new Problem(400, 'invalid-request', { detail: ({ problems }) => problems.cutOff });
  }
}

/** The most that a request has that is no list. */
export const BODY_BYTES = 4_000_000;

/** The whole body, which may come in pieces: how long it is can't be known otherwise. @throws Problem where it is too large */
export async function wholeBody(context: ServeContext): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bodyOf(context)) {
    size += piece.length;
    if (size > BODY_BYTES) throw new Problem(413, 'too-large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
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
