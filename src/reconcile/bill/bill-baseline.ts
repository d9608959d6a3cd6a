// Reads calls of others that are known beforehand, for a bill: `period,calls` with days or months, or `date,code,calls` as
// for counts. It knows the text, not its source.

import { daysOfPeriod, isBillPeriod } from '../../domain/bill.js';
import type { ReturnCode } from '../../domain/return-codes.js';
import { UserError } from '../../domain/user-error.js';
import type { KnownCallsOfDays } from './bill-balance.js';

const HEADER = /^(?:date|period),(?:code,)?calls$/;
const ROW = /^(\d{4}-\d{2}(?:-\d{2})?),(?:([^,]{1,60}),)?(\d{1,12})$/;

/**
 * @param billable codes whose calls a bill has
 * @throws UserError naming the faulty line
 */
export function parseBillBaseline(
  text: string,
  file: string,
  billable: ReadonlySet<ReturnCode>,
): KnownCallsOfDays[] {
  const known: KnownCallsOfDays[] = [];
  for (const [at, whole] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = whole.replaceAll(/[\s"]/g, '');
    if (line === '' || (at === 0 && HEADER.test(line))) continue;
    const [, period, code, calls] = ROW.exec(line) ?? [];
    if (period === undefined || !isBillPeriod(period)) {
      throw new UserError('unreadable-baseline', ({ bill }) =>
        bill.noBaseline({ file, line: at + 1, text: whole.slice(0, 60) }),
      );
    }
    if (code === undefined || billable.has(code))
      known.push({ ...daysOfPeriod(period), calls: Number(calls) });
  }
  return known;
}
