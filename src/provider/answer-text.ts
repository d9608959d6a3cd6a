// Turns the body of an answer into text: unpacked, and decoded from the encoding in which it was really written. The
// headers are believed only where the bytes agree. It knows no HTTP and no JSON.

import { isUtf8 } from 'node:buffer';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, constants } from 'node:zlib';

/** The longest answer to a call, and the longest body when unpacked. */
export const ANSWER_LIMIT_BYTES = 64 * 1024;

export interface BodyHeaders {
  /** The header `Content-Encoding`. */
  readonly packing: string | undefined;
  /** The header `Content-Type`. */
  readonly type: string | undefined;
}

/**
 * @param limitBytes of the body when unpacked
 * @returns undefined where the body can't be unpacked, or is too long
 */
export function answerText(body: Buffer, headers: BodyHeaders, limitBytes: number): string | undefined {
  const bytes = isText(body) ? body : unpacked(body, headers.packing ?? '', limitBytes);
  if (bytes === undefined || bytes.length > limitBytes) return undefined;
  return trimmed(decoded(bytes, headers.type ?? ''));
}

const BRACE = 0x7b;
const SPACE = 0x20;

/** Whether the body is a JSON object already: some proxies unpack a body and leave the header. */
function isText(body: Buffer): boolean {
  let at = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0;
  while (at < body.length && (body[at] ?? 0) <= SPACE && body[at] !== 0) at += 1;
  return body[at] === BRACE && isUtf8(body);
}

type Unpack = (body: Buffer, limitBytes: number) => Buffer;

/** With these options a stream whose end is missing still gives the bytes before it. */
const zlibOptions = (limitBytes: number) => ({
  maxOutputLength: limitBytes,
  finishFlush: constants.Z_SYNC_FLUSH,
});
const gunzip: Unpack = (body, limitBytes) => gunzipSync(body, zlibOptions(limitBytes));
/** `deflate` means zlib's format of RFC 1950, but many servers send the bare data without its head and checksum. */
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

/** No server packs a body more often than this. */
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
    // The body is packed although no header says so.
    return isGzip(bytes) ? gunzip(bytes, limitBytes) : bytes;
  } catch {
    return undefined;
  }
}

function isGzip(body: Buffer): boolean {
  return body[0] === 0x1f && body[1] === 0x8b;
}

/**
 * Text that is valid UTF-8 is read as such: a header that disagrees is wrong more often than the bytes are by chance.
 */
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

/**
 * Text that is not UTF-8 and names no other encoding comes from old Chinese programs, which write GBK, a part of
 * GB18030.
 */
function decoderOf(charset: string): { decode: (bytes: Buffer) => string } {
  try {
    const named = new TextDecoder(charset === '' ? 'gb18030' : charset);
    return named.encoding === 'utf-8' || named.encoding === 'gbk' ? new TextDecoder('gb18030') : named;
  } catch {
    return new TextDecoder('gb18030');
  }
}

/** The text without what programs put around it: blanks, byte-order marks, and the NUL that ends a string in C. */
function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isPadding(text.charCodeAt(start))) start += 1;
  while (start < end && isPadding(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isPadding(unit: number): boolean {
  return unit <= SPACE || unit === 0xfeff;
}
