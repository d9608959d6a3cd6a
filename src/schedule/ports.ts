// What the process gives to the work of schedules, the clock included, so that tests can set it.

import type { BatchRequest } from '../batch/create.js';
import type { CommandPorts } from '../batch/output/finish-command.js';
import type { Log } from '../log.js';
import type { ExitStatus } from '../domain/user-error.js';
import type { BillJson, FiguresJson, Verdict } from '../reconcile/index.js';
import type { Schedule } from './record.js';

interface ScheduleQueueing {
  /** Queues the batch, unless it is queued already. */
  addBatch(batch: string): Promise<void>;
  /** Whether the batch waits for a worker, or a worker has it. */
  hasBatch(batch: string): Promise<boolean>;
  addNight(schedule: string, night: string): Promise<void>;
  hasNight(schedule: string, night: string): Promise<boolean>;
  addReconciliation(schedule: string, day: string): Promise<void>;
  setTiming(schedule: Schedule): Promise<void>;
  /** For a schedule that is no longer recorded. */
  removeTiming(schedule: string): Promise<void>;
  namesWithTiming(): Promise<readonly string[]>;
}

/** How often the provider was asked about a day, and its last answer in the form in which that is stored. */
export interface AskedBefore {
  readonly asked: number;
  readonly figures?: FiguresJson | undefined;
  readonly bill?: BillJson | undefined;
}

export interface SettleRequest {
  readonly day: string;
  /** How much longer to go on asking. */
  readonly settleMs: number;
  readonly everyMs: number;
  readonly before: AskedBefore | undefined;
  /** Called before each wait. It has to throw, because this process does not wait. */
  readonly onWait: (state: AskedBefore) => never;
}

export interface ReconciledDay {
  readonly verdict: Verdict;
  readonly asked: number;
  /** The exit status that tells the verdict. */
  readonly exit: ExitStatus;
  /** The path of report.json. */
  readonly report: string;
  /** Whether the provider's side is a bill, which may come only days later. */
  readonly byBill: boolean;
}

export interface SchedulePorts {
  readonly dataDirectory: string;
  /** Of this process's settings. */
  readonly provider: string;
  readonly nowMs: () => number;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
  readonly queue: ScheduleQueueing;
  readonly command: CommandPorts;
  /**
   * The request that the schedule makes for a night's list.
   *
   * @throws UserError
   */
  readonly requestOf: (schedule: Schedule, file: string, batch: string) => BatchRequest;
  /**
   * Tries the credentials, if the schedule says so.
   *
   * @throws UserError where they are refused
   */
  readonly beforeCalls: (schedule: Schedule) => Promise<void>;
  readonly reconcile: (request: SettleRequest) => Promise<ReconciledDay>;
}
