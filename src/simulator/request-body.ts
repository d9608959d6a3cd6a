// A request's body: its bytes with a limit, and the fields that the provider's document asks for. Knows no signature.

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { ReturnCode } from '../domain/return-codes.js';
import { CODE } from '../provider/youtu/codes.js';

/** What is beyond this is read and thrown away. */
const BODY_LIMIT_BYTES = 16_384;

const idcardSchema = z.object({
  appid: z.string(),
  bucket: z.string(),
  idcard_number: z.string(),
  idcard_name: z.string(),
});
type IdcardBody = z.infer<typeof idcardSchema>;

export type ReadBody =
  | { readonly ok: true; readonly body: IdcardBody }
  | { readonly ok: false; readonly code: ReturnCode; readonly message: string };

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

/** The fields, and the headers that the document requires; else the code for what is wrong. */
export function readIdcardBody(request: IncomingMessage, bytes: Buffer | undefined): ReadBody {
  if (bytes === undefined) return { ok: false, code: CODE.requestTooLarge, message: '请求包体过大' };
  const { 'content-type': type, 'content-length': contentLength } = request.headers;
  if (type === undefined || !isJsonType(type)) {
    return { ok: false, code: CODE.badRequest, message: 'Content-Type must be application/json' };
  }
  if (contentLength === undefined)
    return { ok: false, code: CODE.badRequest, message: 'Content-Length is missing' };
  const json = parseJson(bytes);
  if (json === undefined)
    return { ok: false, code: CODE.badRequest, message: 'the body is not JSON in UTF-8' };
  const parsed = idcardSchema.safeParse(json);
  if (parsed.success) return { ok: true, body: parsed.data };
  const fields = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  return {
    ok: false,
    code: CODE.invalidParameter,
    message: `invalid parameter: ${fields === '' ? 'body' : fields}`,
  };
}

function isJsonType(type: string): boolean {
  return type === 'application/json' || /^application\/json\s*(;|$)/i.test(type);
}
