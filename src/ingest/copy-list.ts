// Copies a list as it comes, from a file or a pipe, to where the batch keeps it, with its SHA-256 and encoding.
// The copy is UTF-8 whatever the list came in, and CSV where it came as an Excel workbook. It knows bytes and files, not
// columns or rows.

import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { UserError } from '../domain/user-error.js';
import { convertWorkbook } from './convert-workbook.js';
import { EncodingJudge } from './encoding-judge.js';
import type { Encoding } from './list.js';
import { listKind } from './list-kind.js';
import { listName, openList, type ListReading } from './list-source.js';
import { transcode } from './transcode.js';

export interface CopiedList {
  /** Of the bytes that came, which are not the copy's where they were not UTF-8. */
  readonly sha256: string;
  readonly bytes: number;
  /** Of the bytes that came. */
  readonly encoding: Encoding;
  /** Where the encoding was found out and most of the list speaks for another: what speaks against it. */
  readonly doubt?: string | undefined;
  /** The sheet's name, where the list came as a workbook. Then the copy has commas between its cells. */
  readonly sheet: string | undefined;
  /** Line ends or so: for sizing slices only. */
  readonly recordEstimate: number;
}

/**
 * Streams the source into `target` (created 0600, fsynced), hashing and deciding the encoding on all of it.
 *
 * @throws UserError where the source can't be read
 */
export async function copyList(
  source: Readable,
  target: string,
  options: Partial<Pick<ListReading, 'encoding' | 'delimiter' | 'sheet'>>,
): Promise<CopiedList> {
  // It may fail before it is read from; whoever reads it then is told.
  source.once('error', () => undefined);
  const file = await open(target, 'w', 0o600);
  const hash = createHash('sha256');
  const judge = new EncodingJudge();
  let bytes = 0;
  try {
    for await (const chunk of chunksOf(source)) {
      hash.update(chunk);
      judge.push(chunk);
      bytes += chunk.length;
      await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
  const { encoding: judged, lineEnds, doubt } = judge.verdict();
  const came = { sha256: hash.digest('hex'), bytes };
  if (await isWorkbook(target, options)) {
    const { sheet, rows } = await convertWorkbook(target, options.sheet);
    return { ...came, encoding: 'utf-8', sheet, recordEstimate: rows };
  }
  const encoding = options.encoding ?? judged;
  await (encoding === 'utf-8' ? sync(target) : transcode(target, encoding));
  const doubted = options.encoding === undefined ? { doubt } : {};
  return { ...came, ...doubted, encoding, sheet: undefined, recordEstimate: lineEnds };
}

/** @param file a path, or `-` for standard input. @throws UserError naming it */
export async function copyListFrom(file: string, target: string, reading: ListReading): Promise<CopiedList> {
  try {
    return await copyList(openList(file), target, reading);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${listName(file)}: ${error.message}`, { cause: error });
  }
}

/** What is written again in another form is synced then. */
async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** @throws UserError where it is none that can be read, or the options are those of another kind of list */
async function isWorkbook(
  path: string,
  { encoding, delimiter, sheet }: Parameters<typeof copyList>[2],
): Promise<boolean> {
  if ((await listKind(path)) === 'text') {
    if (sheet === undefined) return false;
    throw new UserError('--sheet goes with an Excel workbook (.xlsx), and the list is none. Leave it out.');
  }
  if (encoding !== undefined || delimiter !== undefined)
    throw new UserError(
      'The list is an Excel workbook: --encoding and --delimiter go with text. Leave them out.',
    );
  return true;
}

async function* chunksOf(source: Readable): AsyncGenerator<Buffer> {
  try {
    yield* source as AsyncIterable<Buffer>;
  } catch (error) {
    throw new UserError(`The list can't be read: ${(error as Error).message}.`, { cause: error });
  }
}
