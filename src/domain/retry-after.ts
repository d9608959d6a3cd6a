// Reads `Retry-After` in all the forms that services write: as RFC 9110 has it, with decimals or a unit, as Unix time.
// The clock is a parameter.

const NUMBER = /^\+?(\d+(?:\.\d+)?|\.\d+)\s*(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?)?$/i;
/** Only a text with a time is read as a date, because Date.parse finds dates in many texts. */
const TIME = /\d:\d\d/;
/** A wait of thirty years is a Unix time: from 2001 on in seconds, and likewise in milliseconds. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MS = 1e12;

/**
 * @param nowMs the service's time where it is known, because dates are by its clock
 * @returns milliseconds, 0 for a time that is past; undefined where the header tells no time
 */
export function retryAfterMs(header: string, nowMs: number): number | undefined {
  const text = header.trim();
  const [, digits, unit] = NUMBER.exec(text) ?? [];
  if (digits === undefined) return TIME.test(text) ? waitUntil(Date.parse(text), nowMs) : undefined;
  const count = Number(digits);
  if (unit === undefined && count >= EPOCH_MS) return waitUntil(count, nowMs);
  if (unit === undefined && count >= EPOCH_SECONDS) return waitUntil(count * 1000, nowMs);
  return Math.ceil(count * msOf(unit ?? 's'));
}

function msOf(unit: string): number {
  const word = unit.toLowerCase();
  if (word.startsWith('h')) return 3_600_000;
  if (word === 'ms' || word.startsWith('milli')) return 1;
  return word.startsWith('m') ? 60_000 : 1000;
}

function waitUntil(atMs: number, nowMs: number): number | undefined {
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
