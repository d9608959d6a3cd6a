// Reconciles one day on the morning after a night. While the provider's figures settle it is only a delayed job, which
// holds no worker; answers so far are on disk, so that any process can go on. A day whose bill is not there is asked
// about again with each next night.

import { dirname, join } from 'node:path';
import { runFinishCommand } from '../batch/output/finish-command.js';
import { chinaDayStart } from '../domain/china-time.js';
import { DAY_MS, dayEnd } from '../domain/days.js';
import { EXIT, UserError } from '../domain/user-error.js';
import { clockText, nextTime } from '../queue/zone-times.js';
import { pauseMs } from '../reconcile/index.js';
import { announcing } from '../webhooks/announce.js';
import { wordsIn } from '../words/catalogue.js';
import type { AskedBefore, ReconciledDay, SchedulePorts } from './ports.js';
import { ELSEWHERE_MS, isElsewhere } from './provider.js';
import {
  readReconciliation,
  reconciliationPath,
  writeReconciliation,
  type ScheduledReconciliation,
} from './reconciliation-record.js';
import { findSchedule, type Schedule } from './record.js';
import { announcePorts, reconciledEvent } from './told-events.js';

/** How long to try where no time to settle is given, because the service may be away for a moment. */
const PATIENCE_MS = 600_000;
/** Accounts that are settled by the month have a day's bill only after the month's end. */
const BILL_PATIENCE_MS = 45 * DAY_MS;
const STOPPING_MS = 0;

/** Reasons stand on record in English. */
const { nightReasons: TEXTS } = wordsIn('en');

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
  const waitMs = (before.nextAt ?? 0) - ports.nowMs();
  if (waitMs > 0) return waitMs;
  const now = await ask(before, schedule, ports);
  const event = reconciledEvent(dataDirectory, schedule, now.record, ports.nowMs());
  await announcing(announcePorts(ports), event, () => writeReconciliation(dataDirectory, name, now.record));
  const { verdict, reason, nextAt = 0 } = now.record;
  if (nextAt > ports.nowMs()) ports.log.warn({ schedule: name, day, verdict, reason }, 'day not settled');
  if (now.afterMs !== undefined) return now.afterMs;
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
  readonly state: AskedBefore;

  constructor(state: AskedBefore) {
    super('the figures have not settled');
    this.state = state;
  }
}

async function ask(
  before: ScheduledReconciliation,
  schedule: Schedule,
  { nowMs, reconcile }: SchedulePorts,
): Promise<Asked> {
  const { day, startedAt, asked, figures, bill, nextAt } = before;
  const settleMs = schedule.reconcile?.settleMs ?? 0;
  // Each night that asks again has the whole time to settle.
  const since = nextAt ?? startedAt;
  const leftMs = Math.max(0, since + settleMs - nowMs());
  const everyMs = pauseMs(settleMs);
  try {
    const answer = await reconcile({
      day,
      settleMs: leftMs,
      everyMs,
      before: figures === undefined && bill === undefined ? undefined : { asked, figures, bill },
      onWait: (state) => {
        throw new NotSettled(state);
      },
    });
    return judged({ ...before, figures: undefined, bill: undefined }, answer, schedule, nowMs());
  } catch (error) {
    if (error instanceof NotSettled) {
      const { state } = error;
      const record = { ...before, asked: state.asked, figures: state.figures, bill: state.bill };
      return { record, afterMs: Math.min(everyMs, leftMs) };
    }
    if (!(error instanceof UserError)) throw error;
    const patient = since + Math.max(settleMs, PATIENCE_MS) - nowMs();
    if (patient > 0 && error.exitStatus === EXIT.usage) {
      return { record: { ...before, reason: error.message }, afterMs: Math.min(everyMs, patient) };
    }
    const failed = { state: 'failed', reason: error.message, exit: error.exitStatus } as const;
    return { record: { ...before, ...failed, figures: undefined, bill: undefined, endedAt: nowMs() } };
  }
}

/** A bill comes a day or more after the calls, so its day stays open, for the next night to ask again. */
function judged(
  before: ScheduledReconciliation,
  { verdict, asked, exit, report, byBill }: ReconciledDay,
  schedule: Schedule,
  nowMs: number,
): Asked {
  const known = { ...before, verdict, asked, exit, report, reason: undefined };
  const isOpen = byBill && verdict === 'unsettled';
  const nextAt = isOpen ? nextTime(schedule, nowMs) : undefined;
  if (nextAt === undefined || nowMs >= dayEnd(before.day) + BILL_PATIENCE_MS) {
    const reason = isOpen ? TEXTS.noBill({ days: BILL_PATIENCE_MS / DAY_MS }) : undefined;
    return { record: { ...known, reason, state: 'done', nextAt: undefined, endedAt: nowMs } };
  }
  const reason = TEXTS.billLater({ at: clockText(nextAt, schedule.tz) });
  return { record: { ...known, reason, nextAt }, afterMs: nextAt - nowMs };
}

/** Runs the user's program once, on the report, or on what is known of the day where there is no report. */
async function tell(
  { name, onFinish }: Schedule,
  record: ScheduledReconciliation,
  { dataDirectory, command, log }: SchedulePorts,
): Promise<number | undefined> {
  if (onFinish === undefined || record.onFinish !== undefined) return undefined;
  const own = reconciliationPath(dataDirectory, name, record.day);
  const about = record.report ?? own;
  const end = await runFinishCommand(onFinish, about, join(dirname(about), 'on-finish.log'), command);
  if (end === undefined) return STOPPING_MS;
  if (end.problem !== null)
    log.warn({ schedule: name, day: record.day, problem: end.problem }, '--on-finish');
  await writeReconciliation(dataDirectory, name, { ...record, onFinish: end });
  return undefined;
}
