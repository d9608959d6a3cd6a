// Answers with a file, whole or a part of it, or says that who asks has it already. The file is opened once: what is read is one
// version of it, though another takes its place meanwhile. It knows no batch.

import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { isMissing } from '../files/missing-file.js';
import { notFound, Problem } from './problem.js';
import type { ServeContext } from './serve-env.js';

export interface FileAnswer {
  readonly path: string;
  readonly type: string;
  /** What it is called where it is saved. */
  readonly name: string;
  /** Whether a browser may show it, and not only save it. */
  readonly isShown: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Called once the file is there, before anything of it leaves. */
  readonly beforeSent: () => Promise<void>;
}

/** @throws Problem where there is no such file, or it has no such range */
export async function fileAnswer(context: ServeContext, answer: FileAnswer): Promise<Response> {
  const { req } = context;
  const file = await open(answer.path, 'r').catch((error: unknown) => {
    if (isMissing(error)) throw notFound();
    throw error;
  });
  try {
    const { size, mtimeMs, ino } = await file.stat();
    const etag = `"${ino.toString(36)}-${Math.round(mtimeMs * 1000).toString(36)}-${size.toString(36)}"`;
    const headers = { ...headersOf(answer), etag };
    if (isKnown(req.header('if-none-match'), etag)) return await closed(file, 304, headers);
    const range = rangeOf(req.header('range'), req.header('if-range'), etag, size);
    const { from, to } = range ?? { from: 0, to: size - 1 };
    const sent = {
      ...headers,
      'content-length': String(to - from + 1),
      ...(range === undefined ? {} : { 'content-range': `bytes ${from}-${to}/${size}` }),
    };
    const status = range === undefined ? 200 : 206;
    await answer.beforeSent();
    if (req.method === 'HEAD' || size === 0) return await closed(file, status, sent);
    const stream = file.createReadStream({ start: from, end: to });
    return new Response(Readable.toWeb(stream) as ReadableStream, { status, headers: sent });
  } catch (error) {
    await file.close();
    throw error;
  }
}

function headersOf({ type, name, isShown, headers }: FileAnswer): Record<string, string> {
  const saved = `${isShown ? 'inline' : 'attachment'}; filename="${name}"`;
  return {
    'content-type': type,
    'content-disposition': saved,
    'accept-ranges': 'bytes',
    // Whoever has it may keep it for himself, and asks each time whether it is still so.
    'cache-control': 'private, no-cache',
    ...headers,
  };
}

async function closed(
  file: FileHandle,
  status: number,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  await file.close();
  return new Response(null, { status, headers });
}

function isKnown(header: string | undefined, etag: string): boolean {
  const known = header?.split(',').map((each) => each.trim().replace(/^W\//, ''));
  return known?.some((each) => each === etag || each === '*') === true;
}

/** One range; of several, and of what is none, the whole is sent. */
function rangeOf(
  header: string | undefined,
  ifRange: string | undefined,
  etag: string,
  size: number,
): { readonly from: number; readonly to: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first + last === '' || (ifRange !== undefined && ifRange !== etag)) return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < from) return undefined;
  if (from >= size || (first === '' && Number(last) === 0))
    throw new Problem(416, 'range-not-satisfiable', { headers: { 'content-range': `bytes */${size}` } });
  return { from, to };
}
