// `rollcall schedule run`: a night now, by a live worker where there is one, else here.

import { setTimeout as sleep } from 'node:timers/promises';
import { Command, Option } from 'commander';
import { batchPaths } from '../batch/paths.js';
import { readRecord, readState } from '../batch/record.js';
import { loadConfig, type Config } from '../config.js';
import { EXIT, UserError, type ExitStatus } from '../domain/user-error.js';
import { beginNight, noteNight } from '../schedule/due.js';
import { closeNight, endNight } from '../schedule/follow.js';
import { isOver, readNight, type Night } from '../schedule/night.js';
import type { SchedulePorts } from '../schedule/ports.js';
import { prepareNight } from '../schedule/prepare.js';
import { EXIT_ON_CHANGE, readSchedule, type Schedule } from '../schedule/record.js';
import { openBatchAccess, type BatchAccess } from './batch-access.js';
import { reportEnds } from './batch-report.js';
import { runInForeground } from './foreground.js';
import { wholeNumber } from './list-options.js';
import { defaultWorkers } from './run.js';
import { scheduleName } from './schedule-add.js';
import { schedulePorts } from './schedule-ports.js';

interface RunFlags {
  readonly workers: number;
  readonly sameFile?: 'skip' | 'run';
  readonly json?: true;
}

export function scheduleRunCommand(): Command {
  return new Command('run')
    .summary('a night of a schedule now')
    .description(
      'Where a live worker has the data directory it does the night and this command follows it, else the night is ' +
        'done here, as by run. Exit status 0: done; 1: nothing was sent (no file, an empty one, one that is still ' +
        'written to or is last night\u2019s, an earlier night still runs); 2: done, with rows in error, or with --in-doubt hold in in_doubt; 3: halted; 5: ' +
        'stopped by a signal or cancelled; 6, with --exit-on-change: done, and not the same as the night before.',
    )
    .argument('<name>', "the schedule's name", scheduleName)
    .option('--workers <n>', 'verify processes, where it is done here', wholeNumber, defaultWorkers)
    .addOption(
      new Option(
        '--same-file <policy>',
        "a list that is last night\u2019s, byte for byte (default: the schedule's)",
      ).choices(['skip', 'run']),
    )
    .option('--json', 'print the summary on standard output as JSON')
    .action(async (name: string, flags: RunFlags) => {
      process.exitCode = await runNight(name, flags, loadConfig());
    });
}

async function runNight(name: string, flags: RunFlags, config: Config): Promise<ExitStatus> {
  const schedule = await readSchedule(config.dataDir, name);
  const access = await openBatchAccess(config);
  try {
    const ports = schedulePorts(config, access, access.log, new AbortController().signal);
    const live = await access.queue.hasWorkers();
    const night = live
      ? await byWorker(schedule, flags, ports)
      : await here(schedule, flags, config, access, ports);
    return await report(schedule, night, flags, config);
  } finally {
    await access.close();
  }
}

const LOOK_MS = 300;

async function byWorker(schedule: Schedule, flags: RunFlags, ports: SchedulePorts): Promise<Night> {
  const { night } = await beginNight(schedule, ports.nowMs(), 'hand', ports, flags.sameFile);
  for (;;) {
    const now = await nightNow(schedule, night, ports);
    if (isOver(now)) return now;
    await sleep(LOOK_MS);
  }
}

async function nightNow({ name }: Schedule, night: string, { dataDirectory }: SchedulePorts): Promise<Night> {
  const now = await readNight(dataDirectory, name, night);
  if (now === undefined)
    throw new UserError(`Night ${night} of schedule "${name}" is gone from ${dataDirectory}.`);
  return now;
}

async function here(
  schedule: Schedule,
  flags: RunFlags,
  config: Config,
  access: BatchAccess,
  ports: SchedulePorts,
): Promise<Night> {
  const { night } = await noteNight(schedule, ports.nowMs(), 'hand', ports, flags.sameFile);
  for (;;) {
    const step = await prepareNight(schedule, night, ports);
    if (step.kind === 'on') break;
    process.stderr.write('Waiting until the file is whole, or an earlier night is over.\n');
    await sleep(step.afterMs);
  }
  const prepared = await nightNow(schedule, night, ports);
  const ended =
    prepared.batch === undefined
      ? prepared
      : await runBatchHere(schedule, prepared, prepared.batch, flags, config, access, ports);
  if (isOver(ended)) await closeNight(schedule, ended, ports);
  return ended;
}

async function runBatchHere(
  schedule: Schedule,
  night: Night,
  batch: string,
  { workers }: RunFlags,
  config: Config,
  access: BatchAccess,
  ports: SchedulePorts,
): Promise<Night> {
  const record = await readRecord(batchPaths(config.dataDir, batch), batch);
  const { concurrency } = config;
  const ends = await runInForeground([record], access, config, { workers, concurrency });
  const { state, reason } = ends.get(batch) ?? { state: 'queued' as const, reason: undefined };
  return endNight(schedule, night, record, { state: state === 'lost' ? 'queued' : state, reason }, ports);
}

async function report(
  { args }: Schedule,
  night: Night,
  { json }: RunFlags,
  config: Config,
): Promise<ExitStatus> {
  const { batch, reason = night.state } = night;
  if (batch === undefined) {
    const exitStatus = statusNumbered(night.exit);
    throw new UserError(`Nothing was sent: ${reason}. (${night.state})`, { exitStatus });
  }
  const paths = batchPaths(config.dataDir, batch);
  const record = await readRecord(paths, batch);
  const state = await readState(paths, record);
  return reportEnds([record], new Map([[batch, state]]), {
    json: json === true,
    exitOnChange: args.includes(EXIT_ON_CHANGE),
  });
}

function statusNumbered(exit: number | undefined): ExitStatus {
  return Object.values(EXIT).find((status) => status === exit) ?? EXIT.usage;
}
