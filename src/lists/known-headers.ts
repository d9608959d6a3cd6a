// How lists with a certain header were read before, so that whoever sends the next one need not say it again. Kept by a print of the
// header; it holds what somebody has chosen, and nothing of the lists.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { makeDirectory, readFormIfThere, writeJson } from '../files/durable.js';

const HEADERS_VERSION = 1;

const choiceSchema = z.object({
  encoding: z.string().optional(),
  delimiter: z.string().optional(),
  header_row: z.number().int().optional(),
  name_column: z.string().optional(),
  id_column: z.string().optional(),
});
/** What was chosen where a list was read otherwise than by itself. */
export type HeaderChoice = z.infer<typeof choiceSchema>;

const recordSchema = z.object({ version: z.literal(HEADERS_VERSION), choice: choiceSchema });

export class KnownHeaders {
  readonly #directory: string;

  constructor(dataDirectory: string) {
    this.#directory = join(dataDirectory, 'headers');
  }

  async find(titles: readonly string[]): Promise<HeaderChoice | undefined> {
    return (await readFormIfThere(this.#pathOf(titles), recordSchema))?.choice;
  }

  /** The last choice counts. */
  async keep(titles: readonly string[], choice: HeaderChoice): Promise<void> {
    await makeDirectory(this.#directory);
    await writeJson(this.#pathOf(titles), String(process.pid), { version: HEADERS_VERSION, choice });
  }

  #pathOf(titles: readonly string[]): string {
    const print = createHash('sha256').update(JSON.stringify(titles)).digest('hex');
    return join(this.#directory, `${print}.json`);
  }
}
