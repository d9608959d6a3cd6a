// Does something once for a key that its caller has chosen, however often and from wherever it is asked for: the answer is kept, and
// what a crash has cut off is done on with the same intention. It knows no request, and nothing of what is done.

import { createHash, createHmac } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../config.js';
import { UserError } from '../domain/user-error.js';
import { makeDirectory, readFormIfThere, writeJson } from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { loadRowKey } from '../journal/data-identity.js';
import { withLock } from '../redis/process-lock.js';

/** Raised with a form that earlier versions can't read. */
const ONCE_VERSION = 1;
const PURPOSE = 'rollcall request\n';

const doneSchema = z.object({
  version: z.literal(ONCE_VERSION),
  /** A keyed hash of what was asked for, as people may stand in that. */
  asked: z.string(),
  /** What is to come of it: decided before it is done. */
  intention: z.unknown(),
  /** Absent until it is done. */
  answer: z.unknown().optional(),
});

export interface Asked {
  /** The caller's id: nobody's key is another's. */
  readonly by: string;
  readonly key: string;
  /** Everything that was asked for. */
  readonly what: unknown;
}

export interface Doing<Intention, Answer> {
  /** Decides what is to come of it, such as ids. Nothing is done yet. */
  readonly intend: () => Promise<Intention>;
  /** Does it; a second time, after a crash, it finds what the first has done. */
  readonly act: (intention: Intention) => Promise<Answer>;
}

export class Once {
  readonly #directory: string;
  readonly #rowKey: () => Promise<Buffer>;
  /** Of this process, so that many who ask at once wait for one. */
  readonly #underWay = new Map<string, Promise<unknown>>();

  constructor({ dataDir, key }: Pick<Config, 'dataDir' | 'key'>) {
    this.#directory = join(dataDir, 'requests');
    this.#rowKey = () => loadRowKey(key, dataDir, 'make');
  }

  /**
   * @returns the answer as it was the first time
   * @throws UserError where something else was asked for with that key
   */
  async do<Intention, Answer>(asked: Asked, doing: Doing<Intention, Answer>): Promise<Answer> {
    const name = hashOf([asked.by, asked.key]);
    const before = this.#underWay.get(name);
    const now = (before ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => this.#locked(name, asked.what, doing));
    this.#underWay.set(name, now);
    try {
      return await now;
    } finally {
      if (this.#underWay.get(name) === now) this.#underWay.delete(name);
    }
  }

  /** Forgets what was answered long ago. */
  async sweep(keptMs: number, nowMs: number): Promise<void> {
    for (const name of (await readdir(this.#directory).catch(undefinedIfMissing)) ?? []) {
      const path = join(this.#directory, name);
      const found = await stat(path).catch(undefinedIfMissing);
      if (found?.isFile() === true && nowMs - found.mtimeMs > keptMs) await rm(path, { force: true });
    }
  }

  async #locked<Intention, Answer>(
    name: string,
    what: unknown,
    { intend, act }: Doing<Intention, Answer>,
  ): Promise<Answer> {
    await makeDirectory(this.#directory);
    const asked = createHmac('sha256', await this.#rowKey())
      .update(`${PURPOSE}${JSON.stringify(what)}`)
      .digest('hex');
    const path = join(this.#directory, `${name}.json`);
    return withLock(`${path}.lock`, async () => {
      const known = await readFormIfThere(path, doneSchema);
      if (known !== undefined && known.asked !== asked)
        throw new UserError('other-request', ({ useErrors }) => useErrors.otherRequest);
      if (known?.answer !== undefined) return known.answer as Answer;
      const intention = known === undefined ? await intend() : (known.intention as Intention);
      const record = { version: ONCE_VERSION, asked, intention };
      const writer = String(process.pid);
      await writeJson(path, writer, record);
      try {
        const answer = await act(intention);
        await writeJson(path, writer, { ...record, answer });
        return answer;
      } catch (error) {
        // What was refused has done nothing, and may be asked for again.
        if (error instanceof UserError) await rm(path, { force: true });
        throw error;
      }
    });
  }
}

function hashOf(value: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
