// One owner's run of a batch: producer and collector side by side, and what makes it rest or ends it. Puts ingest,
// queue and collect together; knows no HTTP.

import { readCheckpoint, type Checkpoint } from '../collect/checkpoint.js';
import { Collector } from '../collect/collector.js';
import { makeDirectory } from '../collect/durable.js';
import type { Segment } from '../collect/segments.js';
import type { Attempt } from '../domain/attempt.js';
import { DuplicateFinder } from '../ingest/duplicate-finder.js';
import type { OwnedBatch } from '../queue/owned-batch.js';
import { DEFAULT_TOLERANCE_MS } from '../reconcile/index.js';
import { countEarlier } from './earlier-calls.js';
import { EarlierPeople } from './earlier-people.js';
import {
  unlessStopped,
  writeFinalFiles,
  writeRestingSummary,
  type Onlooker,
  type RecordedCalls,
} from './finish.js';
import { LiveOptions } from './live-options.js';
import type { BatchPaths } from './paths.js';
import type { BatchEnd, BatchPorts } from './ports.js';
import { produce } from './producer.js';
import { ProgressTally } from './progress.js';
import { outcomeRulesOf, writeState, type BatchRecord, type BatchState, type StateRecord } from './record.js';
import {
  closedRows,
  drain,
  keepRestingCalls,
  removeWork,
  reasonToRest,
  withExtraCalls,
  type Rest,
} from './rest.js';
import { readSliceLogs, SliceLog, type KnownSlices, type SliceEntry } from './slice-log.js';
import { Window } from './window.js';

/** Unfinished slices: enough to keep many workers busy, and a few megabytes of Redis. */
const WINDOW_SLICES = 1000;
const COLLECT_WAIT_MS = 200;
const SIGNALS_EVERY_MS = 250;
const PROGRESS_EVERY_MS = 250;

export class BatchRun {
  readonly #live: LiveOptions;
  readonly #paths: BatchPaths;
  readonly #owned: OwnedBatch;
  readonly #ports: BatchPorts;
  readonly #collector: Collector;
  readonly #log: SliceLog;
  readonly #earlier: EarlierPeople | undefined;
  readonly #finder: DuplicateFinder | undefined;
  #produced = Promise.resolve();
  readonly #window = new Window(WINDOW_SLICES);
  readonly #stop = new AbortController();
  readonly #progress: ProgressTally;
  /** Rows of the slices in the window. */
  readonly #openRows = new Map<number, readonly number[]>();
  readonly #startedAt: number;
  #lastSliced = 0;
  #rows: number | undefined;
  #fault: unknown;
  #signalsAt = 0;
  #progressAt = 0;

  private constructor(
    record: BatchRecord,
    paths: BatchPaths,
    owned: OwnedBatch,
    startedAt: number,
    ports: BatchPorts,
    parts: { collector: Collector; log: SliceLog; earlier: EarlierPeople | undefined },
  ) {
    this.#live = new LiveOptions(record, paths, owned);
    this.#paths = paths;
    this.#owned = owned;
    this.#ports = ports;
    this.#startedAt = startedAt;
    this.#collector = parts.collector;
    this.#log = parts.log;
    this.#earlier = parts.earlier;
    this.#finder = record.rules.dedupe ? DuplicateFinder.create() : undefined;
    this.#progress = new ProgressTally(record.batch, record.recordEstimate, outcomeRulesOf(record));
  }

  /** From taking over to permitting calls: what is on disk is published as done first. */
  static async take(
    record: BatchRecord,
    paths: BatchPaths,
    owned: OwnedBatch,
    before: StateRecord,
    ports: BatchPorts,
  ): Promise<BatchRun> {
    await makeDirectory(paths.segments);
    const earlier = await EarlierPeople.open(record, paths, ports.rowKey);
    const checkpoint = await readCheckpoint(paths.work);
    const place = { workDirectory: paths.work, segmentsDirectory: paths.segments, owner: owned.owner };
    const collector = await Collector.open(owned, place, checkpoint);
    const log = await SliceLog.create(paths.work, owned.owner);
    const run = new BatchRun(record, paths, owned, before.startedAt, ports, { collector, log, earlier });
    try {
      await run.#begin(checkpoint);
      return run;
    } catch (error) {
      await run.#close();
      throw error;
    }
  }

  async #begin(checkpoint: Checkpoint): Promise<void> {
    const { calls, collected } = this.#collector;
    const known = await readSliceLogs(this.#paths.work, (slice) => collected.has(slice));
    const open = (await this.#owned.journals(known.unfinished.map(({ slice }) => slice))).flat();
    await this.#writeState('running');
    await this.#live.open(calls, collected);
    this.#produced = this.#produce(known);
    void this.#countEarlier(checkpoint, open);
  }

  async #close(): Promise<void> {
    this.#stop.abort();
    this.#earlier?.close();
    await Promise.all([this.#collector.close(), this.#log.close()]);
  }

  async untilEnd(): Promise<BatchEnd> {
    try {
      for (;;) {
        const rest = await this.#reasonToRest();
        if (rest !== undefined) return await this.#rest(rest);
        await this.#collect(COLLECT_WAIT_MS, this.#window.size);
        if (this.#fault !== undefined) throw this.#fault;
        if (this.#rows !== undefined && this.#window.size === 0) return await this.#finish('completed');
      }
    } finally {
      await this.#close();
    }
  }

  async #produce(known: KnownSlices): Promise<void> {
    for (const entry of known.unfinished) this.#openRows.set(entry.slice, entry.rows);
    this.#lastSliced = known.last?.rows.at(-1) ?? 0;
    try {
      const rows = await produce(
        {
          listPath: this.#paths.list,
          record: this.#live.record,
          finder: this.#finder,
          findEarlier: this.#earlier?.find,
          window: this.#window,
          signal: this.#stop.signal,
          log: (entries) => this.#logSlices(entries),
          add: this.#live.adder(this.#ports),
          addOnceMore: this.#live.adder(this.#ports),
          isCollected: (slice) => this.#collector.collected.has(slice),
          onRow: ({ row, fate }) => {
            const done = this.#progress.read(fate);
            // What an earlier owner has read is not done once more.
            if (done !== undefined && row > this.#lastSliced) this.#ports.onRowDone(done);
          },
        },
        known,
      );
      if (rows !== undefined) this.#progress.rowsKnown(rows);
      this.#rows = rows;
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#fault = error;
    }
  }

  async #logSlices(entries: readonly SliceEntry[]): Promise<void> {
    await this.#log.append(entries);
    for (const { slice, rows } of entries) {
      if (!this.#collector.collected.has(slice)) this.#openRows.set(slice, rows);
      this.#lastSliced = Math.max(this.#lastSliced, rows.at(-1) ?? 0);
    }
  }

  /** What earlier owners collected is counted for the progress shown, beside the work. */
  async #countEarlier({ owner, segments }: Checkpoint, open: readonly Attempt[]): Promise<void> {
    if (owner === 0) return;
    try {
      const found = await countEarlier(
        this.#paths.segments,
        segments,
        open,
        this.#progress,
        this.#stop.signal,
      );
      if (found !== undefined) this.#ports.onFound(found);
    } catch (error) {
      this.#fault = error;
    }
  }

  async #collect(waitMs: number, expected = 0): Promise<number> {
    const collected = await this.#collector.collect(waitMs, expected);
    for (const { slice, attempts } of collected) {
      this.#window.leave(slice);
      this.#openRows.delete(slice);
      for (const status of this.#progress.collected(attempts)) this.#ports.onRowDone(status);
    }
    this.#showProgress();
    return collected.length;
  }

  #showProgress(): void {
    const now = Date.now();
    if (now - this.#progressAt < PROGRESS_EVERY_MS) return;
    this.#progressAt = now;
    this.#ports.onProgress(this.#progress.now());
  }

  /** Files of long lists take minutes: they are seen to grow, and may be left for another time. */
  get #onlooker(): Onlooker {
    return {
      signal: this.#ports.stopping,
      onRows: (rows) => {
        this.#progress.written = rows;
        this.#showProgress();
      },
    };
  }

  async #reasonToRest(): Promise<Rest | undefined> {
    if (this.#ports.stopping.aborted) return { state: 'queued' };
    if (Date.now() - this.#signalsAt < SIGNALS_EVERY_MS) return undefined;
    this.#signalsAt = Date.now();
    const signals = await this.#owned.signals();
    if (await this.#live.follow(signals.retuned)) return undefined;
    this.#progress.serviceAway = signals.serviceAway;
    return reasonToRest(signals, this.#live.record);
  }

  /** No new calls; those under way are waited for and collected; then the batch is left as it is. */
  async #rest({ state, reason }: Rest): Promise<BatchEnd> {
    this.#stop.abort();
    await this.#owned.leave(state);
    await drain(this.#owned, (waitMs) => this.#collect(waitMs), this.#ports.timeoutMs);
    await this.#produced;
    while ((await this.#collect(1)) > 0);
    const unfinished = [...this.#openRows.keys()];
    if (state === 'cancelled') {
      await this.#owned.seal(state, unfinished);
      await this.#collector.append(unfinished);
      return this.#finish('cancelled');
    }
    await this.#writeState(state, reason);
    if (state === 'queued') return { state };
    const calls = (await this.#owned.journals(unfinished)).flat();
    await keepRestingCalls(this.#paths.segments, this.#owned.owner, calls);
    const { record } = this.#live;
    const writer = String(this.#owned.owner);
    const resting = { state, reason, startedAt: this.#startedAt };
    const summarise = (all: readonly Segment[]) =>
      writeRestingSummary(record, this.#paths, this.#recordedCalls(all), resting, writer, this.#onlooker);
    const name = `resting-${writer}`;
    const { segments } = this.#collector;
    const summary = withExtraCalls(this.#paths.segments, name, segments, calls, summarise);
    return { state, reason, summary: await unlessStopped(summary, this.#ports.stopping) };
  }

  #recordedCalls(segments: readonly Segment[]): RecordedCalls {
    const isClosed = closedRows(this.#lastSliced, [...this.#openRows.values()].flat());
    return { segments, isClosed, earlier: this.#earlier, finder: this.#finder };
  }

  async #finish(state: 'completed' | 'cancelled'): Promise<BatchEnd> {
    await this.#owned.confirm();
    const end = { state, startedAt: this.#startedAt, finishedAt: Date.now() };
    const calls = this.#recordedCalls(this.#collector.segments);
    const rules = { toleranceMs: DEFAULT_TOLERANCE_MS, timeoutMs: this.#ports.timeoutMs };
    const writer = String(this.#owned.owner);
    const files = writeFinalFiles(this.#live.record, this.#paths, calls, end, rules, writer, this.#onlooker);
    const summary = await unlessStopped(files, this.#ports.stopping);
    this.#progress.written = undefined;
    // Whoever takes up a batch that was to be cancelled finds the wish, and cancels it again.
    if (summary === undefined) return this.#rest({ state: 'queued' });
    await this.#owned.confirm();
    await writeState(this.#paths, writer, end);
    await this.#owned.remove([...this.#openRows.keys()]);
    await removeWork(this.#paths);
    this.#ports.onProgress(this.#progress.now());
    return { state, summary };
  }

  async #writeState(state: BatchState, reason?: string): Promise<void> {
    const progress = this.#progress.now();
    await writeState(this.#paths, String(this.#owned.owner), {
      state,
      reason,
      startedAt: this.#startedAt,
      progress,
      keyPrint: this.#ports.keyPrint,
    });
  }
}
