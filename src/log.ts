// Writes logs as JSON lines to standard error, in a readable form on a terminal. Callers never hand in personal data.

import { pino, type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from './setting-schema.js';

export type Log = Logger;

export function createLog(level: LogLevel): Log {
  const stream = process.stderr.isTTY
    ? pretty({ destination: 2, sync: true, ignore: 'pid,hostname' })
    : pino.destination({ dest: 2, sync: true });
  // If the reader of the log ends, the work goes on without it.
  stream.on('error', () => undefined);
  // The arguments of a refused Redis command are removed, because AUTH's is the password.
  const redact = { paths: ['err.command'], remove: true };
  return pino({ level, redact, timestamp: pino.stdTimeFunctions.isoTime }, stream);
}

/**
 * Limits how often a message is logged: once in `everyMs` milliseconds.
 *
 * @param subjectOf tells messages on different subjects apart, so that each is limited by itself
 */
export function atMostEvery<Said extends unknown[]>(
  everyMs: number,
  say: (...said: Said) => void,
  subjectOf: (...said: Said) => string = () => '',
): (...said: Said) => void {
  const saidAt = new Map<string, number>();
  return (...said) => {
    const [now, subject] = [performance.now(), subjectOf(...said)];
    if (now - (saidAt.get(subject) ?? -Infinity) < everyMs) return;
    saidAt.set(subject, now);
    say(...said);
  };
}
