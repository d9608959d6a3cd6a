// Logs: JSON lines on standard error, readable on a terminal. Nothing personal is ever handed to a log.

import { pino, type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from './config.js';

export type Log = Logger;

export function createLog(level: LogLevel): Log {
  const stream = process.stderr.isTTY
    ? pretty({ destination: 2, sync: true, ignore: 'pid,hostname' })
    : pino.destination({ dest: 2, sync: true });
  // Whoever reads the log may go: the work goes on without it.
  stream.on('error', () => undefined);
  // Of a command that Redis refused the arguments are kept out: AUTH's is the password.
  return pino({ level, redact: { paths: ['err.command'], remove: true } }, stream);
}

/** Says something that would otherwise be said again and again: once in `everyMs` milliseconds. */
export function atMostEvery<Said>(everyMs: number, say: (said: Said) => void): (said: Said) => void {
  let saidAt = -Infinity;
  return (said) => {
    if (performance.now() - saidAt < everyMs) return;
    saidAt = performance.now();
    say(said);
  };
}
