// Runs the batches that a batch worker is given, each until it is suspended or has ended, counts them, and reports on
// them.

import { compact } from '../../people/compaction.js';
import type { Status } from '../../domain/status.js';
import { NewerFormat } from '../../domain/newer.js';
import { UserError } from '../../domain/user-error.js';
import type { Found } from './recovered-calls.js';
import { tellFinished } from '../output/on-finish.js';
import type { BatchEnd, BudgetReached } from './ports.js';
import type { Progress } from './progress.js';
import { runBatch } from './batch-owner.js';
import { indexBatch } from '../people/index-batch.js';
import { batchPaths } from '../paths.js';
import { readRecord } from '../record.js';
import type { Config } from '../../config.js';
import type { Log } from '../../log.js';
import { machineFault } from '../../files/machine-fault.js';
import type { RedisAccess } from '../../redis/access.js';
import type { ScheduleJob } from '../../queue/schedule-job.js';
import { scopeOf } from '../../journal/keys.js';
import { keyPrint } from '../../queue/slice-payload.js';
import type { SliceQueues } from '../../queue/slice-queue.js';

export interface BatchWorkerHooks {
  /**
   * The name of this process where a person waits for its batches, which then are the only ones it takes; undefined: it
   * takes every batch.
   */
  readonly foreground: string | undefined;
  readonly onProgress: (progress: Progress) => void;
  readonly onFound: (batch: string, found: Found) => void;
  /** Shows a warning to a person who reads along; undefined: warnings go to the log. */
  readonly onWarning?: (message: string) => void;
  /** Told when most, or all, of a label's budget is used up. */
  readonly onBudget?: (reached: BudgetReached) => void;
  readonly onEnd: (batch: string, end: BatchEnd) => void;
  /** Does the jobs of schedules; undefined: other processes do them. */
  readonly scheduleJob?: (scheduleJob: ScheduleJob, stopping: AbortSignal) => Promise<number | undefined>;
}

/** What is counted of the batches that a worker runs. */
interface BatchWorkerCounts {
  begin(): void;
  end(state: BatchEnd['state']): void;
  rowDone(status: Status | 'duplicate'): void;
}

export interface BatchWorkerParts {
  readonly config: Config;
  readonly access: RedisAccess;
  readonly dataId: string;
  readonly key: Buffer;
  readonly log: Log;
  readonly hooks: BatchWorkerHooks;
  readonly queues: SliceQueues;
  readonly counts: BatchWorkerCounts;
  readonly stopping: AbortSignal;
}

/** Longer segments are merged by whoever has nobody waiting. */
const MERGED_AT_ONCE = 2_000_000;

export class BatchWorker {
  readonly #parts: BatchWorkerParts;
  /** For each batch that this process has, how many times it has taken it up. */
  readonly #takes = new Map<string, number>();

  constructor(parts: BatchWorkerParts) {
    this.#parts = parts;
  }

  async take(batch: string, report: (progress: Progress) => void): Promise<'left' | 'unfinished'> {
    const { log, hooks, counts } = this.#parts;
    const take = (this.#takes.get(batch) ?? 0) + 1;
    this.#takes.set(batch, take);
    log.info({ batch }, 'batch taken');
    counts.begin();
    const end = await this.#run(batch, report);
    counts.end(end.state);
    // This process has taken the batch up again meanwhile, as when Redis was away for longer than a lock lasts: the
    // later run reports the end.
    if (this.#takes.get(batch) !== take) return 'left';
    this.#takes.delete(batch);
    // The next owner finds out what is missing. Where a person waits, that is this process again.
    if (end.dataLost === true) return hooks.foreground === undefined ? 'unfinished' : 'left';
    if (end.fault instanceof NewerFormat && hooks.foreground === undefined) throw end.fault;
    // A fault that a user can mend, or that the machine caused, is explained by the reason.
    const said = end.fault instanceof UserError || machineFault(end.fault) !== undefined;
    if (end.fault !== undefined && !said) log.error({ err: end.fault, batch }, 'batch halted by a fault');
    // A person who waits for it is told on the screen.
    const level = end.state === 'halted' && hooks.foreground === undefined ? 'error' : 'info';
    log[level]({ batch, state: end.state, reason: end.reason }, 'batch left');
    if (end.state === 'completed' || end.state === 'cancelled') await this.#index(batch);
    const told = await this.#tellUser(batch, end);
    hooks.onEnd(batch, end);
    const isOpen = !told || end.leftovers === true;
    if (isOpen && hooks.foreground === undefined) return 'unfinished';
    // Where a person waits, the batch goes on when that person resumes it.
    return end.state === 'queued' && hooks.foreground === undefined ? 'unfinished' : 'left';
  }

  /** The outcomes are on disk: what can't be indexed now is made good by whoever looks next. */
  async #index(batch: string): Promise<void> {
    const { config, log, stopping } = this.#parts;
    try {
      const record = await readRecord(batchPaths(config.dataDir, batch), batch);
      await indexBatch(config.dataDir, record, stopping);
      await compact(config.dataDir, stopping, MERGED_AT_ONCE);
    } catch (error) {
      if (!stopping.aborted) log.warn({ err: error, batch }, 'the batch is not in the index of people yet');
    }
  }

  #tellUser(batch: string, end: BatchEnd): Promise<boolean> {
    const { config, log, stopping } = this.#parts;
    return tellFinished(batch, end, {
      dataDirectory: config.dataDir,
      environment: config.commandEnvironment,
      stopping,
      onProblem: (problem) => {
        log.warn({ batch, problem }, '--on-finish');
      },
    });
  }

  #run(batch: string, report: (progress: Progress) => void): Promise<BatchEnd> {
    const { config, access, dataId, key, log, hooks, queues, counts, stopping } = this.#parts;
    return runBatch(batch, {
      dataDirectory: config.dataDir,
      dataId,
      redis: access.redis,
      connect: () => access.connect(),
      sliceQueue: (account) => queues.of(scopeOf(account)),
      stopping,
      onWarning: (message) => {
        (hooks.onWarning ?? ((said: string) => log.warn({ batch }, said)))(message);
      },
      onBudget: (reached) => {
        if (hooks.onBudget !== undefined) hooks.onBudget(reached);
        else log.warn({ batch, ...reached }, 'the budget of a label is used up so far');
      },
      onFound: (found) => {
        hooks.onFound(batch, found);
      },
      onProgress: (progress) => {
        hooks.onProgress(progress);
        report(progress);
      },
      onRowDone: (status) => {
        counts.rowDone(status);
      },
      timeoutMs: config.timeoutMs,
      // The settings' price and billed codes are those of their own provider.
      prices: (provider) => (provider === config.provider ? config : undefined),
      rowKey: key,
      keyPrint: keyPrint(key),
    });
  }
}
