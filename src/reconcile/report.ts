// report.json: the balance in CONTRACT.md's names and order, with what it was made from. Pure.

import { chinaIso } from '../domain/china-time.js';
import type { LedgerRules } from '../domain/ledger.js';
import type { Balance, SlotBalance } from './balance.js';
import { Costs, type Tariff } from './cost.js';
import type { DayRange } from './days.js';
import type { Figures } from './figures.js';
import type { CodeBalance } from './level.js';
import type { ProviderCheck } from './provider-checks.js';
import type { BatchCalls } from './recorded-batch.js';

export interface ReportInput {
  readonly range: DayRange;
  readonly balance: Balance;
  readonly batches: readonly BatchCalls[];
  readonly figures: Figures;
  readonly checks: readonly ProviderCheck[];
  readonly tariff: Tariff;
  readonly rules: LedgerRules;
  /** Unix milliseconds. */
  readonly nowMs: number;
}

/** @throws UserError where the price is no decimal */
export function reportOf({ range, balance, batches, figures, checks, tariff, rules, nowMs }: ReportInput) {
  const costs = new Costs(tariff);
  const doubtful = batches.flatMap((batch) => batch.doubtful);
  const ours = batches.flatMap(({ byCode }) => [...byCode]);
  return {
    from: range.from,
    to: range.to,
    verdict: balance.verdict,
    made_at: chinaIso(nowMs),
    codes: balance.codes.map(codeOf),
    days: balance.days.map(slotOf),
    buckets: balance.buckets.filter(differs).map(slotOf),
    batches: batches.map((batch) => batchOf(batch, costs)),
    in_doubt: {
      calls: sum(doubtful.map(({ count }) => count)),
      any_code: sum(doubtful.filter(({ code }) => code === undefined).map(({ count }) => count)),
    },
    cost: {
      currency: tariff.currency,
      price: tariff.price ?? null,
      billable_codes: tariff.billableCodes,
      ours: costs.of(added(ours)),
      in_doubt: costs.ofDoubtful(doubtful),
      theirs: costs.of(figures.summary),
    },
    provider_checks: checks,
    assumptions: { clock_tolerance_ms: rules.toleranceMs, timeout_ms: rules.timeoutMs },
  };
}
export type Report = ReturnType<typeof reportOf>;

function codeOf({ code, ours, inDoubt, atEdge, theirs, difference, left, reported, verdict }: CodeBalance) {
  return {
    code,
    ours,
    in_doubt: inDoubt,
    at_edge: atEdge,
    theirs,
    difference,
    unexplained: left,
    reported,
    verdict,
  };
}

function slotOf({ date, verdict, codes }: SlotBalance) {
  return { date, verdict, codes: codes.map(codeOf) };
}

function differs({ codes }: SlotBalance): boolean {
  return codes.some(({ reported, difference, left }) => reported && (difference !== 0 || left !== 0));
}

/** `calls` and `by_code` as in summary.json, those of the range alone. */
function batchOf({ batch, label, finished, byCode, doubtful }: BatchCalls, costs: Costs) {
  const answered = sum(byCode.values());
  const inDoubt = sum(doubtful.map(({ count }) => count));
  return {
    batch,
    label,
    finished,
    calls: answered + inDoubt,
    in_doubt: inDoubt,
    by_code: Object.fromEntries(
      [...byCode].sort(([a], [b]) => b - a).map(([code, count]) => [String(code), count]),
    ),
    cost: costs.of(byCode),
    cost_in_doubt: costs.ofDoubtful(doubtful),
  };
}

function added(counts: readonly (readonly [number, number])[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const [code, count] of counts) sums.set(code, (sums.get(code) ?? 0) + count);
  return sums;
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
