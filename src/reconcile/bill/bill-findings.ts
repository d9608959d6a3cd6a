// Says in sentences what the comparison with a bill means: what accounts for the differences, what is left, and what to
// do. Each in every language of the catalogue. Pure.

import { isMonth, periodEnd, type BillPeriod } from '../../domain/bill.js';
import { chinaIso } from '../../domain/china-time.js';
import { inBoth } from '../../words/catalogue.js';
import type { Say } from '../../words/words.js';
import type { CallFates } from '../balance/call-fates.js';
import { SETTLING_MS } from '../balance/cuts.js';
import { declaredFindings, runningFindings, some, type Finding } from '../balance/findings.js';
import type { BillBalance, PeriodBalance } from './bill-balance.js';

export interface BillFindingsInput {
  readonly balance: BillBalance;
  readonly fates: CallFates;
  /** How many of the billed calls a package has paid; null where the bill doesn't say. */
  readonly deducted: number | null;
  readonly unfinished: readonly string[];
  readonly nowMs: number;
}

export function billFindings(input: BillFindingsInput): Finding[] {
  const { fates, deducted, unfinished, balance } = input;
  return [
    ...coveredFindings(fates),
    ...some(Math.abs(deducted ?? 0), (words) => words.billFindings.byPackage({ calls: deducted ?? 0 })),
    ...monthFindings(balance.periods),
    ...runningFindings(unfinished),
    ...lateFindings(balance.periods),
    ...some(fates.foreign, (words) => words.billFindings.foreign({ calls: fates.foreign })),
    ...missingFindings(input),
  ].map(inBoth);
}

function coveredFindings(fates: CallFates): Say[] {
  const { inDoubt, atEdge } = fates;
  return [
    ...some(inDoubt, (words) => words.billFindings.inDoubt({ calls: inDoubt })),
    ...some(atEdge, (words) => words.billFindings.atMidnight({ calls: atEdge })),
    ...declaredFindings(fates),
  ];
}

function monthFindings(periods: readonly PeriodBalance[]): Say[] {
  const months = periods.filter(({ period }) => isMonth(period)).map(({ period }) => period);
  return some(months.length, (words) =>
    words.billFindings.wholeMonths({ months: months.join(words.billFindings.between) }),
  );
}

const NAMED_AT_MOST = 10;

function lateFindings(periods: readonly PeriodBalance[]): Say[] {
  const late = periods.filter(({ theirs, verdict }) => theirs === undefined && verdict === 'unsettled');
  if (late.length === 0) return [];
  const calls = late.reduce((sum, period) => sum + period.calls.ours, 0);
  const names = named(late.map(({ period }) => period));
  const last = periods.findLast(({ theirs }) => theirs !== undefined)?.period ?? '';
  const found: Say = (words) => words.billFindings.late({ periods: names(words), calls });
  return late.some(({ period }) => period < last)
    ? [found, (words) => words.billFindings.passedOver({ last })]
    : [found];
}

function named(periods: readonly BillPeriod[]): Say {
  return ({ billFindings: { between, manyPeriods } }) => {
    const first = periods.slice(0, NAMED_AT_MOST).join(between);
    return periods.length > NAMED_AT_MOST ? manyPeriods({ named: first, all: periods.length }) : first;
  };
}

function missingFindings({ balance, fates, unfinished, nowMs }: BillFindingsInput): Say[] {
  const { missing: calls } = fates;
  if (calls === 0) return [];
  const short = balance.periods.filter(({ theirs, calls: own }) => theirs !== undefined && own.missing > 0);
  const names = named(short.map(({ period }) => period));
  const found: Say = (words) => words.billFindings.missing({ calls, periods: names(words) });
  if (unfinished.length > 0) return [found];
  const settled = short.map(({ period }) => periodEnd(period) + SETTLING_MS);
  if (settled.some((at) => at <= nowMs)) return [found, (words) => words.billFindings.overdue];
  const until = chinaIso(Math.max(...settled, nowMs));
  return [found, (words) => words.billFindings.settling({ until })];
}
