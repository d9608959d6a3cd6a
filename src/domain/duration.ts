// Durations as people write them. Pure.

import { z } from 'zod';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `30d`, `6h`, `15m`, `30s` and `500ms` as milliseconds; undefined for any other text. */
export function parseDuration(text: string): number | undefined {
  const [, number = '', unit = ''] = /^(\d{1,9}(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? [];
  const unitMs = UNITS[unit];
  return unitMs === undefined ? undefined : Math.round(Number(number) * unitMs);
}

/** Uses the largest unit that divides the duration, so that `parseDuration` reads the same value. */
export function formatDuration(durationMs: number): string {
  const units = Object.entries(UNITS).toReversed();
  const [unit, unitMs] = units.find(([, each]) => durationMs % each === 0) ?? ['ms', 1];
  return `${durationMs / unitMs}${unit}`;
}

/** The same for a setting, as a transformation of its text. */
export function durationSetting(text: string, context: z.RefinementCtx): number {
  const ms = parseDuration(text);
  if (ms === undefined) context.addIssue({ code: 'custom', message: 'must be a time such as 60s or 5m' });
  return ms ?? z.NEVER;
}
