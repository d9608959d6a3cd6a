// Records of one kind in one file of the data directory, which every process sees as it is now: read again where it has
// changed, changed under a lock, written whole. It knows no record's meaning.

import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ZodType } from 'zod';
import { refuseNewer } from '../domain/newer.js';
import { formOf } from '../files/damaged-file.js';
import { makeDirectory, readIfThere, writeJson } from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { withLock } from '../redis/process-lock.js';

interface Versioned {
  readonly version: number;
}

interface Kept<Form> {
  /** By which it is seen whether the file is still the same: each is written as a new one. */
  readonly mark: string;
  readonly form: Form;
}

export class RecordFile<Form extends Versioned> {
  readonly #path: string;
  readonly #form: ZodType<Form>;
  readonly #empty: Form;
  #kept: Kept<Form> | undefined;

  /** @param empty what it holds while there is none; its version is the newest that is known */
  constructor(path: string, form: ZodType<Form>, empty: Form) {
    [this.#path, this.#form, this.#empty] = [path, form, empty];
  }

  /** @throws DamagedFile, or NewerFormat */
  async read(): Promise<Form> {
    const mark = await this.#mark();
    if (mark === undefined) return this.#empty;
    if (this.#kept?.mark === mark) return this.#kept.form;
    const found = await readIfThere(this.#path);
    if (found === undefined) return this.#empty;
    refuseNewer(() => this.#path, found, this.#empty.version);
    const form = formOf(this.#path, found, this.#form);
    // A file that was written between the two looks is read again the next time.
    this.#kept = { mark, form };
    return form;
  }

  /**
   * Changes what is there now, while nobody else does.
   *
   * @param change what is to be there; the same object: nothing is written
   */
  async update<Result>(
    change: (now: Form) => Promise<{ readonly next: Form; readonly result: Result }>,
  ): Promise<Result> {
    await makeDirectory(dirname(this.#path));
    return withLock(`${this.#path}.lock`, async () => {
      const now = await this.read();
      const { next, result } = await change(now);
      if (next !== now) await writeJson(this.#path, String(process.pid), next);
      return result;
    });
  }

  async #mark(): Promise<string | undefined> {
    const found = await stat(this.#path, { bigint: true }).catch(undefinedIfMissing);
    return found && `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`;
  }
}
