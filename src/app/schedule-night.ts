// Begins a night of a schedule now. A live worker does it, or else this process.

import { setTimeout as sleep } from 'node:timers/promises';
import { batchPaths } from '../batch/paths.js';
import { readRecord, readState } from '../batch/record.js';
import { EXIT, UserError, type ExitStatus } from '../domain/user-error.js';
import { beginNight, noteNight } from '../schedule/due.js';
import { closeNight, endNight } from '../schedule/follow.js';
import { isOver, readNight, type Night } from '../schedule/night.js';
import type { SchedulePorts } from '../schedule/ports.js';
import { prepareNight } from '../schedule/prepare.js';
import { readSchedule, type Schedule } from '../schedule/record.js';
import { uninterrupted, type App, type Interruptible } from './app.js';
import { accessFor, type BatchAccess } from './batch-access.js';
import { resultOf, type BatchResult } from './batch-result.js';
import { runInForeground } from './foreground.js';
import { schedulePorts } from './schedule-ports.js';
import { retold } from '../words/catalogue.js';
import { verifiersFor } from './choose-verifiers.js';

export interface NightRequest {
  readonly schedule: string;
  /** What to do where the list is the same as the last night's; undefined: what the schedule says. */
  readonly sameFile?: 'skip' | 'run' | undefined;
  /** How many verify processes to start, where this process does the night. */
  readonly workers?: number | undefined;
}

/** @throws UserError where nothing was sent, with the night's exit status */
export async function runNight(
  app: App,
  request: NightRequest,
  interruptible: Interruptible = uninterrupted,
): Promise<BatchResult> {
  const schedule = await readSchedule(app.config.dataDir, request.schedule);
  const access = await accessFor(app);
  try {
    const ports = schedulePorts(app, access, access.log, new AbortController().signal);
    const night = (await access.queue.hasWorkers())
      ? await byWorker(schedule, request, ports)
      : await here({ schedule, request, app, access, ports, interruptible });
    return await nightResult(schedule, night, app);
  } finally {
    await access.close();
  }
}

const LOOK_MS = 300;

async function byWorker(
  schedule: Schedule,
  { sameFile }: NightRequest,
  ports: SchedulePorts,
): Promise<Night> {
  const { night } = await beginNight(schedule, ports.nowMs(), 'hand', ports, sameFile);
  for (;;) {
    const now = await nightNow(schedule, night, ports);
    if (isOver(now)) return now;
    await sleep(LOOK_MS);
  }
}

async function nightNow({ name }: Schedule, night: string, { dataDirectory }: SchedulePorts): Promise<Night> {
  const now = await readNight(dataDirectory, name, night);
  if (now === undefined)
    throw new UserError('incomplete-batch', ({ nightErrors }) =>
      nightErrors.gone({ night, name, directory: dataDirectory }),
    );
  return now;
}

interface NightHere {
  readonly schedule: Schedule;
  readonly request: NightRequest;
  readonly app: App;
  readonly access: BatchAccess;
  readonly ports: SchedulePorts;
  readonly interruptible: Interruptible;
}

async function here(parts: NightHere): Promise<Night> {
  const { schedule, request, app, ports } = parts;
  refuseOtherProvider(schedule, ports);
  const { night } = await noteNight(schedule, ports.nowMs(), 'hand', ports, request.sameFile);
  for (;;) {
    const step = await prepareNight(schedule, night, ports);
    if (step.kind === 'on') break;
    app.tell({ kind: 'night-waits' });
    await sleep(step.afterMs);
  }
  const prepared = await nightNow(schedule, night, ports);
  const { batch } = prepared;
  const ended = batch === undefined ? prepared : await runBatchHere(prepared, batch, parts);
  if (isOver(ended)) await closeNight(schedule, ended, ports);
  return ended;
}

/** @throws UserError where the schedule was added for another provider's service */
function refuseOtherProvider({ name, provider }: Schedule, { provider: ours }: SchedulePorts): void {
  if (provider === undefined || provider === ours) return;
  throw new UserError('other-account', ({ nightErrors }) =>
    nightErrors.otherProvider({ name, provider, ours }),
  );
}

async function runBatchHere(
  night: Night,
  batch: string,
  { schedule, request, app, access, ports, interruptible }: NightHere,
): Promise<Night> {
  const { config } = app;
  const paths = batchPaths(config.dataDir, batch);
  const record = await readRecord(paths, batch);
  const verifiers = await verifiersFor(app, [paths.list], { workers: request.workers });
  const ends = await runInForeground([record], access, app, { verifiers, interruptible });
  const { state, reason } = ends.get(batch) ?? { state: 'queued' as const, reason: undefined };
  return endNight(schedule, night, record, { state: state === 'lost' ? 'queued' : state, reason }, ports);
}

async function nightResult({ request }: Schedule, night: Night, { config }: App): Promise<BatchResult> {
  const { batch, reason = night.state } = night;
  if (batch === undefined) {
    const exitStatus = statusNumbered(night.exit);
    throw new UserError(
      'nothing-sent',
      (words) => words.nightErrors.nothingSent({ reason: retold(reason, words), state: night.state }),
      { exitStatus },
    );
  }
  const paths = batchPaths(config.dataDir, batch);
  const record = await readRecord(paths, batch);
  return resultOf(record, await readState(paths, record), request.exitOnChange);
}

function statusNumbered(exit: number | undefined): ExitStatus {
  return Object.values(EXIT).find((status) => status === exit) ?? EXIT.usage;
}
