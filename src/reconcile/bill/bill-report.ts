// The report of a reconciliation with a bill: report.json under its documented names, with what it was made from. Pure.

import { chinaIso } from '../../domain/china-time.js';
import { daysOfPeriod, type Bill, type BillLine } from '../../domain/bill.js';
import { bucketsOf, dayEnd, type DayRange } from '../../domain/days.js';
import type { LedgerRules } from '../../domain/ledger.js';
import { inBoth } from '../../words/catalogue.js';
import { fatesOf, type CallFates } from '../balance/call-fates.js';
import type { Candidates } from '../balance/candidates.js';
import type { Bridge } from '../bridge.js';
import { Costs, type Tariff } from '../cost.js';
import type { BatchCalls } from '../recorded-batch.js';
import { batchOf, countOf, labelsOf, SlotCosts, together } from '../report/batch-costs.js';
import { differenceOf } from '../report/report.js';
import type { Settling } from '../settling.js';
import { BILLED, type BillBalance, type KnownCallsOfDays, type PeriodBalance } from './bill-balance.js';
import { billChecks } from './bill-checks.js';
import { billFindings } from './bill-findings.js';
import { itemsOf, linesOf, sumsOf } from './bill-sums.js';

interface BillReportInput {
  readonly range: DayRange;
  readonly provider: string;
  readonly source: 'api' | 'file';
  readonly balance: BillBalance;
  readonly bill: Bill;
  readonly batches: readonly BatchCalls[];
  /** Batches of those days whose calls may not all be recorded. */
  readonly unfinished: readonly string[];
  /** Calls that may explain a difference, by period. */
  readonly candidates: ReadonlyMap<string, Candidates>;
  readonly notSearched: readonly string[];
  readonly settling: Settling;
  readonly tariff: Tariff;
  readonly rules: LedgerRules;
  readonly baseline: readonly KnownCallsOfDays[];
  readonly exclude: readonly string[];
  readonly nowMs: number;
}

const REPORT_VERSION = 2;

/** What can't be seen in totals of billed calls. */
export const LIMITS = [
  inBoth(({ billFindings: said }) => said.totalsAlone),
  inBoth(({ billFindings: said }) => said.sharedItem),
];

/** @throws UserError where the price is no decimal */
export function billReport(input: BillReportInput) {
  const { range, balance, bill, batches, candidates, nowMs } = input;
  const periods = balance.periods.map(({ period }) => period);
  const billed = bill.lines.filter((line) => periods.some((period) => line.period.startsWith(period)));
  const costs = new Costs(
    input.tariff,
    batches.flatMap(({ lines }) => lines),
    Math.min(nowMs, dayEnd(range.to) - 1),
  );
  const { answered, doubtful } = together(batches);
  const slotCosts = new SlotCosts(costs, answered);
  const fates = sumOfFates(balance);
  const sums = sumsOf(billed);
  const deducted = sums?.deducted_calls ?? null;
  const bridge = costs.bridge(balance.assignments, BILLED);
  return {
    version: REPORT_VERSION,
    provider: input.provider,
    basis: 'bill' as const,
    source: input.source,
    from: range.from,
    to: range.to,
    verdict: balance.verdict,
    open: balance.periods.some(({ open }) => open),
    made_at: chinaIso(nowMs),
    findings: [
      ...billFindings({ balance, fates, deducted, unfinished: input.unfinished, nowMs }),
      ...costs.findings(),
    ],
    codes: [],
    days: [],
    buckets: [],
    periods: balance.periods.map((period) => periodOf(period, bill.lines, candidates, slotCosts)),
    explained_by: { in_doubt: fates.inDoubt, at_edge: fates.atEdge, known: fates.known },
    unexplained: { foreign: fates.foreign, missing: fates.missing },
    items: itemsOf(billed),
    batches: batches.map((batch) => batchOf(batch, costs)),
    labels: labelsOf(batches, costs),
    in_doubt: {
      calls: countOf(doubtful),
      any_code: countOf(doubtful.filter(({ code }) => code === undefined)),
    },
    bridge,
    cost: costOf(input, costs, billed, bridge),
    limits: LIMITS.map(({ en }) => en),
    provider_checks: billChecks(bill, periods),
    settling: input.settling,
    assumptions: {
      clock_tolerance_ms: input.rules.toleranceMs,
      timeout_ms: input.rules.timeoutMs,
      baseline: input.baseline.filter(({ from, to }) => to >= range.from && from <= range.to),
      excluded: input.exclude,
      not_searched: input.notSearched,
    },
  };
}
export type BillReport = ReturnType<typeof billReport>;

function sumOfFates({ assignments }: BillBalance): CallFates {
  const sum = { inDoubt: 0, atEdge: 0, known: 0, foreign: 0, missing: 0 };
  for (const fates of assignments.map(({ assignment }) => fatesOf(assignment))) {
    for (const fate of Object.keys(sum) as (keyof typeof sum)[]) sum[fate] += fates[fate];
  }
  return sum;
}

/** `calls` names some of the calls that could explain the difference; `candidates` counts all of them. */
function periodOf(
  { period, calls: own, theirs, open, verdict }: PeriodBalance,
  bill: readonly BillLine[],
  candidates: BillReportInput['candidates'],
  costs: SlotCosts,
) {
  const found = candidates.get(period);
  const sums = sumsOf(linesOf(period, bill));
  return {
    period,
    ours: own.ours,
    in_doubt: own.inDoubt,
    at_edge: own.atEdge,
    known: own.known,
    theirs: theirs ?? null,
    difference: theirs === undefined ? null : theirs - own.ours,
    foreign: theirs === undefined ? null : own.foreign,
    missing: theirs === undefined ? null : own.missing,
    deducted_calls: sums?.deducted_calls ?? null,
    cost: costs.all(bucketsOf(daysOfPeriod(period))),
    amount: sums?.amount ?? null,
    open,
    verdict,
    ...(found === undefined ? {} : { candidates: found.counts, calls: found.calls }),
  };
}

function costOf(
  { tariff, batches }: BillReportInput,
  costs: Costs,
  billed: readonly BillLine[],
  bridge: Bridge,
) {
  const { answered, doubtful } = together(batches);
  const ours = costs.of(answered);
  const sums = sumsOf(billed);
  const theirs = sums?.amount ?? null;
  return {
    currency: tariff.currency,
    price: tariff.price ?? null,
    billable_codes: tariff.billableCodes,
    ours,
    in_doubt: costs.of(doubtful),
    /** What the bill says is to be paid; null where it doesn't say. */
    theirs,
    /** What its calls cost at our price, packages or not. */
    theirs_at_our_price: bridge.at(-1)?.amount ?? null,
    /** From our calls of those periods that the bill has. */
    difference: differenceOf(bridge[0]?.amount ?? null, theirs),
    /** How many billed calls a package has paid; null where the bill doesn't say. */
    deducted_calls: sums?.deducted_calls ?? null,
    calls_without_price: costs.unpriced([...answered, ...doubtful]),
    calls_at_dated_price: costs.dated([...answered, ...doubtful]),
    by_price: costs.pricesUsed(answered),
  };
}
