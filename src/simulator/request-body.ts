// Reads a request's body: its bytes up to a limit, and JSON. It knows no interface by name.

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** Bytes beyond this limit are read and dropped. */
const BODY_LIMIT_BYTES = 16_384;

/**
 * Calls `done` once: with the whole body, or with undefined where it is over the limit. It never calls it for a body
 * that is cut short.
 */
export function readBytes(request: IncomingMessage, done: (bytes: Buffer | undefined) => void): void {
  let chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > BODY_LIMIT_BYTES) chunks = [];
    else chunks.push(chunk);
  });
  request.on('end', () => {
    if (length > BODY_LIMIT_BYTES) return done(undefined);
    const [only] = chunks;
    return done(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
  });
  // A client that leaves in the middle of its request has made no call, so the error is ignored.
  request.on('error', () => undefined);
}

export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

export function isJsonType(type: string): boolean {
  return type === 'application/json' || /^application\/json\s*(;|$)/i.test(type);
}
