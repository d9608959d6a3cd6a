// Reads the record of who did what: whether every line holds on to the one before, and its lines a page at a time, the newest
// first. It changes nothing.

import { open } from 'node:fs/promises';
import { DamagedFile, parseForm } from '../files/damaged-file.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { auditPath } from './audit-log.js';
import { FIRST_PREV, hashOf, lineSchema, type AuditLine } from './audit-line.js';
import { linesBackwards, linesOf } from './whole-lines.js';

export interface VerifiedAudit {
  readonly path: string;
  readonly lines: number;
  /** SHA-256 of the last line; undefined where there is none. Who keeps it elsewhere knows later that nothing was cut off. */
  readonly hash: string | undefined;
  /** The length of what a crash has left behind the last line; the next act takes it out. */
  readonly tornBytes: number;
  /** When the last line was written. */
  readonly at: string | undefined;
  /** The number of the line whose hash was looked for; undefined where no line has it. */
  readonly found: number | undefined;
}

/**
 * @param kept the hash of a line that somebody has kept elsewhere
 * @throws DamagedFile naming the first line that is not as it was written, or does not follow the one before
 */
export async function verifyAudit(dataDirectory: string, kept?: string): Promise<VerifiedAudit> {
  const path = auditPath(dataDirectory);
  const there = await open(path, 'r').catch(undefinedIfMissing);
  await there?.close();
  let [seq, prev, tornBytes] = [0, FIRST_PREV, 0];
  let at: string | undefined;
  let found: number | undefined;
  if (there !== undefined) {
    for await (const { bytes, isWhole } of linesOf(path)) {
      if (!isWhole) {
        tornBytes = bytes.length;
        break;
      }
      const line = lineIn(path, bytes, seq + 1);
      if (line.seq !== seq + 1 || line.prev !== prev) throw notAsWritten(path, seq + 1);
      [seq, prev, at] = [line.seq, hashOf(bytes), line.at];
      if (prev === kept) found = seq;
    }
  }
  return { path, lines: seq, hash: seq === 0 ? undefined : prev, tornBytes, at, found };
}

function lineIn(path: string, bytes: Buffer, number: number): AuditLine {
  try {
    return parseForm(path, bytes.toString('utf8'), lineSchema, number);
  } catch (error) {
    throw notAsWritten(path, number, error);
  }
}

/** Where a line does not follow, it or the one before it was changed. */
function notAsWritten(path: string, line: number, cause?: unknown): DamagedFile {
  return new DamagedFile(path, cause, {
    line,
    isNot: ({ audit }) => audit.theRecord,
    remedy: ({ audit }) => audit.changedSince,
  });
}

export interface AuditAsked {
  /** A line's number: only lines before it; undefined: from the newest on. */
  readonly before?: number | undefined;
  readonly limit: number;
  /** Only lines that have all of these. */
  readonly sought?: AuditSought | undefined;
  /** How many lines are looked at; undefined: all. */
  readonly lookedAt?: number | undefined;
}

interface AuditSought {
  /** Any of these ids. */
  readonly who?: readonly string[] | undefined;
  readonly act?: string | undefined;
  readonly batch?: string | undefined;
}

export interface AuditFound {
  readonly lines: readonly AuditLine[];
  /** The number of the last line that was looked at; undefined: there are none before it. */
  readonly next: number | undefined;
}

/** The newest first. */
export async function searchAudit(dataDirectory: string, asked: AuditAsked): Promise<AuditFound> {
  const { before = Infinity, limit, sought = {}, lookedAt: most = Infinity } = asked;
  const path = auditPath(dataDirectory);
  const file = await open(path, 'r').catch(undefinedIfMissing);
  if (file === undefined) return { lines: [], next: undefined };
  try {
    const lines: AuditLine[] = [];
    let [looked, last] = [0, 1];
    for await (const { bytes, isWhole } of linesBackwards(file)) {
      if (!isWhole) continue;
      if (lines.length === limit || looked === most) break;
      const line = parseForm(path, bytes.toString('utf8'), lineSchema);
      if (line.seq >= before) continue;
      [looked, last] = [looked + 1, line.seq];
      if (isSought(line, sought)) lines.push(line);
    }
    return { lines, next: last > 1 ? last : undefined };
  } finally {
    await file.close();
  }
}

function isSought(line: AuditLine, { who, act, batch }: AuditSought): boolean {
  if (who !== undefined && !who.includes(line.who)) return false;
  if (act !== undefined && line.act !== act) return false;
  return batch === undefined || line.batch === batch;
}
