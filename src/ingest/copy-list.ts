// Copies a list as it comes, from a file or a pipe, to where the batch keeps it, with its SHA-256 and encoding.
// The copy is UTF-8 whatever the list came in, and CSV where it came as an Excel workbook. It knows bytes and files, not
// columns or rows.

import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { UserError } from '../domain/user-error.js';
import { convertWorkbook } from './xlsx/convert-workbook.js';
import { EncodingJudge } from './encoding/encoding-judge.js';
import { misnamed, verdictOf, type EncodingVerdict } from './encoding/encoding-verdict.js';
import type { Encoding } from './encoding/encodings.js';
import { garbledCopy } from './encoding/garbled-copy.js';
import { listKind } from './list-kind.js';
import { listName, openList, type ListReading } from './list-source.js';
import type { Misfits } from './encoding/misfits.js';
import { transcode } from './encoding/transcode.js';
import { wordsIn } from '../words/catalogue.js';

export interface CopiedList {
  /** The hash of the bytes that came; the copy has other bytes where the list was not UTF-8. */
  readonly sha256: string;
  readonly bytes: number;
  /** The encoding of the bytes that came. */
  readonly encoding: Encoding;
  /** Whether somebody named the encoding. */
  readonly isNamed?: boolean;
  /** How the encoding is known, in words; undefined of a workbook. */
  readonly evidence?: string | undefined;
  /** Why the list must not be read in this encoding, in sentences; undefined where it may. */
  readonly refusal?: string | undefined;
  /** Lines that are no text in this encoding, or only in another; they are unreadable. */
  readonly misfits?: Misfits | undefined;
  /** Lines with characters written in halves, which were joined: see cesu-8.ts. */
  readonly linesInHalves?: number | undefined;
  /** The sheet's name, where the list came as a workbook. Then the copy has commas between its cells. */
  readonly sheet: string | undefined;
  /** How many sheets the workbook has. */
  readonly sheets?: number;
  /** What a person should know of the sheet, in sentences. */
  readonly notices?: readonly string[];
  /** An estimate from the number of line ends, which only serves to size slices. */
  readonly recordEstimate: number;
}

/**
 * Copies the source into `target` (created with mode 0600, fsynced). All of its bytes are hashed, and all decide the
 * encoding.
 *
 * @throws UserError where the source can't be read
 */
export async function copyList(
  source: Readable,
  target: string,
  options: Partial<Pick<ListReading, 'encoding' | 'delimiter' | 'sheet'>>,
): Promise<CopiedList> {
  // The source may fail before it is read; its reader gets the error then.
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
  judge.finish();
  const came = { sha256: hash.digest('hex'), bytes };
  if (await isWorkbook(target, options)) {
    const { sheet, sheets, rows, notices } = await convertWorkbook(target, options.sheet);
    const refusal = await garbledCopy(target);
    return { ...came, encoding: 'utf-8', refusal, sheet, sheets, notices, recordEstimate: rows };
  }
  const verdict = judged(judge, options.encoding);
  const { linesInHalves } = judge;
  // A list that will be refused is not converted.
  const isNamed = options.encoding !== undefined;
  const misfits = await writeAsUtf8(target, judge, verdict, isNamed);
  const isSure = !isNamed && verdict.encoding.startsWith('utf-16');
  const refusal = verdict.refusal ?? (isSure ? await garbledCopy(target) : undefined);
  const found = { ...verdict, refusal, isNamed, misfits, linesInHalves };
  return { ...came, ...found, sheet: undefined, recordEstimate: judge.lineEnds };
}

function judged(judge: EncodingJudge, named: Encoding | undefined): EncodingVerdict {
  if (named === undefined) return verdictOf(judge);
  return { encoding: named, evidence: wordsIn('en').encodingVerdicts.named, refusal: misnamed(judge, named) };
}

async function writeAsUtf8(
  path: string,
  judge: EncodingJudge,
  { encoding, refusal }: EncodingVerdict,
  isNamed: boolean,
): Promise<Misfits> {
  const { notUtf8, byChance, linesInHalves, hasInnerMarks } = judge;
  if (refusal !== undefined) return { lines: 0, firstLine: 0 };
  const isPlain = encoding === 'utf-8' && linesInHalves + byChance.seen === 0 && !hasInnerMarks;
  if (!isPlain) {
    const { lines, firstLine } = await transcode(path, encoding, isNamed);
    if (encoding !== 'utf-8') return { lines, firstLine };
  } else await sync(path);
  const firsts = [notUtf8.first, byChance.first].filter((line) => line > 0);
  return { lines: notUtf8.seen + byChance.seen, firstLine: firsts.length === 0 ? 0 : Math.min(...firsts) };
}

/** @param file a path, or `-` for standard input. @throws UserError naming it */
export async function copyListFrom(file: string, target: string, reading: ListReading): Promise<CopiedList> {
  try {
    return await copyList(openList(file), target, reading);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { say } = error;
    throw new UserError(
      'unreadable-list',
      (words) => words.listErrors.ofList({ source: listName(file), why: say(words) }),
      { cause: error },
    );
  }
}

/** Syncs a copy that is not converted; converting syncs it otherwise. */
async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** @throws UserError where the file is no list, or the options belong to another kind of list */
async function isWorkbook(
  path: string,
  { encoding, delimiter, sheet }: Parameters<typeof copyList>[2],
): Promise<boolean> {
  if ((await listKind(path)) === 'text') {
    if (sheet === undefined) return false;
    throw new UserError('invalid-options', ({ listErrors }) => listErrors.sheetOfText);
  }
  if (encoding !== undefined || delimiter !== undefined)
    throw new UserError('invalid-options', ({ listErrors }) => listErrors.textOptionsOfWorkbook);
  return true;
}

async function* chunksOf(source: Readable): AsyncGenerator<Buffer> {
  try {
    yield* source as AsyncIterable<Buffer>;
  } catch (error) {
    throw new UserError(
      'unreadable-list',
      ({ listErrors }) => listErrors.listUnread({ why: (error as Error).message }),
      {
        cause: error,
      },
    );
  }
}
