// Writes a duration in words, and reads one from an option's text.

import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../domain/duration.js';
import type { Words } from '../words/words.js';

export function durationOf(seconds: number, { units }: Words): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return units.seconds({ seconds: whole });
  if (whole < 3600) return units.minutes({ minutes: Math.floor(whole / 60), seconds: whole % 60 });
  return units.hours({ hours: Math.floor(whole / 3600), minutes: Math.floor((whole % 3600) / 60) });
}

/** Reads `30d`, `6h`, `15m`, `30s` and `500ms` as milliseconds. */
export function duration({ listOptions }: Words): (text: string) => number {
  return (text) => {
    const ms = parseDuration(text);
    if (ms === undefined) throw new InvalidArgumentError(listOptions.mustBe.duration);
    return ms;
  };
}
