// report.json: the balance under its documented names, in their order, with what it was made from. Pure.

import { chinaIso } from '../../domain/china-time.js';
import type { LedgerLine, LedgerRules } from '../../domain/ledger.js';
import {
  compareCodes,
  type CodeMeaning,
  type ReturnCode,
  type ReturnCodes,
} from '../../domain/return-codes.js';
import type { CallFates } from '../balance/call-fates.js';
import type { Balance, BaselineCalls, SlotBalance } from '../balance/balance.js';
import type { Candidates } from '../balance/candidates.js';
import { Costs, type Tariff } from '../cost.js';
import type { DayRange } from '../../domain/days.js';
import type { CodeCounts, Figures } from '../../domain/provider-counts.js';
import type { Finding } from '../balance/findings.js';
import { differs, type CodeBalance } from '../balance/level.js';
import type { ProviderCheck } from '../balance/provider-checks.js';
import type { BatchCalls } from '../recorded-batch.js';
import type { Settling } from '../settling.js';

export interface ReportInput {
  readonly range: DayRange;
  readonly balance: Balance;
  /** The return codes of the account's provider. */
  readonly codes: ReturnCodes;
  readonly batches: readonly BatchCalls[];
  readonly figures: Figures;
  readonly checks: readonly ProviderCheck[];
  readonly findings: readonly Finding[];
  /** Calls that may explain a difference, by day or bucket. */
  readonly candidates: ReadonlyMap<string, Candidates>;
  readonly notSearched: readonly string[];
  readonly settling: Settling;
  readonly tariff: Tariff;
  readonly rules: LedgerRules;
  readonly baseline: readonly BaselineCalls[];
  readonly exclude: readonly string[];
  /** Unix milliseconds. */
  readonly nowMs: number;
}

/** Version 1 had numbers for codes, and no field for its version. */
const REPORT_VERSION = 2;

/** @throws UserError where the price is no decimal */
export function reportOf(input: ReportInput) {
  const { range, balance, batches, candidates } = input;
  const costs = new Costs(input.tariff);
  const doubtful = batches.flatMap((batch) => batch.doubtful);
  return {
    version: REPORT_VERSION,
    from: range.from,
    to: range.to,
    verdict: balance.verdict,
    made_at: chinaIso(input.nowMs),
    findings: input.findings,
    codes: balance.codes.map(codeOf),
    meanings: meaningsOf(input),
    days: balance.days.map((slot) => slotOf(slot, candidates)),
    buckets: balance.buckets
      .filter(({ codes }) => codes.some(differs))
      .map((slot) => ({ calls: [], ...slotOf(slot, candidates) })),
    explained_by: explanationOf(balance.fates),
    unexplained: { foreign: balance.fates.foreign, missing: balance.fates.missing },
    batches: batches.map((batch) => batchOf(batch, costs)),
    labels: labelsOf(batches, costs),
    in_doubt: {
      calls: sum(doubtful.map(({ count }) => count)),
      any_code: sum(doubtful.filter(({ code }) => code === undefined).map(({ count }) => count)),
    },
    cost: costOf(input, costs),
    provider_checks: input.checks,
    settling: input.settling,
    assumptions: {
      clock_tolerance_ms: input.rules.toleranceMs,
      timeout_ms: input.rules.timeoutMs,
      baseline: input.baseline.filter(({ day }) => day >= range.from && day <= range.to),
      excluded: input.exclude,
      not_searched: input.notSearched,
    },
  };
}
export type Report = ReturnType<typeof reportOf>;

/** The meanings of those codes in the report that the provider's documents list. */
function meaningsOf({ balance, codes }: ReportInput): Record<ReturnCode, CodeMeaning> {
  const meanings = balance.codes.flatMap(({ code }) => {
    const meaning = codes.meaningOf(code);
    return meaning === undefined ? [] : [[code, meaning] as const];
  });
  return Object.fromEntries(meanings);
}

function codeOf(balance: CodeBalance) {
  const { code, ours, inDoubt, atEdge, known, theirs, difference, foreign, missing, reported, verdict } =
    balance;
  const counts = { ours, in_doubt: inDoubt, at_edge: atEdge, known, theirs, difference };
  return { code, ...counts, foreign, missing, reported, verdict };
}

/** `calls` names some of the calls that could explain the difference; `candidates` counts all of them. */
function slotOf({ date, verdict, codes }: SlotBalance, candidates: ReportInput['candidates']) {
  const found = candidates.get(date);
  return {
    date,
    verdict,
    codes: codes.map(codeOf),
    ...(found === undefined ? {} : { candidates: found.counts, calls: found.calls }),
  };
}

function explanationOf({ inDoubt, atEdge, known }: CallFates) {
  return { in_doubt: inDoubt, at_edge: atEdge, known };
}

/** `calls` and `by_code` have summary.json's form, for calls in the range alone. */
function batchOf({ batch, label, finished, byCode, doubtful }: BatchCalls, costs: Costs) {
  return { batch, label, finished, ...callsAndCost(byCode, doubtful, costs) };
}

function callsAndCost(byCode: CodeCounts, doubtful: readonly LedgerLine[], costs: Costs) {
  const inDoubt = sum(doubtful.map(({ count }) => count));
  return {
    calls: sum(byCode.values()) + inDoubt,
    in_doubt: inDoubt,
    by_code: asObject(byCode),
    cost: costs.of(byCode),
    cost_in_doubt: costs.ofDoubtful(doubtful),
    cost_by_code: costs.byCode(byCode),
  };
}

function labelsOf(batches: readonly BatchCalls[], costs: Costs) {
  const labels = [...new Set(batches.map(({ label }) => label))].toSorted();
  return labels.map((label) => {
    const own = batches.filter((batch) => batch.label === label);
    const byCode = added(own.flatMap((batch) => [...batch.byCode]));
    const doubtful = own.flatMap((batch) => batch.doubtful);
    return { label, batches: own.length, ...callsAndCost(byCode, doubtful, costs) };
  });
}

function costOf({ tariff, batches, figures }: ReportInput, costs: Costs) {
  const ours = added(batches.flatMap(({ byCode }) => [...byCode]));
  return {
    currency: tariff.currency,
    price: tariff.price ?? null,
    billable_codes: tariff.billableCodes,
    ours: costs.of(ours),
    in_doubt: costs.ofDoubtful(batches.flatMap((batch) => batch.doubtful)),
    theirs: costs.of(figures.summary),
    difference: costs.ofCalls(costs.billed(figures.summary) - costs.billed(ours)),
  };
}

function asObject(byCode: CodeCounts): Record<string, number> {
  return Object.fromEntries([...byCode].sort(([a], [b]) => compareCodes(a, b)));
}

function added(counts: readonly (readonly [ReturnCode, number])[]): Map<ReturnCode, number> {
  const sums = new Map<ReturnCode, number>();
  for (const [code, count] of counts) sums.set(code, (sums.get(code) ?? 0) + count);
  return sums;
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
