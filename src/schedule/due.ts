// Begins a schedule's night when its time has come: it decides which night that is, whether it is too late for it, and
// what else begins with it. A second call for the same time finds what the first has written.

import { chinaDay } from '../domain/china-time.js';
import { clockText, nextTime } from '../queue/zone-times.js';
import { isOver, newNight, readNight, writeNight, type Night } from './night.js';
import type { SchedulePorts } from './ports.js';
import { findSchedule, type Schedule } from './record.js';
import { announcing } from '../webhooks/announce.js';
import { wordsIn } from '../words/catalogue.js';
import { announcePorts, missedEvent } from './told-events.js';

/** A worker that is at most this late was busy, or took over from a dead one, so no night was missed. */
const ON_TIME_MS = 600_000;
/** Missed nights further back than this are not counted. */
const COUNTED_MS = 40 * 86_400_000;
const DAY_MS = 86_400_000;

export async function whenDue(name: string, dueAt: number, ports: SchedulePorts): Promise<void> {
  const schedule = await findSchedule(ports.dataDirectory, name);
  if (schedule === undefined) {
    ports.log.warn({ schedule: name }, 'a schedule that is not on record is taken out of the queue');
    await ports.queue.removeTiming(name);
    return;
  }
  const now = ports.nowMs();
  const { last, before } = timesUpTo(schedule, dueAt, now);
  const lateMs = now - last;
  const tooLate = lateMs > Math.max(ON_TIME_MS, schedule.catchUpMs);
  const missed = tooLate ? before + 1 : before;
  if (missed > 0) await recordMissed(schedule, dueAt, tooLate ? last : undefined, missed, ports);
  if (!tooLate) await beginNight(schedule, last, lateMs > ON_TIME_MS ? 'late' : 'time', ports);
  if (schedule.reconcile !== undefined) await beginReconciliation(schedule, last, ports);
}

/** The last time up to now, and how many times were before it. */
function timesUpTo(schedule: Schedule, dueAt: number, now: number): { last: number; before: number } {
  let last = dueAt;
  let before = 0;
  const from = Math.max(dueAt, now - COUNTED_MS);
  for (let at = nextTime(schedule, from); at !== undefined && at <= now; at = nextTime(schedule, at)) {
    last = at;
    before += 1;
  }
  return { last, before };
}

/** @param last the last time before now, if it is too late to begin its night */
async function recordMissed(
  schedule: Schedule,
  first: number,
  last: number | undefined,
  missed: number,
  ports: SchedulePorts,
): Promise<void> {
  const { dataDirectory, nowMs, log } = ports;
  const night = newNight(schedule, first, 'time', nowMs());
  if ((await readNight(dataDirectory, schedule.name, night.night)) !== undefined) return;
  const { tz, catchUpMs } = schedule;
  const [at, hours] = [clockText(first, tz), last === undefined ? undefined : catchUpMs / 3_600_000];
  const reason = missedInWords(missed, at, hours);
  const over: Night = { ...night, state: 'missed', missed, reason, endedAt: nowMs() };
  const event = missedEvent(dataDirectory, schedule, over, nowMs());
  await announcing(announcePorts(ports), event, () => writeNight(dataDirectory, over));
  log.warn({ schedule: schedule.name, missed, reason }, 'nights missed');
}

/** @returns the night; a night that was begun before and is not over is only queued again */
export async function beginNight(
  schedule: Schedule,
  dueAt: number,
  trigger: Night['trigger'],
  ports: SchedulePorts,
  sameFile?: Night['sameFile'],
): Promise<Night> {
  const night = await noteNight(schedule, dueAt, trigger, ports, sameFile);
  if (!isOver(night)) await ports.queue.addNight(schedule.name, night.night);
  return night;
}

/** Writes a night into the history, for the process that works on it. */
export async function noteNight(
  schedule: Schedule,
  dueAt: number,
  trigger: Night['trigger'],
  ports: SchedulePorts,
  sameFile?: Night['sameFile'],
): Promise<Night> {
  const { dataDirectory, nowMs } = ports;
  const fresh: Night = { ...newNight(schedule, dueAt, trigger, nowMs()), sameFile };
  const reconciled = schedule.reconcile === undefined || trigger === 'hand' ? undefined : dayBefore(dueAt);
  const known = await readNight(dataDirectory, schedule.name, fresh.night);
  // A person may begin another in the same second, after the first has ended.
  if (known !== undefined && trigger === 'hand' && isOver(known))
    return noteNight(schedule, dueAt + 1000, trigger, ports, sameFile);
  if (known !== undefined) return known;
  const night = { ...fresh, reconciled };
  await writeNight(dataDirectory, night);
  return night;
}

async function beginReconciliation({ name }: Schedule, dueAt: number, ports: SchedulePorts): Promise<void> {
  await ports.queue.addReconciliation(name, dayBefore(dueAt));
}

function dayBefore(instantMs: number): string {
  return chinaDay(instantMs - DAY_MS);
}

/** @param hours after which nights are too late; undefined where that is not why */
function missedInWords(nights: number, first: string, hours: number | undefined): string {
  const { nightReasons: texts } = wordsIn('en');
  if (nights === 1)
    return hours === undefined ? texts.missed({ night: first }) : texts.missedLate({ night: first, hours });
  return hours === undefined
    ? texts.missedMany({ nights, first })
    : texts.missedManyLate({ nights, first, hours });
}
