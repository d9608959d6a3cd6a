// When a schedule is due: a cron pattern read on the clock of a time zone. The pattern runs over the clock's readings;
// each reading is then turned into the instant at which the clock shows it. A reading that the zone skips stands for the
// first instant after the gap, one that it repeats for the first of both: so no night is lost and none comes twice.
// Given to BullMQ as its strategy, because its own loses times in a gap at midnight and, after a late start, repeats
// one in a repeated hour.

import { CronExpressionParser } from 'cron-parser';

export interface Timing {
  /** Five fields: minute, hour, day of month, month, day of week. */
  readonly cron: string;
  /** An IANA name such as Asia/Shanghai. */
  readonly tz: string;
}

const DAY_MS = 86_400_000;

/** The first time after `afterMs`; undefined where there is none. Unix milliseconds. */
export function nextTime({ cron, tz }: Timing, afterMs: number): number | undefined {
  const readings = CronExpressionParser.parse(cron, {
    tz: 'UTC',
    currentDate: new Date(readingAt(afterMs, tz)),
  });
  for (;;) {
    const reading = nextOf(readings);
    if (reading === undefined) return undefined;
    const at = instantOf(reading, tz);
    // The only readings that are not after `afterMs` are those that a repeated hour shows for the second time.
    if (at > afterMs) return at;
  }
}

/** The next times, the first of them after `afterMs`. */
export function nextTimes(timing: Timing, afterMs: number, count: number): number[] {
  const times: number[] = [];
  for (let at = nextTime(timing, afterMs); at !== undefined && times.length < count;) {
    times.push(at);
    at = nextTime(timing, at);
  }
  return times;
}

function nextOf(readings: ReturnType<typeof CronExpressionParser.parse>): number | undefined {
  try {
    return readings.next().getTime();
  } catch {
    return undefined;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(tz: string): Intl.DateTimeFormat {
  const known = formats.get(tz);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: tz,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(tz, format);
  return format;
}

/** What the zone's clock shows at an instant, in milliseconds as if it were UTC. */
function readingAt(instantMs: number, tz: string): number {
  const parts = Object.fromEntries(
    formatOf(tz)
      .formatToParts(instantMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((instantMs % 1000) + 1000) % 1000);
}

/** The first instant at which the clock shows the reading; where it never does, the first one after the gap. */
function instantOf(reading: number, tz: string): number {
  const offsetAt = (instant: number): number => readingAt(instant, tz) - instant;
  const before = offsetAt(reading - DAY_MS);
  const after = offsetAt(reading + DAY_MS);
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    if (readingAt(reading - offset, tz) === reading) return reading - offset;
  }
  // The zone's clock skips this reading, at an instant between these two.
  let [early, late] = [reading - after, reading - before];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (offsetAt(middle) === before) early = middle;
    else late = middle;
  }
  return late;
}

/** `2026-11-26 01:30` on the zone's clock. */
export function clockText(instantMs: number, tz: string): string {
  return new Date(readingAt(instantMs, tz)).toISOString().slice(0, 16).replace('T', ' ');
}
