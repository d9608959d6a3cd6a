// Erases the personal files of nights older than the schedule's --keep-days. The last completed night is never erased,
// because the next one is compared with it.

import { forgetGone } from '../batch/people/catch-up.js';
import { planPurge, purge, readPurged } from '../batch/retention/purge.js';
import { batchPaths } from '../batch/paths.js';
import { readRecord, readState, recordExists } from '../batch/record.js';
import { UserError } from '../domain/user-error.js';
import { nightsOf, type Night } from './night.js';
import type { SchedulePorts } from './ports.js';
import { allSchedules, type Schedule } from './record.js';
import type { Say } from '../words/words.js';

const DAY_MS = 86_400_000;

export async function eraseOldNights(
  { name, keepDays }: Schedule,
  { dataDirectory, nowMs, log }: Pick<SchedulePorts, 'dataDirectory' | 'nowMs' | 'log'>,
): Promise<void> {
  if (keepDays === undefined) return;
  const needed = await batchesNeeded(dataDirectory);
  const nights = await nightsOf(dataDirectory, name);
  let purged = 0;
  for (const { batch, dueAt } of nights) {
    if (batch === undefined || dueAt >= nowMs() - keepDays * DAY_MS || needed.has(batch)) continue;
    try {
      if ((await readPurged(batchPaths(dataDirectory, batch))) !== undefined) continue;
      const plan = await planPurge(dataDirectory, batch);
      await purge(dataDirectory, plan, nowMs());
      purged += 1;
      log.info({ schedule: name, batch, files: plan.files.length }, 'night purged');
    } catch (error) {
      // The batch may be halted, or its files were moved; the other nights are purged all the same.
      log.warn({ schedule: name, batch, reason: (error as Error).message }, 'night not purged');
    }
  }
  if (purged === 0) return;
  await forgetGone(dataDirectory).catch((error: unknown) => {
    log.warn({ schedule: name, err: error }, 'the index of people has not forgotten the nights yet');
  });
}

/** Batches whose outcomes a schedule's next night builds on, with the schedule's name. */
export async function batchesNeeded(dataDirectory: string): Promise<Map<string, string>> {
  const needed = new Map<string, string>();
  for (const { name } of await allSchedules(dataDirectory)) {
    const batch = await lastCompleted(dataDirectory, await nightsOf(dataDirectory, name));
    if (batch !== undefined) needed.set(batch, name);
  }
  return needed;
}

/** The same night as `--previous latest` takes, which may have been halted and resumed later. */
async function lastCompleted(dataDirectory: string, nights: readonly Night[]): Promise<string | undefined> {
  let last: { batch: string; finishedAt: number } | undefined;
  for (const { batch } of nights) {
    if (batch === undefined) continue;
    const paths = batchPaths(dataDirectory, batch);
    if (!(await recordExists(paths))) continue;
    const { state, finishedAt = 0 } = await readState(paths, await readRecord(paths, batch));
    if (state === 'completed' && finishedAt > (last?.finishedAt ?? -1)) last = { batch, finishedAt };
  }
  return last?.batch;
}

/** @throws UserError where a schedule still builds on the batch */
export async function refuseNeeded(dataDirectory: string, batch: string): Promise<void> {
  const by = (await batchesNeeded(dataDirectory)).get(batch);
  if (by !== undefined) throw new UserError('needed-batch', neededBy(batch, by));
}

export function neededBy(batch: string, schedule: string): Say {
  return ({ nightReasons }) => nightReasons.neededBySchedule({ batch, schedule });
}
