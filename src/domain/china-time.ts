// China Standard Time: the provider's days and buckets, and our outcome times. UTC+8 the whole year round,
// so a fixed shift is exact for every date since 1992. Instants are Unix milliseconds.

const OFFSET_MS = 8 * 3_600_000;
const BUCKET_MS = 5 * 60_000;
const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/;

function shifted(instantMs: number): string {
  return new Date(instantMs + OFFSET_MS).toISOString();
}

/** The last second is kept with its text, because thousands of instants are written, many of the same second. */
let lastSecond = { second: NaN, text: '' };

/** The form is `2026-11-24T09:30:00.123+08:00`. */
export function chinaIso(instantMs: number): string {
  const second = Math.floor(instantMs / 1000);
  if (second !== lastSecond.second) lastSecond = { second, text: shifted(second * 1000).slice(0, 20) };
  const ms = Math.floor(instantMs) - second * 1000;
  return `${lastSecond.text}${String(ms).padStart(3, '0')}+08:00`;
}

let lastRead = { text: '', ms: NaN };
const SECOND_LENGTH = '2026-11-24T09:30:00.'.length;
const OFFSET_TEXT = '+08:00';

/** Reads what `chinaIso` wrote; NaN for any other text. */
export function instantOfChinaIso(text: string): number {
  const ms = Number(text.slice(SECOND_LENGTH, -OFFSET_TEXT.length));
  if (text.length !== SECOND_LENGTH + 3 + OFFSET_TEXT.length || !text.endsWith(OFFSET_TEXT))
    return Date.parse(text);
  if (!text.startsWith(lastRead.text) || lastRead.text === '') {
    const second = text.slice(0, SECOND_LENGTH);
    lastRead = { text: second, ms: Date.parse(`${second}000${OFFSET_TEXT}`) };
  }
  return lastRead.ms + ms;
}

/** The calendar day in China: `2026-11-24`. */
export function chinaDay(instantMs: number): string {
  return shifted(instantMs).slice(0, 10);
}

/** The start of the 5-minute bucket as `/verifyc/stat` writes it: `2026-11-24 09:30:00`. */
export function chinaBucket(instantMs: number): string {
  const start = Math.floor(instantMs / BUCKET_MS) * BUCKET_MS;
  return shifted(start).slice(0, 19).replace('T', ' ');
}

/**
 * The instant of midnight in China at which `day` (YYYY-MM-DD) begins; undefined where `day` is not in the calendar.
 */
export function chinaDayStart(day: string): number | undefined {
  if (!DAY_PATTERN.test(day)) return undefined;
  const utcMidnight = Date.parse(`${day}T00:00:00.000Z`);
  if (Number.isNaN(utcMidnight) || new Date(utcMidnight).toISOString().slice(0, 10) !== day) return undefined;
  return utcMidnight - OFFSET_MS;
}
