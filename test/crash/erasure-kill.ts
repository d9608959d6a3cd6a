// Kills a process at one of its writes while it erases, and looks at what whoever comes next makes of it: all of it is done, or
// nothing, and in the end the same as without a kill.

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { App } from '../../src/app/app.js';
import { erasureReceipts } from '../../src/app/erasure-receipts.js';
import { finishErasure } from '../../src/batch/erasure/carry-out.js';
import type { Receipt } from '../../src/batch/erasure/receipts.js';
import { WaitingSteps } from './waiting-steps.js';

export interface Left {
  readonly killed: boolean;
  /** What a finished erasure leaves: everything as it was, or everything done. */
  readonly isAllOrNothing: boolean;
  /** Whether another go makes of it what one that nobody killed does, receipts included. */
  readonly isMended: boolean;
  /** Files that are there besides. */
  readonly litter: readonly string[];
}

export const SURVIVED: Left = { killed: true, isAllOrNothing: true, isMended: true, litter: [] };

/** Work in a data directory that is put back as it was each time, whose result without a kill is known. */
export class KilledWork {
  readonly #app: App;
  readonly #pristine: string;
  readonly #job: string;
  readonly #again: (app: App) => Promise<unknown>;
  readonly #waiting = new WaitingSteps('erasure-steps.mjs');
  #before: Kept = new Map();
  #whole: Kept = new Map();
  /** The writes to be killed at. */
  writes: readonly string[] = [];

  private constructor(app: App, job: string, again: (app: App) => Promise<unknown>) {
    [this.#app, this.#job, this.#again] = [app, job, again];
    this.#pristine = mkdtempSync(join(tmpdir(), 'rollcall-pristine-'));
    onTestFinished(() => {
      rmSync(this.#pristine, { recursive: true });
    });
    cpSync(app.config.dataDir, this.#pristine, { recursive: true });
  }

  /**
   * @param job as erasure-steps.mjs has it
   * @param again does the same in this process
   */
  static async of(app: App, job: string, again: (app: App) => Promise<unknown>): Promise<KilledWork> {
    const work = new KilledWork(app, job, again);
    work.#before = await keptIn(app);
    work.writes = (await work.#steps(0)).writes;
    work.#whole = await keptIn(app);
    return work;
  }

  /** @param beside done in this process at the same time */
  async killAt(nth: number, beside?: (app: App) => Promise<unknown>): Promise<Left> {
    const app = this.#app;
    const { dataDir } = app.config;
    rmSync(dataDir, { recursive: true });
    cpSync(this.#pristine, dataDir, { recursive: true });
    const [{ killed }] = await Promise.all([this.#steps(nth), beside?.(app)]);
    await finishErasure(dataDir);
    const finished = withoutDrafts(await keptIn(app));
    const isAllOrNothing =
      beside !== undefined || isSame(finished, this.#before) || isSame(finished, this.#whole);
    await this.#again(app);
    const mended = await keptIn(app);
    const litter = [...mended.keys()].filter((name) => !this.#whole.has(name));
    return { killed, isAllOrNothing, isMended: beside !== undefined || isSame(mended, this.#whole), litter };
  }

  #steps(nth: number): ReturnType<WaitingSteps['run']> {
    return this.#waiting.run({ data: this.#app.config.dataDir, job: this.#job, nth });
  }
}

/** Files by their names, as far as they are the same each time. */
type Kept = Map<string, string>;

/** With times, or names that nobody can know beforehand. */
const OWN = /^receipts\/|\.xlsx$|\/batch\.json$|\/purged\.json$/;

/** The index of people is looked up elsewhere. */
async function keptIn(app: App): Promise<Kept> {
  const { dataDir } = app.config;
  const kept: Kept = new Map();
  for (const name of readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const path = join(dataDir, name);
    if (name.startsWith('people/') || statSync(path, { throwIfNoEntry: false })?.isFile() !== true) continue;
    kept.set(name, OWN.test(name) ? '' : readFileSync(path, 'latin1'));
  }
  const { receipts, brokenAfter } = await erasureReceipts(app);
  kept.set(
    'receipts',
    JSON.stringify([brokenAfter, ...receipts.map(({ receipt }) => withoutTimes(receipt))]),
  );
  return kept;
}

/** A plan whose writing was cut off is none yet: its draft names nobody, and whoever erases next removes it. */
function withoutDrafts(kept: Kept): Kept {
  return new Map([...kept].filter(([name]) => !/^receipts\/.*\.tmp$/.test(name)));
}

/** The times, the erasure's own id, and what is made of these are another each time. */
function withoutTimes(receipt: Receipt) {
  const batches = receipt.batches.map(({ files, ...batch }) => ({
    ...batch,
    // A workbook is packed with the time.
    files: files.map((file) => (file.file.endsWith('.xlsx') ? file.file : file)),
  }));
  const purged = receipt.purged.map(({ batch, files }) => ({ batch, files: files.toSorted() }));
  const always = { erasure: '', began_at: '', at: '', previous: '' };
  return { ...receipt, ...always, batches, purged, removed: receipt.removed.toSorted() };
}

function isSame(one: Kept, other: Kept): boolean {
  return JSON.stringify([...one]) === JSON.stringify([...other]);
}
