// What became of a schedule's nights, in the form that `rollcall schedule history --json` prints; the keys are part of
// the outer interface.

import { existsSync } from 'node:fs';
import { z } from 'zod';
import { readSummary } from '../batch/exit-status.js';
import { readTold } from '../batch/output/on-finish.js';
import { batchPaths } from '../batch/paths.js';
import { readPurged } from '../batch/retention/purge.js';
import { readRecord, readState, recordExists } from '../batch/record.js';
import { chinaIso } from '../domain/china-time.js';
import { UserError } from '../domain/user-error.js';
import { clockText } from '../queue/zone-times.js';
import { nightsOf, type Night } from '../schedule/night.js';
import { readReconciliation, type ScheduledReconciliation } from '../schedule/reconciliation-record.js';
import { findSchedule, schedulePaths } from '../schedule/record.js';
import type { App } from './app.js';

const CHINA = 'Asia/Shanghai';

export interface NightInHistory {
  /** The time at which the night was due, on the schedule's clock. */
  readonly dueOnClock: string;
  readonly entry: HistoryEntry;
}

/**
 * The newest night comes first.
 *
 * @throws UserError where no schedule has or had this name
 */
export async function scheduleHistory(
  { config: { dataDir } }: Pick<App, 'config'>,
  name: string,
  last: number,
): Promise<NightInHistory[]> {
  if (!existsSync(schedulePaths(dataDir, name).directory)) {
    throw new UserError('unknown-schedule', ({ nightErrors }) => nightErrors.noSchedule({ name, dataDir }));
  }
  const tz = (await findSchedule(dataDir, name))?.tz ?? CHINA;
  const nights = await nightsOf(dataDir, name, last);
  return Promise.all(
    nights.map(async (night) => ({
      dueOnClock: clockText(night.dueAt, tz),
      entry: await entryOf(night, dataDir),
    })),
  );
}

/** The part of a summary that is shown; summaries of later versions may have more. */
const figuresSchema = z.looseObject({
  rows: z.number(),
  calls: z.number(),
  changes: z
    .looseObject({ carried: z.number(), changed: z.number(), new: z.number(), gone: z.number() })
    .optional(),
});

export type HistoryEntry = Awaited<ReturnType<typeof entryOf>>;

async function entryOf(night: Night, dataDir: string) {
  const batch = night.batch === undefined ? undefined : await batchNow(night.batch, dataDir);
  const changes = batch?.figures?.changes;
  const day = night.reconciled;
  const reconciliation =
    day === undefined ? undefined : await readReconciliation(dataDir, night.schedule, day);
  return {
    night: night.night,
    data_dir: dataDir,
    due_at: chinaIso(night.dueAt),
    trigger: night.trigger,
    // A batch that was halted may have been resumed since, so its own state counts.
    state:
      night.state === 'running' || night.state === 'halted' ? (batch?.state ?? night.state) : night.state,
    reason: night.reason ?? null,
    exit: night.exit ?? null,
    missed: night.missed ?? null,
    file: night.file ?? null,
    batch: night.batch ?? null,
    rows: batch?.figures?.rows ?? null,
    calls: batch?.figures?.calls ?? null,
    carried: changes?.carried ?? null,
    changed: changes?.changed ?? null,
    new: changes?.new ?? null,
    gone: changes?.gone ?? null,
    purged_at: batch?.purgedAt ?? null,
    started_at: chinaIso(night.startedAt),
    finished_at: night.endedAt === undefined ? null : chinaIso(night.endedAt),
    on_finish: night.onFinish ?? batch?.told ?? null,
    reconciliation: day === undefined ? null : dayOf(day, reconciliation),
  };
}

async function batchNow(batch: string, dataDir: string) {
  const paths = batchPaths(dataDir, batch);
  if (!(await recordExists(paths))) return undefined;
  const record = await readRecord(paths, batch);
  const { state } = await readState(paths, record);
  const figures = figuresSchema.safeParse(await readSummary(record));
  const told = await readTold(paths);
  return { state, figures: figures.data, purgedAt: await readPurged(paths), told };
}

function dayOf(day: string, known: ScheduledReconciliation | undefined) {
  return {
    day,
    state: known?.state ?? 'settling',
    verdict: known?.verdict ?? null,
    asked: known?.asked ?? 0,
    exit: known?.exit ?? null,
    reason: known?.reason ?? null,
    report: known?.report ?? null,
    on_finish: known?.onFinish ?? null,
  };
}
