// The body of an answer, from bytes to text: unpacked, and in the encoding in which it was really written. What its
// headers say is believed only as far as the bytes bear it out. Knows no HTTP and no JSON.

import { isUtf8 } from 'node:buffer';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, constants } from 'node:zlib';

/** Of an answer to a call, and of one that is packed when it is unpacked. */
export const ANSWER_LIMIT_BYTES = 64 * 1024;

export interface BodyHeaders {
  /** `Content-Encoding` */
  readonly packing: string | undefined;
  /** `Content-Type` */
  readonly type: string | undefined;
}

/**
 * @param limitBytes of the body when unpacked
 * @returns undefined where the body can't be unpacked, or is longer than that
 */
export function answerText(body: Buffer, headers: BodyHeaders, limitBytes: number): string | undefined {
  const bytes = isText(body) ? body : unpacked(body, headers.packing ?? '', limitBytes);
  if (bytes === undefined || bytes.length > limitBytes) return undefined;
  return trimmed(decoded(bytes, headers.type ?? ''));
}

const BRACE = 0x7b;
const SPACE = 0x20;

/** An object, whatever the headers say of its packing: some proxies unpack a body and leave the header. */
function isText(body: Buffer): boolean {
  let at = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0;
  while (at < body.length && (body[at] ?? 0) <= SPACE && body[at] !== 0) at += 1;
  return body[at] === BRACE && isUtf8(body);
}

type Unpack = (body: Buffer, limitBytes: number) => Buffer;

/** Cut off behind its last byte of use, a stream still gives what it has. */
const zlibOptions = (limitBytes: number) => ({
  maxOutputLength: limitBytes,
  finishFlush: constants.Z_SYNC_FLUSH,
});
const gunzip: Unpack = (body, limitBytes) => gunzipSync(body, zlibOptions(limitBytes));
/** With the head and the sum of RFC 1950, or without, as many servers send it. */
const inflate: Unpack = (body, limitBytes) =>
  hasZlibHead(body)
    ? inflateSync(body, zlibOptions(limitBytes))
    : inflateRawSync(body, zlibOptions(limitBytes));

function hasZlibHead([first = 0, second = 0]: Buffer): boolean {
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}

const unbrotli: Unpack = (body, limitBytes) =>
  brotliDecompressSync(body, {
    maxOutputLength: limitBytes,
    finishFlush: constants.BROTLI_OPERATION_FLUSH,
  });
const UNPACK: ReadonlyMap<string, Unpack> = new Map([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', inflate],
  ['br', unbrotli],
]);

/** More layers than that are nobody's habit. */
const LAYERS = 3;

function unpacked(body: Buffer, packing: string, limitBytes: number): Buffer | undefined {
  const layers = packing
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
    .toReversed();
  if (layers.length > LAYERS) return undefined;
  let bytes = body;
  try {
    for (const layer of layers) {
      if (isText(bytes)) return bytes;
      const unpack = isGzip(bytes) ? gunzip : UNPACK.get(layer);
      if (unpack === undefined) return undefined;
      bytes = unpack(bytes, limitBytes);
    }
    // Packed, and no header says so.
    return isGzip(bytes) ? gunzip(bytes, limitBytes) : bytes;
  } catch {
    return undefined;
  }
}

function isGzip(body: Buffer): boolean {
  return body[0] === 0x1f && body[1] === 0x8b;
}

/** UTF-8 wherever it can be: a header that says otherwise is wrong more often than text that happens to be UTF-8. */
function decoded(bytes: Buffer, type: string): string {
  const wide = wideEncodingOf(bytes);
  if (wide !== undefined) return new TextDecoder(wide).decode(bytes);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  return decoderOf(/charset\s*=\s*["']?([\w-]+)/i.exec(type)?.[1] ?? '').decode(bytes);
}

function wideEncodingOf([first, second]: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if ((first === 0xff && second === 0xfe) || (first === BRACE && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === BRACE)) return 'utf-16be';
  return undefined;
}

/** What is neither UTF-8 nor says what it is was written by a Chinese program of old; GBK is a part of what that wrote. */
function decoderOf(charset: string): { decode: (bytes: Buffer) => string } {
  try {
    const named = new TextDecoder(charset === '' ? 'gb18030' : charset);
    return named.encoding === 'utf-8' || named.encoding === 'gbk' ? new TextDecoder('gb18030') : named;
  } catch {
    return new TextDecoder('gb18030');
  }
}

/** Without what programs put around a text beside blanks: byte-order marks, the NUL that ends a string in C. */
function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isPadding(text.charCodeAt(start))) start += 1;
  while (start < end && isPadding(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isPadding(unit: number): boolean {
  return unit <= SPACE || unit === 0xfeff;
}
