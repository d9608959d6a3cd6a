// Logs: JSON lines on standard error, readable on a terminal. Nothing personal is ever handed to a log.

import { pino, type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from './config.js';

export type Log = Logger;

export function createLog(level: LogLevel): Log {
  const stream = process.stderr.isTTY
    ? pretty({ destination: 2, sync: true, ignore: 'pid,hostname' })
    : pino.destination({ dest: 2, sync: true });
  // The reader of the log may end; the work goes on without it.
  stream.on('error', () => undefined);
  // The arguments of a command that Redis refused are left out, as AUTH's is the password.
  return pino({ level, redact: { paths: ['err.command'], remove: true } }, stream);
}

/**
 * Says something that would otherwise be said again and again: once in `everyMs` milliseconds.
 *
 * @param subjectOf what is said counts by this, where not all of it is about the same
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
