// A batch's calls over time, by code: of an ended batch from its ledger, of another one counted on as its calls come. It knows
// files, not who asks.

import { CallTimesSoFar, suspendedTimes } from '../batch/call-times-so-far.js';
import { batchPaths } from '../batch/paths.js';
import { hasEnded, readState, type BatchRecord } from '../batch/record.js';
import { readLedger } from '../batch/recorded-batches.js';
import { CallTimes, type TimePoint } from '../domain/call-times.js';
import { isMissing } from '../files/missing-file.js';
import { within } from '../within.js';

export interface Timeline {
  readonly step: number;
  readonly points: readonly TimePoint[];
  /** False while calls that are on disk are still being counted. */
  readonly isComplete: boolean;
}

/** Nobody waits longer for what is still being counted. */
const PATIENCE_MS = 200;
const MOST_POINTS = 1_000;
/** Of so many batches it is remembered what is counted. */
const REMEMBERED = 50;

export class Timelines {
  readonly #dataDir: string;
  readonly #soFar = new Map<string, CallTimesSoFar>();

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** @param least the smallest step that is wanted; absent: the one that makes a curve of at most a thousand points */
  async of(record: BatchRecord, least?: number): Promise<Timeline> {
    const { times, isComplete } = await this.#timesOf(record);
    const fitting = times.stepFor(MOST_POINTS);
    const step = least === undefined || least < fitting ? fitting : least;
    return { step, points: times.points(step), isComplete };
  }

  async #timesOf(record: BatchRecord): Promise<{ readonly times: CallTimes; readonly isComplete: boolean }> {
    const paths = batchPaths(this.#dataDir, record.batch);
    const state = await readState(paths, record);
    if (hasEnded(state)) return { times: await timesOfLedger(paths.ledger, record), isComplete: true };
    const soFar = this.#remembered(record);
    const isCaughtUp = await within(
      PATIENCE_MS,
      soFar.catchUp().then(() => true),
    );
    const times = new CallTimes();
    times.addAll(soFar.times);
    if (state.state !== 'running' && state.state !== 'draft') times.addAll(await suspendedTimes(paths));
    return { times, isComplete: isCaughtUp === true };
  }

  #remembered(record: BatchRecord): CallTimesSoFar {
    // A batch that was discarded may have given its id to another one.
    const key = `${record.batch} ${record.incarnation ?? ''}`;
    const found = this.#soFar.get(key) ?? new CallTimesSoFar(batchPaths(this.#dataDir, record.batch));
    this.#soFar.delete(key);
    this.#soFar.set(key, found);
    for (const oldest of this.#soFar.keys()) {
      if (this.#soFar.size <= REMEMBERED) break;
      this.#soFar.delete(oldest);
    }
    return found;
  }
}

async function timesOfLedger(path: string, record: BatchRecord): Promise<CallTimes> {
  const times = new CallTimes();
  const ledger = await readLedger(path, record).catch((error: unknown) => {
    // A batch that was cancelled before it was taken up has none.
    if (isMissing(error)) return undefined;
    throw error;
  });
  for (const line of ledger?.lines() ?? []) times.addLine(line);
  return times;
}
