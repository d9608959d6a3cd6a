// Reconciles one day on the morning after a night. While the provider's figures settle it is only a delayed job, which
// holds no worker; answers so far are on disk, so that any process can go on.

import { dirname, join } from 'node:path';
import { readdir } from 'node:fs/promises';
import { z } from 'zod';
import { commandEndSchema, runFinishCommand } from '../batch/output/finish-command.js';
import { readFormIfThere, writeJson } from '../files/durable.js';
import { chinaDayStart } from '../domain/china-time.js';
import { EXIT, UserError } from '../domain/user-error.js';
import {
  figuresFromJson,
  figuresJsonSchema,
  figuresToJson,
  pauseMs,
  reconcileStatus,
  VERDICTS,
  type SettlingState,
} from '../reconcile/index.js';
import type { SchedulePorts } from './ports.js';
import { ELSEWHERE_MS, isElsewhere } from './provider.js';
import { findSchedule, schedulePaths, type Schedule } from './record.js';

const reconciliationSchema = z.object({
  version: z.literal(1),
  day: z.string(),
  state: z.enum(['settling', 'done', 'failed']),
  startedAt: z.number(),
  endedAt: z.number().optional(),
  asked: z.number(),
  /** The last answer, while the figures settle. */
  figures: figuresJsonSchema.optional(),
  verdict: z.enum(VERDICTS).optional(),
  /** The path of report.json. */
  report: z.string().optional(),
  exit: z.number().optional(),
  reason: z.string().optional(),
  onFinish: commandEndSchema.optional(),
});
export type ScheduledReconciliation = z.infer<typeof reconciliationSchema>;

const DAY_FILE = /^(\d{4}-\d{2}-\d{2})\.json$/;
/** How long to try where no time to settle is given, because the service may be away for a moment. */
const PATIENCE_MS = 600_000;
const STOPPING_MS = 0;

function pathOf(dataDirectory: string, schedule: string, day: string): string {
  return join(schedulePaths(dataDirectory, schedule).reconciliations, `${day}.json`);
}

export async function readReconciliation(
  dataDirectory: string,
  schedule: string,
  day: string,
): Promise<ScheduledReconciliation | undefined> {
  if (chinaDayStart(day) === undefined) return undefined;
  return readFormIfThere(pathOf(dataDirectory, schedule, day), reconciliationSchema);
}

/** Days whose figures are still settling. */
export async function openReconciliations(dataDirectory: string, schedule: string): Promise<string[]> {
  const names = await readdir(schedulePaths(dataDirectory, schedule).reconciliations).catch(() => []);
  const days = names.flatMap((name) => DAY_FILE.exec(name)?.[1] ?? []);
  const found = await Promise.all(days.map((day) => readReconciliation(dataDirectory, schedule, day)));
  return found.flatMap((each) => (each?.state === 'settling' ? [each.day] : []));
}

/** @returns in how many milliseconds to go on; undefined where the reconciliation is over */
export async function stepReconciliation(
  name: string,
  day: string,
  ports: SchedulePorts,
): Promise<number | undefined> {
  const { dataDirectory } = ports;
  const schedule = await findSchedule(dataDirectory, name);
  if (schedule?.reconcile === undefined || chinaDayStart(day) === undefined) return undefined;
  const known = await readReconciliation(dataDirectory, name, day);
  const before: ScheduledReconciliation = known ?? {
    version: 1,
    day,
    state: 'settling',
    startedAt: ports.nowMs(),
    asked: 0,
  };
  if (before.state !== 'settling') return tell(schedule, before, ports);
  if (isElsewhere(schedule, ports)) return ELSEWHERE_MS;
  const { settleMs } = schedule.reconcile;
  const now = await ask(before, settleMs, ports);
  await write(dataDirectory, name, now.record);
  if (now.afterMs !== undefined) return now.afterMs;
  const { verdict, reason } = now.record;
  ports.log.info({ schedule: name, day, verdict, reason }, 'day reconciled');
  return tell(schedule, now.record, ports);
}

interface Asked {
  readonly record: ScheduledReconciliation;
  readonly afterMs?: number;
}

/** Thrown out of the reconciliation while the figures have not settled. */
class NotSettled extends Error {
  override readonly name = 'NotSettled';
  readonly state: SettlingState;

  constructor(state: SettlingState) {
    super('the figures have not settled');
    this.state = state;
  }
}

async function ask(
  before: ScheduledReconciliation,
  settleMs: number,
  { nowMs, reconcile }: SchedulePorts,
): Promise<Asked> {
  const { day, startedAt, asked, figures } = before;
  const leftMs = Math.max(0, startedAt + settleMs - nowMs());
  const everyMs = pauseMs(settleMs);
  try {
    const { report, path } = await reconcile({
      day,
      settleMs: leftMs,
      everyMs,
      before: figures === undefined ? undefined : { asked, figures: figuresFromJson(figures) },
      onWait: (state) => {
        throw new NotSettled(state);
      },
    });
    const { verdict, settling } = report;
    const done = { state: 'done', verdict, report: path, exit: reconcileStatus(report) } as const;
    return { record: { ...before, ...done, asked: settling.asked, figures: undefined, endedAt: nowMs() } };
  } catch (error) {
    if (error instanceof NotSettled) {
      const { state } = error;
      const record = { ...before, asked: state.asked, figures: figuresToJson(state.figures) };
      return { record, afterMs: Math.min(everyMs, leftMs) };
    }
    if (!(error instanceof UserError)) throw error;
    const patient = startedAt + Math.max(settleMs, PATIENCE_MS) - nowMs();
    if (patient > 0 && error.exitStatus === EXIT.usage) {
      return { record: { ...before, reason: error.message }, afterMs: Math.min(everyMs, patient) };
    }
    const failed = { state: 'failed', reason: error.message, exit: error.exitStatus } as const;
    return { record: { ...before, ...failed, figures: undefined, endedAt: nowMs() } };
  }
}

/** Runs the user's program once, on the report, or on what is known of the day where there is no report. */
async function tell(
  { name, onFinish }: Schedule,
  record: ScheduledReconciliation,
  { dataDirectory, command, log }: SchedulePorts,
): Promise<number | undefined> {
  if (onFinish === undefined || record.onFinish !== undefined) return undefined;
  const own = pathOf(dataDirectory, name, record.day);
  const about = record.report ?? own;
  const end = await runFinishCommand(onFinish, about, join(dirname(about), 'on-finish.log'), command);
  if (end === undefined) return STOPPING_MS;
  if (end.problem !== null)
    log.warn({ schedule: name, day: record.day, problem: end.problem }, '--on-finish');
  await write(dataDirectory, name, { ...record, onFinish: end });
  return undefined;
}

async function write(
  dataDirectory: string,
  schedule: string,
  record: ScheduledReconciliation,
): Promise<void> {
  await writeJson(pathOf(dataDirectory, schedule, record.day), String(process.pid), record);
}
