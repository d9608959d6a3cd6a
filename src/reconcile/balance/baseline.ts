// Reads calls of others that are known beforehand from a small CSV file: `date,code,calls`. It knows the text, not its
// source.

import { chinaDayStart } from '../../domain/china-time.js';
import { UserError } from '../../domain/user-error.js';
import type { BaselineCalls } from './cuts.js';

const HEADER = /^date,code,calls$/;
const ROW = /^(\d{4}-\d{2}-\d{2}),(-?\d{1,9}),(\d{1,15})$/;

/** @throws UserError naming the faulty line */
export function parseBaseline(text: string, file: string): BaselineCalls[] {
  const calls: BaselineCalls[] = [];
  for (const [at, whole] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = whole.replaceAll(/[\s"]/g, '');
    if (line === '' || (at === 0 && HEADER.test(line))) continue;
    const [, day, code, count] = ROW.exec(line) ?? [];
    if (day === undefined || chinaDayStart(day) === undefined) {
      const about = { file, line: at + 1, text: whole.slice(0, 60) };
      throw new UserError('unreadable-baseline', ({ reconcileErrors }) =>
        reconcileErrors.baselineLine(about),
      );
    }
    calls.push({ day, code: String(Number(code)), count: Number(count) });
  }
  return calls;
}
