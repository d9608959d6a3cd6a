// How long something takes: in words, and as an option's text.

import { InvalidArgumentError } from 'commander';

export function durationOf(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30d`, `6h`, `15m`, `30s`, `500ms` → milliseconds */
export function duration(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,9}(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? [];
  const unitMs = UNITS[unit];
  if (unitMs === undefined)
    throw new InvalidArgumentError('It must be a time such as 30d, 6h, 15m, 30s or 500ms.');
  return Math.round(Number(number) * unitMs);
}
