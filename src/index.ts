// The library for programs that use Rollcall: the use cases that the command line has, bound to one set of settings.
// docs/library.md shows how it is used.

import type { App } from './app/app.js';
import type { Approved } from './app/approval.js';
import type { Backup } from './app/backup.js';
import type { ListFile } from './app/batch-request.js';
import type { BatchResult } from './app/batch-result.js';
import type { BatchStatus } from './app/batch-status.js';
import type { CheckReport } from './app/check-report.js';
import type { AppEvent } from './app/events.js';
import type { Exported, ExportOptions } from './app/export.js';
import type { LabelResult } from './app/label.js';
import type { PauseResult } from './app/pause.js';
import type { PurgeRequest, PurgeResult } from './app/purge.js';
import type { ReconcileRequest } from './app/reconcile.js';
import type { Reconciled } from './app/reconciliation.js';
import type { Resumed, ResumeRequest } from './app/resume.js';
import type { RunResult } from './app/run-request.js';
import type { NightInHistory } from './app/schedule-history.js';
import type { NightRequest } from './app/schedule-night.js';
import type { AddedSchedule, AddScheduleRequest, ScheduleList } from './app/schedules.js';
import type { Submitted } from './app/submit.js';
import type { ListRequest } from './batch/list-request.js';
import { loadConfigWith } from './config.js';
import { PeopleOfRollcall } from './library-people.js';
import { interruptibleBy, readingOf, requestOf } from './library-options.js';
import type { ListOptions, RunOptions, SubmitOptions } from './library-options.js';
import { Webhooks } from './library-webhooks.js';
import type { PingResult } from './provider/port.js';

export { ERROR_CODES, EXIT, UserError, type ErrorCode, type ExitStatus } from './domain/user-error.js';
export type * from './library-people.js';
export type {
  AddedSchedule,
  AddScheduleRequest,
  AppEvent,
  Approved,
  Backup,
  BatchResult,
  BatchStatus,
  CheckReport,
  Exported,
  ExportOptions,
  ListFile,
  ListOptions,
  ListRequest,
  NightInHistory,
  NightRequest,
  LabelResult,
  PauseResult,
  PingResult,
  Reconciled,
  PurgeRequest,
  PurgeResult,
  ReconcileRequest,
  Resumed,
  ResumeRequest,
  RunOptions,
  RunResult,
  ScheduleList,
  Submitted,
  SubmitOptions,
  Webhooks,
};

export interface RollcallOptions {
  /**
   * Settings by the names of their variables; they win over the environment and `.env`: `{ ROLLCALL_DATA: '/srv/lists'
   * }`.
   */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told of what happens meanwhile; it must not throw. */
  readonly onEvent?: (event: AppEvent) => void;
}

/**
 * Reads the settings and opens nothing, because each use case opens what it needs and closes it again.
 *
 * @throws UserError with a code, where a setting can't be used
 */
export function openRollcall({ settings = {}, onEvent = () => undefined }: RollcallOptions = {}): Rollcall {
  const config = loadConfigWith(settings);
  return new Rollcall({ config, tell: onEvent, variables: settings });
}

/** Every method throws a UserError for what a person can mend: `code` tells what it is, the message what to do. */
export class Rollcall extends PeopleOfRollcall {
  /** Whom Rollcall tells of what happens. */
  readonly webhooks: Webhooks;

  /** @internal */
  constructor(app: App) {
    super(app);
    this.webhooks = new Webhooks(app);
  }

  /**
   * Reads a list without a call.
   *
   * @param file a path, or `-` for standard input
   */
  async check(file: string, reading: ListOptions['reading'] = {}): Promise<CheckReport> {
    const { check } = await import('./app/check.js');
    return check(this.app, { file, reading: readingOf(reading) });
  }

  /** Verifies lists on this machine, from the first row to the last file. */
  async run(lists: ListFile | readonly ListFile[], options: RunOptions = {}): Promise<RunResult> {
    const { run } = await import('./app/run.js');
    const { workers, concurrency, ping = true, reconcile = false, signal, ...request } = options;
    const each = 'file' in lists ? [lists] : lists;
    const asked = { lists: each, request: requestOf(request), workers, concurrency, ping, reconcile };
    return run(this.app, asked, interruptibleBy(signal));
  }

  /** Queues a list for the workers of a shared Redis. */
  async submit(list: ListFile, options: SubmitOptions = {}): Promise<Submitted> {
    const { submit } = await import('./app/submit.js');
    const { ping = true, waiting, ...request } = options;
    const wait = waiting && (() => waiting);
    return submit(this.app, { list, request: requestOf(request), ping, wait });
  }

  /** Waits for the end of a batch; undefined where `leaving` was aborted before it. */
  async follow(batch: string, leaving?: AbortSignal): Promise<BatchResult | undefined> {
    const { followBatch } = await import('./app/follow.js');
    return followBatch(this.app, batch, leaving);
  }

  /** Pauses a batch: no new calls are made, and nothing is lost. */
  async pause(batch: string): Promise<PauseResult> {
    const { pause } = await import('./app/pause.js');
    return one(await pause(this.app, [batch]));
  }

  /**
   * Goes on with a batch, also after a crash or a halt. The worker that has the batch does so, or else this process.
   */
  async resume(
    batch: string,
    options: Partial<Omit<ResumeRequest, 'batch'>> & { readonly signal?: AbortSignal } = {},
  ): Promise<Resumed> {
    const { resume } = await import('./app/resume.js');
    const { signal, ...given } = options;
    const request = { options: {}, ping: true, exitOnChange: false, ...given, batch };
    return resume(this.app, request, interruptibleBy(signal));
  }

  /**
   * Lets a batch call that awaits its approval; on record as stated, with who runs this program.
   *
   * @param seen.calls refused where the batch wants another number by now
   */
  async approve(batch: string, { calls: seen }: { readonly calls?: number } = {}): Promise<Approved> {
    return (await import('./app/approval.js')).approve(this.app, batch, { seen });
  }

  async reject(batch: string, signal?: AbortSignal): Promise<BatchResult> {
    return (await import('./app/approval.js')).reject(this.app, batch, interruptibleBy(signal));
  }

  /** Ends a batch for good, with the outcomes so far. */
  async cancel(batch: string): Promise<BatchResult> {
    return one(await (await import('./app/cancel.js')).cancel(this.app, [batch]));
  }

  /** Gives a batch another label, on record with who and when. */
  async label(batch: string, text: string): Promise<LabelResult> {
    const { label } = await import('./app/label.js');
    return label(this.app, batch, text);
  }

  /** The status of all batches, or of one. */
  async status(batch?: string): Promise<readonly BatchStatus[]> {
    const { status } = await import('./app/status.js');
    let found: readonly BatchStatus[] = [];
    await status(this.app, { batch }, ({ statuses }) => {
      found = statuses;
    });
    return found;
  }

  /**
   * Writes a batch's outcomes so far.
   *
   * @param file is replaced once the new one is complete
   */
  async outcomesSoFar(batch: string, file: string): Promise<void> {
    const { status } = await import('./app/status.js');
    await status(this.app, { batch, outcomes: file }, () => undefined);
  }

  /** Writes the outcomes of a batch that has ended to a file: all of them, or those of some statuses. */
  async exportOutcomes(batch: string, options: ExportOptions = {}): Promise<Exported> {
    const { exportBatch } = await import('./app/export.js');
    return exportBatch(this.app, batch, options);
  }

  /** Compares the recorded calls with the provider's counts, or with its bill, and writes the report. */
  async reconcile(request: ReconcileRequest): Promise<Reconciled> {
    const { reconcile } = await import('./app/reconciliation.js');
    return reconcile(this.app, request);
  }

  /** Erases the personal files of batches that have ended, or tells what it would erase. */
  async purge(request: PurgeRequest): Promise<PurgeResult> {
    const { purge } = await import('./app/purge.js');
    return purge(this.app, request);
  }

  /** Copies the data directory while workers run. */
  async backup(directory: string): Promise<Backup> {
    const { backup } = await import('./app/backup.js');
    return backup(this.app, directory);
  }

  /** Tries the credentials in a way that costs nothing. */
  async ping(): Promise<PingResult> {
    const { ping } = await import('./app/ping.js');
    return ping(this.app);
  }

  async addSchedule(request: AddScheduleRequest): Promise<AddedSchedule> {
    const { addSchedule } = await import('./app/schedules.js');
    return addSchedule(this.app, request);
  }

  async listSchedules(): Promise<ScheduleList> {
    const { listSchedules } = await import('./app/schedules.js');
    return listSchedules(this.app);
  }

  /** Removes a schedule; its batches and its history stay. */
  async removeSchedule(name: string): Promise<void> {
    const { removeSchedule } = await import('./app/schedules.js');
    await removeSchedule(this.app, name);
  }

  /** Begins a night of a schedule now. A live worker does it, or else this process. */
  async runNight(request: NightRequest, signal?: AbortSignal): Promise<BatchResult> {
    const { runNight } = await import('./app/schedule-night.js');
    return runNight(this.app, request, interruptibleBy(signal));
  }

  /** What became of a schedule's nights; the newest comes first. */
  async scheduleHistory(name: string, last = 30): Promise<readonly NightInHistory[]> {
    const { scheduleHistory } = await import('./app/schedule-history.js');
    return scheduleHistory(this.app, name, last);
  }
}

function one<Result>([result]: readonly Result[]): Result {
  if (result === undefined) throw new Error('a batch that is named has a result');
  return result;
}
