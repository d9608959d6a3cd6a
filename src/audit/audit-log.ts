// Writes who did what, from where, each line holding on to the one before. Several processes may write at a time; a line is
// on disk before the act goes on. It knows no route, no command and nobody's rights.

import { open, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { chinaIso } from '../domain/china-time.js';
import { DamagedFile, parseForm } from '../files/damaged-file.js';
import { makeDirectory, syncDirectory } from '../files/durable.js';
import { FILE_MODE } from '../files/temporary-file.js';
import { withLock } from '../redis/process-lock.js';
import {
  actSchema,
  FIRST_PREV,
  hashOf,
  lineSchema,
  textOf,
  type AuditAct,
  type AuditLine,
} from './audit-line.js';
import { linesBackwards } from './whole-lines.js';

export function auditPath(dataDirectory: string): string {
  return join(dataDirectory, 'audit', 'audit.jsonl');
}

interface Waiting {
  readonly act: AuditAct;
  readonly written: (line: AuditLine) => void;
  readonly failed: (error: unknown) => void;
}

export class AuditLog {
  readonly #path: string;
  readonly #nowMs: () => number;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(dataDirectory: string, nowMs: () => number = Date.now) {
    this.#path = auditPath(dataDirectory);
    this.#nowMs = nowMs;
  }

  /**
   * Resolves once the line is on disk. Acts that come while others are written go together.
   *
   * @throws DamagedFile where the last line is no line of the record, so that nothing can hold on to it
   */
  async append(act: AuditAct): Promise<AuditLine> {
    const checked = actSchema.parse(act);
    return new Promise((written, failed) => {
      this.#waiting.push({ act: checked, written, failed });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting;
      this.#waiting = [];
      try {
        const lines = await this.#write(waiting.map(({ act }) => act));
        for (const [index, { written }] of waiting.entries()) written(lines[index] as AuditLine);
      } catch (error) {
        for (const { failed } of waiting) failed(error);
      }
    }
    this.#isWriting = false;
  }

  async #write(acts: readonly AuditAct[]): Promise<AuditLine[]> {
    const directory = dirname(this.#path);
    await makeDirectory(directory);
    return withLock(`${this.#path}.lock`, async () => {
      const file = await open(this.#path, 'a+', FILE_MODE);
      try {
        const { last, torn } = await this.#tail(file);
        const chain = new Chain(last, this.#nowMs);
        const mended = torn.length === 0 ? [] : [chain.mended(torn)];
        const lines = acts.map((act) => chain.next(act));
        if (torn.length > 0) await file.truncate((await file.stat()).size - torn.length);
        await file.appendFile([...mended, ...lines].map((line) => `${textOf(line)}\n`).join(''));
        await file.sync();
        if (last === undefined) await syncDirectory(directory);
        return lines;
      } finally {
        await file.close();
      }
    });
  }

  async #tail(file: FileHandle): Promise<{ last: LastLine | undefined; torn: Buffer }> {
    let torn: Buffer = Buffer.alloc(0);
    for await (const { bytes, isWhole } of linesBackwards(file)) {
      if (!isWhole) {
        torn = bytes;
        continue;
      }
      const { seq } = this.#parsed(bytes);
      return { last: { seq, hash: hashOf(bytes) }, torn };
    }
    return { last: undefined, torn };
  }

  #parsed(bytes: Buffer): AuditLine {
    try {
      return parseForm(this.#path, bytes.toString('utf8'), lineSchema);
    } catch (error) {
      throw new DamagedFile(this.#path, error, {
        isNot: ({ audit }) => audit.theRecord,
        remedy: ({ audit }) => audit.lookWhere,
      });
    }
  }
}

interface LastLine {
  readonly seq: number;
  readonly hash: string;
}

/** Makes each line hold on to the one before. */
class Chain {
  #last: LastLine;
  readonly #nowMs: () => number;

  constructor(last: LastLine | undefined, nowMs: () => number) {
    this.#last = last ?? { seq: 0, hash: FIRST_PREV };
    this.#nowMs = nowMs;
  }

  next(act: AuditAct): AuditLine {
    return this.#held(act);
  }

  /** What a crash left of a line is no line. That it was taken out is on record. */
  mended(torn: Buffer): AuditLine {
    const act = { who: 'rollcall', by: 'rollcall', act: 'mendedTornLine', from: 'terminal' } as const;
    return this.#held({ ...act, torn: { bytes: torn.length, sha256: hashOf(torn) } });
  }

  #held(act: Omit<AuditLine, 'seq' | 'at' | 'prev'>): AuditLine {
    const { seq, hash: prev } = this.#last;
    const line: AuditLine = { seq: seq + 1, at: chinaIso(this.#nowMs()), ...act, prev };
    this.#last = { seq: line.seq, hash: hashOf(textOf(line)) };
    return line;
  }
}
