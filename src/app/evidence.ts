// Collects what a reconciliation reads and is answered, keeps the answers beside the report, and makes prints of all.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { credentialsOf, type Config } from '../config.js';
import { makeDirectory, writeWhole } from '../files/durable.js';
import { isMissing } from '../files/missing-file.js';
import { programVersion } from '../program-version.js';
import type { RawAnswer } from '../provider/port.js';
import type { Print, Proof } from '../reconcile/index.js';
import { whoAmI } from './who.js';

/** Beside the report; each answer is named by its print, so that those of earlier reports stay. */
const ANSWERS = 'answers';

export class Evidence {
  readonly #read = new Set<string>();
  readonly #answers = new Map<string, RawAnswer>();

  readonly onRead = (path: string): void => {
    this.#read.add(path);
  };

  readonly onAnswer = (answer: RawAnswer): void => {
    this.#answers.set(createHash('sha256').update(answer.body).digest('hex'), answer);
  };

  /**
   * @param directory of the report
   * @param by who asked for it
   */
  async proof(config: Config, figuresFrom: string, directory: string, by: string = whoAmI()): Promise<Proof> {
    const { appid, bucket } = credentialsOf(config);
    const records: Print[] = [];
    for (const path of [...this.#read].toSorted()) {
      const sha256 = await printOf(path);
      if (sha256 !== undefined) records.push({ file: named(path, config.dataDir), sha256 });
    }
    return {
      account: { appid, bucket },
      endpoint: config.authUrl,
      figures_from: figuresFrom,
      provider: config.provider,
      program_version: programVersion(),
      made_by: by,
      records,
      answers: await this.#keep(directory),
    };
  }

  async #keep(directory: string): Promise<Print[]> {
    if (this.#answers.size === 0) return [];
    await makeDirectory(join(directory, ANSWERS));
    const kept: Print[] = [];
    for (const [sha256, { about, body }] of this.#answers) {
      const slug = about.replaceAll(/[^\dA-Za-z.-]+/g, '-');
      const file = join(ANSWERS, `${sha256.slice(0, 12)}-${slug}`);
      await writeWhole(join(directory, file), String(process.pid), (handle) => handle.writeFile(body));
      kept.push({ file, sha256 });
    }
    return kept;
  }
}

function named(path: string, dataDir: string): string {
  const inside = relative(dataDir, path);
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside;
}

/** Undefined where the file is gone meanwhile. */
async function printOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
