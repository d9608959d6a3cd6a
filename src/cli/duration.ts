// Writes a duration in words, and reads one from an option's text.

import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../domain/duration.js';

export function durationOf(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** Reads `30d`, `6h`, `15m`, `30s` and `500ms` as milliseconds. */
export function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined)
    throw new InvalidArgumentError('It must be a time such as 30d, 6h, 15m, 30s or 500ms.');
  return ms;
}
