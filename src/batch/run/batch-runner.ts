// Runs a batch for one owner: producer and collector side by side, and what suspends or ends it. Knows no HTTP.

import { readCheckpoint, type Checkpoint } from '../../collect/checkpoint.js';
import { Collector } from '../../collect/collector.js';
import { makeDirectory } from '../../files/durable.js';
import type { Attempt } from '../../domain/attempt.js';
import { DuplicateFinder } from '../../ingest/people/duplicate-finder.js';
import type { OwnedBatch } from '../../journal/owned-batch.js';
import { ResultWriter } from '../output/result-writer.js';
import { countEarlier } from './recovered-calls.js';
import { EarlierPeople } from '../baseline/earlier-people.js';
import { BatchBudget } from './batch-budget.js';
import { LiveOptions } from './live-options.js';
import { Losses, type LossParts } from './loss.js';
import { keepApprovable } from '../keep-options.js';
import { LostSlices } from './requeueing.js';
import { PendingRows } from './pending-rows.js';
import type { BatchPaths } from '../paths.js';
import { announcingState, announcingSuspension } from './state-event.js';
import type { BatchEnd, BatchPorts } from './ports.js';
import { Production } from './production.js';
import { DailyLimit } from './daily-limit.js';
import { ProgressTally } from './progress.js';
import { SAMPLE_REASON } from '../sample.js';
import { outcomeRulesOf, writeState, type BatchRecord, type BatchState } from '../record.js';
import { callsThatLeft, drain, keepSuspendedCalls, suspensionOf } from './suspended.js';
import type { Suspension } from './suspended.js';
import { clearEnded } from './what-is-left.js';
import { whileCollecting } from './while-collecting.js';
import { readSliceLogs, SliceLog, type SliceEntry } from './slice-log.js';
import { Window } from './in-flight-window.js';

const [COLLECT_WAIT_MS, SIGNALS_EVERY_MS] = [200, 250];
type Why = Pick<Suspension, 'reason' | 'until' | 'allowedCalls'>;

export class BatchRunner {
  readonly #live: LiveOptions;
  readonly #paths: BatchPaths;
  readonly #owned: OwnedBatch;
  readonly #ports: BatchPorts;
  readonly #collector: Collector;
  readonly #log: SliceLog;
  readonly #earlier: EarlierPeople | undefined;
  readonly #finder: DuplicateFinder | undefined;
  readonly #production: Production;
  readonly #window: Window;
  readonly #stop = new AbortController();
  readonly #progress: ProgressTally;
  readonly #open = new PendingRows();
  readonly #files: ResultWriter;
  readonly #lost: LostSlices;
  readonly #losses: Losses;
  readonly #daily: DailyLimit;
  readonly #startedAt: number;
  #signalsAt = -Infinity;

  private constructor(
    record: BatchRecord,
    paths: BatchPaths,
    owned: OwnedBatch,
    startedAt: number,
    ports: BatchPorts,
    parts: { collector: Collector; log: SliceLog; earlier: EarlierPeople | undefined; losses: Losses },
  ) {
    this.#live = new LiveOptions(record, paths, owned, new BatchBudget(record, paths, owned, ports));
    this.#window = Window.ofSlices(record.sliceRows);
    [this.#paths, this.#owned, this.#ports, this.#startedAt] = [paths, owned, ports, startedAt];
    this.#collector = parts.collector;
    [this.#log, this.#losses, this.#earlier] = [parts.log, parts.losses, parts.earlier];
    this.#finder = record.rules.dedupe ? DuplicateFinder.create() : undefined;
    this.#lost = new LostSlices(paths, owned, this.#live, this.#live.adder(ports), this.#stop.signal);
    this.#progress = new ProgressTally(record.batch, record.recordEstimate, outcomeRulesOf(record));
    this.#progress.gaps = parts.losses.spans;
    this.#production = this.#productionOf(ports);
    this.#daily = new DailyLimit(this.#live, paths.work, owned.owner, this.#open, this.#progress);
    this.#collector.beforeForgotten = (finished) => this.#daily.setAside(finished);
    this.#files = new ResultWriter({
      record: () => this.#live.record,
      paths,
      owner: owned.owner,
      confirm: () => owned.confirm(),
      open: this.#open,
      segments: () => this.#collector.segments,
      gaps: () => this.#losses.spans,
      wasAside: (row) => this.#daily.was(row),
      earlier: this.#earlier,
      finder: this.#finder,
      ports,
      onRows: (rows) => {
        this.#progress.written = rows;
        this.#progress.tell(ports.onProgress);
      },
    });
  }

  /** Takes the batch up until calls are permitted. Before that, slices that are on disk are published as done. */
  static async take(
    record: BatchRecord,
    paths: BatchPaths,
    owned: OwnedBatch,
    before: LossParts['before'],
    ports: BatchPorts,
  ): Promise<BatchRunner> {
    await makeDirectory(paths.segments);
    const earlier = await EarlierPeople.open(record, paths, ports.rowKey);
    const checkpoint = await readCheckpoint(paths.work);
    const place = { workDirectory: paths.work, segmentsDirectory: paths.segments, owner: owned.owner };
    const collector = await Collector.open(owned, place, checkpoint);
    const losses = new Losses({ record, paths, owned, checkpoint, before, onWarning: ports.onWarning });
    const parts = { collector, log: await SliceLog.create(paths.work, owned.owner), earlier, losses };
    const run = new BatchRunner(record, paths, owned, before.startedAt, ports, parts);
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
    await this.#losses.recognise(known);
    const open = (await this.#owned.journals(known.unfinished.map(({ slice }) => slice))).flat();
    await this.#writeState('running');
    const onDisk = { segments: checkpoint.segments, open, gaps: this.#losses.spans };
    await this.#live.open(calls + callsThatLeft(open) + this.#losses.calls, collected, onDisk);
    this.#open.takeOver(known);
    await this.#daily.recover(known, collected);
    // What calls nobody yet need not be in the queue.
    if (!this.#live.awaitsApproval) this.#production.begin(known);
    await this.#files.begin();
    void this.#countEarlier(checkpoint, open);
  }

  async #close(): Promise<void> {
    this.#stop.abort();
    await this.#files.stop();
    this.#earlier?.close();
    await Promise.all([this.#collector.close(), this.#log.close()]);
  }

  async untilEnd(): Promise<BatchEnd> {
    try {
      for (;;) {
        const suspension = await this.#suspension();
        if (suspension !== undefined) return await this.#suspend(suspension);
        this.#lost.look(this.#open.slices);
        await this.#collect(COLLECT_WAIT_MS, this.#window.size);
        const { fault, isSampled, rows } = this.#production;
        if (fault !== undefined) throw fault;
        if (this.#window.size > 0) continue;
        if (isSampled && !(await this.#production.goesOn()))
          return await this.#suspend({ state: 'paused', reason: SAMPLE_REASON });
        if (rows === undefined || (await this.#sliceAgain())) continue;
        const { suspension: waiting } = this.#daily;
        return await (waiting === undefined ? this.#finish('completed') : this.#suspend(waiting));
      }
    } finally {
      await this.#close();
    }
  }

  /** @returns whether rows that were set aside are in slices again, because they may be called by now */
  async #sliceAgain(): Promise<boolean> {
    const slices = await this.#daily.comeAgain((entries) => this.#logSlices(entries));
    for (const { slice } of slices) this.#window.enter(slice);
    await this.#lost.add(slices);
    return slices.length > 0;
  }

  #productionOf(ports: BatchPorts): Production {
    return new Production({
      live: this.#live,
      open: this.#open,
      progress: this.#progress,
      slices: {
        listPath: this.#paths.list,
        finder: this.#finder,
        findEarlier: this.#earlier?.find,
        window: this.#window,
        signal: this.#stop.signal,
        log: (entries) => this.#logSlices(entries),
        add: this.#live.adder(ports),
        isCollected: (slice) => this.#collector.collected.has(slice),
      },
      addFromList: (entries) => this.#lost.add(entries),
      onRowDone: ports.onRowDone,
    });
  }

  async #logSlices(entries: readonly SliceEntry[]): Promise<void> {
    await this.#log.append(entries);
    await this.#losses.recorded(entries);
    for (const entry of entries) this.#open.add(entry);
    this.#open.finish(
      entries.map(({ slice }) => slice).filter((slice) => this.#collector.collected.has(slice)),
    );
  }

  /** Counts what earlier owners collected, for the progress shown, while the batch already works. */
  async #countEarlier({ owner, segments }: Checkpoint, open: readonly Attempt[]): Promise<void> {
    if (owner === 0) return;
    const { verdicts } = outcomeRulesOf(this.#live.record).codes;
    const [directory, { signal }] = [this.#paths.segments, this.#stop];
    const counted = countEarlier(directory, segments, open, verdicts, this.#progress, signal);
    await counted.then(
      (found) => found && this.#ports.onFound(found),
      (error: unknown) => (this.#production.fault = error),
    );
  }

  async #collect(waitMs: number, expected = 0): Promise<number> {
    const collected = await this.#collector.collect(waitMs, expected);
    for (const { slice, attempts } of collected) {
      this.#window.leave(slice);
      for (const status of this.#progress.collected(attempts)) this.#ports.onRowDone(status);
    }
    this.#open.finish(collected.map(({ slice }) => slice));
    this.#progress.tell(this.#ports.onProgress);
    return collected.length;
  }

  async #suspension(): Promise<Suspension | undefined> {
    if (this.#ports.stopping.aborted) return { state: 'queued' };
    if (performance.now() - this.#signalsAt < SIGNALS_EVERY_MS) return undefined;
    this.#signalsAt = performance.now();
    const signals = await this.#owned.signals(this.#collector.calls + this.#losses.calls);
    this.#window.adapt(signals, this.#signalsAt);
    const { inDoubt, dailyLimit } = this.#live.record.options;
    if (await this.#live.follow(signals.retuned)) {
      this.#daily.follow();
      const { options } = this.#live.record;
      // Rows that are written already show what becomes of such rows, so the files are begun again.
      if (inDoubt !== options.inDoubt || dailyLimit !== options.dailyLimit) await this.#files.begin();
      return undefined;
    }
    this.#progress.waiting = signals.waiting;
    const { budget, record, approvalLimit } = this.#live;
    await budget.look(record);
    return suspensionOf(signals, record, this.#collector.forged, approvalLimit, budget);
  }

  /** Stops calling, waits for the calls under way and collects them, and leaves the batch as it then is. */
  async #suspend({ state, reason, until, reasonOf, allowedCalls }: Suspension): Promise<BatchEnd> {
    this.#stop.abort();
    const left = this.#live.untilTold().then(() => this.#owned.leave(state));
    await whileCollecting(left, () => this.#collect(COLLECT_WAIT_MS));
    await drain(this.#owned, (waitMs) => this.#collect(waitMs), this.#ports.timeoutMs);
    await this.#production.fed;
    while ((await this.#collect(1)) > 0);
    const unfinished = this.#open.slices;
    if (state === 'cancelled') {
      await this.#owned.seal(state, unfinished);
      await this.#collector.append(unfinished);
      return this.#finish('cancelled');
    }
    await this.#files.stop();
    const calls = (await this.#owned.journals(unfinished)).flat();
    await keepSuspendedCalls(this.#paths.segments, this.#owned, this.#collector, calls);
    const { record } = this.#live;
    if (state === 'awaiting_approval') await keepApprovable(record.batch, this.#ports.dataDirectory);
    const told = { record, paths: this.#paths, owner: this.#owned.owner, state, reason };
    const suspended = { state, reason, reasonOf, until, startedAt: this.#startedAt };
    return announcingSuspension(this.#ports, told, until, {
      write: (said) => this.#writeState(state, { reason: said, until, allowedCalls }),
      keepPrices: () => this.#live.keepPrices(),
      summarise: () => this.#files.summarise(suspended, calls, this.#ports.stopping),
    });
  }

  async #finish(state: 'completed' | 'cancelled'): Promise<BatchEnd> {
    await this.#live.settle();
    await this.#owned.confirm();
    const end = { state, startedAt: this.#startedAt, finishedAt: Date.now() };
    const summary = await this.#files.complete(end, this.#ports.stopping);
    // The next owner of a batch that was to be cancelled finds that desired state.
    if (summary === undefined) return this.#suspend({ state: 'queued' });
    await this.#owned.confirm();
    const told = { record: this.#live.record, paths: this.#paths, owner: this.#owned.owner, state, summary };
    await announcingState(this.#ports, told, () => writeState(told.paths, String(told.owner), end));
    const leftovers = await clearEnded(this.#live, this.#owned, this.#open.slices, this.#paths);
    this.#ports.onProgress(this.#progress.now());
    return { state, summary, ...leftovers };
  }

  async #writeState(state: BatchState, why: Why = {}): Promise<void> {
    await writeState(this.#paths, String(this.#owned.owner), {
      state,
      ...why,
      startedAt: this.#startedAt,
      progress: this.#progress.now(),
      keyPrint: this.#ports.keyPrint,
    });
  }
}
