// The simulator's own record of received calls, with which Rollcall's record is compared. Its persons are made up, but
// somebody may send a real list by mistake, so only the owner can read the file.

import { closeSync, fchmodSync, openSync, writeSync } from 'node:fs';
import type { ReturnCode } from '../domain/return-codes.js';
import { UserError } from '../domain/user-error.js';

export interface LoggedCall {
  /** The call's number in the order of arrival, from 1. The lines are in the order in which calls ended. */
  readonly seq: number;
  /** The caller's address, which tells the machines apart. */
  readonly from: string;
  /** Unix milliseconds. */
  readonly receivedAt: number;
  /** Unix milliseconds; null where no answer was sent. */
  readonly answeredAt: number | null;
  readonly idNumber: string;
  readonly name: string;
  /** The code that was decided, even if no answer was sent; null where none was decided. */
  readonly code: ReturnCode | null;
  /** Whether the figures of /verifyc/stat include the call. */
  readonly counted: boolean;
  readonly dropped: boolean;
  /** The HTTP status that was sent; null where none was. */
  readonly http: number | null;
}

const BUFFER_CHARACTERS = 65_536;
const FLUSH_INTERVAL_MS = 250;

export class CallLog {
  readonly #file: number | undefined;
  readonly #kept: LoggedCall[] | undefined;
  readonly #timer: NodeJS.Timeout | undefined;
  #pending = '';

  /** @param path lines are appended to it; it is created with mode 0600; undefined: no file is written */
  constructor(path: string | undefined, keep: boolean) {
    this.#kept = keep ? [] : undefined;
    if (path === undefined) return;
    this.#file = openPrivately(path);
    this.#timer = setInterval(() => this.flush(), FLUSH_INTERVAL_MS).unref();
  }

  add(call: LoggedCall): void {
    this.#kept?.push(call);
    if (this.#file === undefined) return;
    this.#pending += `${JSON.stringify(call)}\n`;
    if (this.#pending.length >= BUFFER_CHARACTERS) this.flush();
  }

  /**
   * The calls that have ended.
   *
   * @throws Error unless `keep` was set
   */
  calls(): readonly LoggedCall[] {
    if (this.#kept === undefined) throw new Error('calls are kept only with keepCalls: true');
    return this.#kept;
  }

  /** Writes synchronously, so that nothing is lost at the exit and memory stays flat when the disk is slow. */
  flush(): void {
    if (this.#file === undefined || this.#pending === '') return;
    const bytes = Buffer.from(this.#pending);
    this.#pending = '';
    let written = 0;
    while (written < bytes.length) written += writeSync(this.#file, bytes, written);
  }

  close(): void {
    clearInterval(this.#timer);
    this.flush();
    if (this.#file !== undefined) closeSync(this.#file);
  }
}

function openPrivately(path: string): number {
  try {
    const file = openSync(path, 'a', 0o600);
    fchmodSync(file, 0o600);
    return file;
  } catch (error) {
    const why = (error as Error).message;
    throw new UserError('unwritable-file', ({ simulatorErrors }) => simulatorErrors.log({ path, why }), {
      cause: error,
    });
  }
}
