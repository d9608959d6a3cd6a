// `rollcall resume`: goes on with a batch, also after a crash or a halt.

import { setTimeout as sleep } from 'node:timers/promises';
import { Command, Option } from 'commander';
import { keepOptions, withGiven, type GivenOptions } from '../batch/keep-options.js';
import { batchPaths } from '../batch/paths.js';
import { readRecord, readState, refuseOtherAccount, type BatchRecord } from '../batch/record.js';
import { credentialsOf, loadConfig, type Config } from '../config.js';
import type { Priority } from '../domain/priority.js';
import { EXIT, UserError, type ExitStatus } from '../domain/user-error.js';
import { liftHalt } from '../journal/batch-control.js';
import { scopeOf } from '../journal/keys.js';
import { openBatchAccess, type BatchAccess } from './batch-access.js';
import { reportEnds, reportOptions } from './batch-report.js';
import { runInForeground } from './foreground.js';
import { callsPerSecond, givenOptions, priorityOption, wholeNumber } from './list-options.js';
import { beforeCalls } from './before-calls.js';
import { defaultWorkers } from './run.js';

interface ResumeFlags {
  readonly workers: number;
  readonly concurrency?: number;
  readonly maxCalls?: number;
  readonly maxAttempts?: number;
  readonly inDoubt?: 'retry' | 'hold';
  readonly rate?: number;
  readonly priority?: Priority;
  readonly ping: boolean;
  readonly json?: true;
  readonly exitOnChange?: true;
}

export function resumeCommand(): Command {
  return new Command('resume')
    .summary('go on with a batch, also after a crash or a halt')
    .description(
      'Never calls a row again that has its outcome. Where a live worker owns the batch it tells it so and returns, ' +
        "else it works here like 'run', with the options recorded; options given again win.",
    )
    .argument('<batch>', "the batch's id")
    .option('--workers <n>', 'verify processes', wholeNumber, defaultWorkers)
    .option('--concurrency <n>', 'calls in flight in one verify process (default: 20)', wholeNumber)
    .option('--max-calls <n>', 'never make more calls than this, those made already included', wholeNumber)
    .option('--max-attempts <n>', 'calls for one row before it ends in error', wholeNumber)
    .addOption(new Option('--in-doubt <policy>', 'calls whose answer never came').choices(['retry', 'hold']))
    .option('--rate <n>', 'calls a second, all workers together', callsPerSecond)
    .addOption(priorityOption())
    .option('--no-ping', "don't try the credentials first")
    .option('--exit-on-change', 'exit status 6 where changes.csv has a line')
    .option('--json', 'print the summary on standard output as JSON')
    .action(async (batch: string, flags: ResumeFlags) => {
      process.exitCode = await resume(batch, flags, loadConfig());
    });
}

async function resume(batch: string, flags: ResumeFlags, config: Config): Promise<ExitStatus> {
  const paths = batchPaths(config.dataDir, batch);
  const before = await readRecord(paths, batch);
  const { state } = await readState(paths, before);
  if (state === 'cancelled') throw new UserError(`Batch "${batch}" was cancelled, which is final.`);
  if (state === 'completed') return reportEnds([before], new Map([[batch, { state }]]), reportOptions(flags));
  const { appid, bucket } = credentialsOf(config);
  refuseOtherAccount(before, config.provider, { authUrl: config.authUrl, appid, bucket });
  const given = { options: givenOptions(flags) };
  const record = withGiven(before, given);
  await beforeCalls(config, flags.ping);
  const access = await openBatchAccess(config);
  const accept = acceptance(record, given, access, config);
  try {
    if (await tellLiveWorker(record, access, accept)) {
      process.stdout.write(
        `Batch ${batch} goes on in the worker that has it. 'rollcall status ${batch}' shows it.\n`,
      );
      return EXIT.done;
    }
    const ends = await runInForeground([record], access, config, {
      workers: flags.workers,
      concurrency: flags.concurrency ?? config.concurrency,
      onClaimed: accept,
    });
    return await reportEnds([record], ends, reportOptions(flags));
  } finally {
    await access.close();
  }
}

/**
 * From here on the batch goes on, with these options: to be called as often as wanted, when nothing can refuse it any more.
 *
 * @throws UserError where it is being cancelled: then nothing has changed
 */
function acceptance(
  record: BatchRecord,
  given: GivenOptions,
  access: BatchAccess,
  { dataDir }: Config,
): () => Promise<void> {
  const { batch } = record;
  return async () => {
    if (!(await access.controlOf(record).withdraw())) throw beingCancelled(batch);
    await keepOptions([batch], given, dataDir);
    await access.controlOf(record).retune();
  };
}

export function beingCancelled(batch: string): UserError {
  return new UserError(
    `Batch "${batch}" is being cancelled, which is final. Where that was cut off: rollcall cancel ${batch}`,
  );
}

/** @returns whether somebody alive goes on with the batch */
async function tellLiveWorker(
  record: BatchRecord,
  access: BatchAccess,
  accept: () => Promise<void>,
): Promise<boolean> {
  const scope = scopeOf(record.account);
  // What is refused must not have taken the batch out of the queue.
  if ((await access.controlOf(record).desiredState()) === 'cancelled') throw beingCancelled(record.batch);
  if (await access.controlOf(record).isWaitedFor()) {
    await accept();
    await liftHalt(access.redis.redis, scope);
    if (await waiterGoesOn(record, access)) return true;
  }
  if (!(await access.queue.release(record.batch))) {
    await accept();
    await liftHalt(access.redis.redis, scope);
    if (await ownerGoesOn(record, access)) return true;
  }
  if (!(await access.queue.hasWorkers())) return false;
  await accept();
  await liftHalt(access.redis.redis, scope);
  await access.queue.release(record.batch);
  await access.queue.add(record.batch, record.options.priority);
  return true;
}

const LOOK_MS = 300;

/** A process that waits for the paused batch takes it up at its next look, if it was not killed since the last. */
async function waiterGoesOn(record: BatchRecord, access: BatchAccess): Promise<boolean> {
  while (await access.controlOf(record).isWaitedFor()) {
    if (await access.queue.isHeld(record.batch)) return true;
    await sleep(LOOK_MS);
  }
  return false;
}

/** An owner that was suspending the batch just now leaves it all the same: that is waited for. */
async function ownerGoesOn(record: BatchRecord, access: BatchAccess): Promise<boolean> {
  const { batch } = record;
  const control = access.controlOf(record);
  // It looks for what is wanted of it several times a second: what it saw before has shown by then.
  for (let seen = 0; await access.queue.isHeld(batch); await sleep(LOOK_MS)) {
    const state = await control.state();
    seen = state === 'running' ? seen + 1 : 0;
    if (seen > 1) return true;
  }
  return false;
}
