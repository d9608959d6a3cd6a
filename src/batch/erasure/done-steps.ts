// What is done of an erasure, a line for each step, written before the step shows: a file's prints before it gets its name.
// So whoever goes on after a crash knows what the file was, also where it is changed already.

import { open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { syncDirectory } from '../../files/durable.js';
import { undefinedIfMissing } from '../../files/missing-file.js';
import { FILE_MODE } from '../../files/temporary-file.js';

const stepSchema = z.union([
  z.object({
    /** The batch whose rows are meant: a corrected file may have rows of several. */
    batch: z.string(),
    path: z.string(),
    before: z.string(),
    after: z.string(),
    /** How many records were emptied, and how many of the file are so now; absent of workbooks. */
    emptied: z.number().int().optional(),
    inAll: z.number().int().optional(),
  }),
  z.object({ batch: z.string().optional(), path: z.string(), failed: z.string() }),
  z.object({ removed: z.string() }),
  z.object({ purged: z.string(), files: z.array(z.string()) }),
]);
type Step = z.infer<typeof stepSchema>;
export type WrittenStep = Extract<Step, { before: string }>;

/** A file, and the batch whose rows in it are meant. */
export interface OfFile {
  readonly batch?: string | undefined;
  readonly path: string;
}

export class DoneSteps {
  readonly #path: string;
  readonly #steps: Step[];

  private constructor(path: string, steps: Step[]) {
    this.#path = path;
    this.#steps = steps;
  }

  /** A line that a crash has cut short is none. */
  static async read(path: string): Promise<DoneSteps> {
    const text = (await readFile(path, 'utf8').catch(undefinedIfMissing)) ?? '';
    const steps = text
      .split('\n')
      .slice(0, -1)
      .flatMap((line) => {
        try {
          const read = stepSchema.safeParse(JSON.parse(line));
          return read.success ? [read.data] : [];
        } catch {
          return [];
        }
      });
    return new DoneSteps(path, steps);
  }

  /** On disk when this resolves. */
  async add(step: Step): Promise<void> {
    const file = await open(this.#path, 'a', FILE_MODE);
    try {
      // What a crash has cut short must not take this line along.
      await file.writeFile(`\n${JSON.stringify(step)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    // Files that are changed already would be taken for somebody else's, were this one not there after a power cut.
    if (this.#steps.length === 0) await syncDirectory(dirname(this.#path));
    this.#steps.push(step);
  }

  /** The last attempt at a file for rows of that batch; it may not be in its place. Undefined: there is none, or it failed. */
  writtenOf(file: OfFile): WrittenStep | undefined {
    const last = this.#lastOf(file);
    return last !== undefined && 'before' in last ? last : undefined;
  }

  /** @param now SHA-256 of the file as it is; undefined: it is not there */
  isInPlace(file: OfFile, now: string | undefined): boolean {
    const last = this.writtenOf(file);
    if (last === undefined) return false;
    // What was made of it since, for rows of another batch, shows that it was in its place.
    const isMadeOf = (step: Step): boolean =>
      'before' in step && step.path === file.path && step.before === last.after && step !== last;
    return last.after === now || this.#steps.some(isMadeOf);
  }

  /** Why a file was not reached; undefined where it was, or was not tried yet. */
  failureOf(file: OfFile): string | undefined {
    const last = this.#lastOf(file);
    return last !== undefined && 'failed' in last ? last.failed : undefined;
  }

  /** What was not reached, whatever it is. */
  failures(): (OfFile & { readonly why: string })[] {
    const last = new Map<string, Step>();
    for (const step of this.#steps) if ('path' in step) last.set(`${step.batch}/${step.path}`, step);
    return [...last.values()].flatMap((step) =>
      'failed' in step ? [{ batch: step.batch, path: step.path, why: step.failed }] : [],
    );
  }

  #lastOf({ batch, path }: OfFile) {
    return this.#steps.findLast((step) => 'path' in step && step.path === path && step.batch === batch);
  }

  get removed(): string[] {
    return [...new Set(this.#steps.flatMap((step) => ('removed' in step ? [step.removed] : [])))];
  }

  /** What went of a batch as a whole; undefined: it was not purged. */
  filesPurgedOf(batch: string): string[] | undefined {
    const all = this.#steps.flatMap((step) =>
      'purged' in step && step.purged === batch ? [step.files] : [],
    );
    return all.length === 0 ? undefined : [...new Set(all.flat())];
  }
}
