// The simulator's own record of the calls it received, against which Rollcall's is held. Personal data in it is
// made up, but it may be pointed at a real list by mistake: so the file is the owner's alone.

import { closeSync, fchmodSync, openSync, writeSync } from 'node:fs';
import type { ReturnCode } from '../domain/return-codes.js';
import { UserError } from '../domain/user-error.js';

export interface LoggedCall {
  /** In the order of arrival, from 1. Lines stand in the order in which calls ended. */
  readonly seq: number;
  /** The caller's address: which machine it was. */
  readonly from: string;
  /** Unix milliseconds. */
  readonly receivedAt: number;
  /** Unix milliseconds; null where no answer went out. */
  readonly answeredAt: number | null;
  readonly idNumber: string;
  readonly name: string;
  /** The code decided on, also where the answer never went out; null where none was. */
  readonly code: ReturnCode | null;
  /** Whether it is in the figures of /verifyc/stat. */
  readonly counted: boolean;
  readonly dropped: boolean;
  /** The status that went out, or null. */
  readonly http: number | null;
}

const BUFFER_CHARACTERS = 65_536;
const FLUSH_INTERVAL_MS = 250;

export class CallLog {
  readonly #file: number | undefined;
  readonly #kept: LoggedCall[] | undefined;
  readonly #timer: NodeJS.Timeout | undefined;
  #pending = '';

  /** @param path appended to, made with mode 0600; undefined: no file */
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

  /** The calls that have ended. @throws Error unless they are kept */
  calls(): readonly LoggedCall[] {
    if (this.#kept === undefined) throw new Error('calls are kept only with keepCalls: true');
    return this.#kept;
  }

  /** Synchronous, so that nothing is lost at the exit and memory stays flat whatever the disk does. */
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
    throw new UserError('unwritable-file', `The log ${path} can't be written: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}
