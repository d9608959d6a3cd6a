// A request's body: its bytes with a limit, and JSON. Knows no interface by name.

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** What is beyond this is read and thrown away. */
const BODY_LIMIT_BYTES = 16_384;

/** Calls `done` once with the whole body, or with undefined where it is over the limit; never if it is cut short. */
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
  // A client that goes away in the middle of its request has made no call.
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
