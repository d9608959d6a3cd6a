// Sends one request that is no call and returns the reply's bytes. Such questions are rare, so it keeps no connection
// open. It knows no code.

import type { BodyHeaders } from './answer-text.js';
import type { Route } from '../network/route.js';
import type { CallRequest } from './port.js';

export interface Reply {
  readonly httpStatus: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bodyHeaders: BodyHeaders;
  readonly body: Buffer;
}

const REPLY_LIMIT_BYTES = 4 * 1024 * 1024;

/** @throws undici's errors, and an error where the reply is too long */
export async function exchange(route: Route, request: CallRequest, timeoutMs: number): Promise<Reply> {
  const { statusCode, headers, body } = await route.dispatcher.request({
    origin: route.origin,
    path: route.prefix + request.path,
    method: 'POST',
    headers: { ...route.headers, ...request.headers, authorization: request.authorization },
    body: request.body,
    signal: AbortSignal.timeout(timeoutMs),
  });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > REPLY_LIMIT_BYTES) throw new Error('its answer is longer than one can be');
    chunks.push(chunk);
  }
  const bodyHeaders = {
    packing: headers['content-encoding']?.toString(),
    type: headers['content-type']?.toString(),
  };
  return { httpStatus: statusCode, headers, bodyHeaders, body: Buffer.concat(chunks) };
}
