// Sends one request that is no call and returns the reply's bytes. Such questions are rare, so it keeps no connection
// open. It knows no code.

import type { BodyHeaders } from './answer-text.js';
import type { Route } from '../network/route.js';

export interface Reply {
  readonly httpStatus: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bodyHeaders: BodyHeaders;
  readonly body: Buffer;
}

/** A question to the service, whatever it is about. */
export interface Question {
  readonly method: 'GET' | 'POST';
  /** The path behind the base URL, with its query. */
  readonly path: string;
  readonly authorization: string;
  /** Names in lower case; `authorization` is not among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export const REPLY_LIMIT_BYTES = 4 * 1024 * 1024;

/** @throws undici's errors, and an error where the reply is too long */
export async function exchange(
  route: Route,
  { method, path, headers: own, authorization, body: sent }: Question,
  timeoutMs: number,
): Promise<Reply> {
  const { statusCode, headers, body } = await route.dispatcher.request({
    origin: route.origin,
    path: route.prefix + path,
    method,
    headers: { ...route.headers, ...own, authorization },
    body: sent,
    signal: AbortSignal.timeout(timeoutMs),
  });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > REPLY_LIMIT_BYTES) throw new Error('its answer is longer than an answer can be');
    chunks.push(chunk);
  }
  const bodyHeaders = {
    packing: headers['content-encoding']?.toString(),
    type: headers['content-type']?.toString(),
  };
  return { httpStatus: statusCode, headers, bodyHeaders, body: Buffer.concat(chunks) };
}
