// What the work of schedules is given by the process that does it. The clock is among it, so that tests can move it.

import type { BatchRequest } from '../batch/create.js';
import type { CommandPorts } from '../batch/output/finish-command.js';
import type { Log } from '../log.js';
import type { Published, SettlingState } from '../reconcile/index.js';
import type { Schedule } from './record.js';

interface ScheduleQueueing {
  /** Queues the batch; nothing happens where it is queued. */
  addBatch(batch: string): Promise<void>;
  /** Whether the batch waits for a worker or is in one's hands. */
  hasBatch(batch: string): Promise<boolean>;
  addNight(schedule: string, night: string): Promise<void>;
  hasNight(schedule: string, night: string): Promise<boolean>;
  addReconciliation(schedule: string, day: string): Promise<void>;
  setTiming(schedule: Schedule): Promise<void>;
  /** Of a schedule that is not on record any more. */
  removeTiming(schedule: string): Promise<void>;
  namesWithTiming(): Promise<readonly string[]>;
}

export interface SettleRequest {
  readonly day: string;
  /** How long to go on asking from now. */
  readonly settleMs: number;
  readonly everyMs: number;
  readonly before: SettlingState | undefined;
  /** Told before each wait, which is then not waited for here: it has to throw. */
  readonly onWait: (state: SettlingState) => never;
}

export interface SchedulePorts {
  readonly dataDirectory: string;
  readonly nowMs: () => number;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
  readonly queue: ScheduleQueueing;
  readonly command: CommandPorts;
  /** What the schedule asks for of a night's list. @throws UserError */
  readonly requestOf: (schedule: Schedule, file: string, batch: string) => BatchRequest;
  /** Tries the credentials where the schedule wants it. @throws UserError where they are refused */
  readonly beforeCalls: (schedule: Schedule) => Promise<void>;
  readonly reconcile: (request: SettleRequest) => Promise<Published>;
}
