// What a process that works for schedules is given: the configuration, the queue, and the options of `submit` read
// again as they were typed.

import { join } from 'node:path';
import { Command } from 'commander';
import { recordedBatches } from '../batch/recorded-batches.js';
import type { Config } from '../config.js';
import { UserError } from '../domain/user-error.js';
import type { SchedulePorts } from '../schedule/ports.js';
import type { Schedule } from '../schedule/record.js';
import type { BatchAccess } from './batch-access.js';
import { beforeCalls } from './before-calls.js';
import { addListOptions, requestOf, type ListOptions } from './list-options.js';
import { reconcileDays } from './reconcile.js';

export function schedulePorts(
  config: Config,
  { queue }: Pick<BatchAccess, 'queue'>,
  log: SchedulePorts['log'],
  stopping: AbortSignal,
): SchedulePorts {
  return {
    dataDirectory: config.dataDir,
    nowMs: Date.now,
    log,
    queue: {
      addBatch: (batch) => queue.add(batch),
      hasBatch: (batch) => queue.has(batch),
      addNight: (schedule, night) => queue.schedules.addNight(schedule, night),
      hasNight: (schedule, night) => queue.schedules.hasNight(schedule, night),
      addReconciliation: (schedule, day) => queue.schedules.addReconciliation(schedule, day),
      setTiming: (schedule) => queue.schedules.set(schedule.name, schedule),
      removeTiming: (schedule) => queue.schedules.remove(schedule),
      namesWithTiming: async () => (await queue.schedules.all()).map(({ name }) => name),
    },
    command: { environment: config.commandEnvironment, stopping },
    requestOf: async (schedule, file, batch) => requestOf(file, nightOptions(schedule, batch), config),
    beforeCalls: (schedule) => beforeCalls(config, schedule.ping),
    reconcile: ({ day, settleMs, everyMs, before, onWait }) =>
      reconcileDays(
        config,
        recordedBatches,
        { from: day, to: day, settleMs, settleEveryMs: everyMs },
        { before, onWait },
      ),
  };
}

/** @throws UserError where this version doesn't take an option that was recorded */
function nightOptions({ name, args, outDirectory, onFinish }: Schedule, batch: string): ListOptions {
  const options = readListOptions(args, name);
  return {
    ...options,
    batch,
    // So that `latest` and the reports tell this schedule's batches from others.
    label: options.label === '' ? name : options.label,
    ...(outDirectory === undefined ? {} : { out: join(outDirectory, batch) }),
    ...(onFinish === undefined ? {} : { onFinish }),
  };
}

function readListOptions(args: readonly string[], name: string): ListOptions {
  const command = addListOptions(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  try {
    return command.parse(args, { from: 'user' }).opts();
  } catch (error) {
    throw new UserError(
      `The options of schedule "${name}" can't be used: ${(error as Error).message}. Add it again with --replace.`,
      { cause: error },
    );
  }
}
