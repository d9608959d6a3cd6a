// report.json: the balance under its documented names, in their order, with what it was made from. Pure.

import { chinaIso } from '../../domain/china-time.js';
import type { LedgerRules } from '../../domain/ledger.js';
import { formatMoney, minus, parseAmount } from '../../domain/money.js';
import type { CodeMeaning, ReturnCode, ReturnCodes } from '../../domain/return-codes.js';
import type { CallFates } from '../balance/call-fates.js';
import type { Balance, BaselineCalls, SlotBalance } from '../balance/balance.js';
import type { Candidates } from '../balance/candidates.js';
import type { Bridge } from '../bridge.js';
import { Costs, type Tariff } from '../cost.js';
import { bucketsOf, dayEnd, parseDate, type DayRange } from '../../domain/days.js';
import type { Figures } from '../../domain/provider-counts.js';
import type { Finding } from '../balance/findings.js';
import { differs, type CodeBalance } from '../balance/level.js';
import type { ProviderCheck } from '../balance/provider-checks.js';
import type { BatchCalls } from '../recorded-batch.js';
import type { Settling } from '../settling.js';
import { batchOf, countOf, labelsOf, SlotCosts, together } from './batch-costs.js';

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
  const costs = new Costs(
    input.tariff,
    batches.flatMap(({ lines }) => lines),
    Math.min(input.nowMs, dayEnd(range.to) - 1),
  );
  const bridge = costs.bridge([balance]);
  const { answered, doubtful } = together(batches);
  const slotCosts = new SlotCosts(costs, answered);
  const slotOf = slotsWith(slotCosts, candidates);
  return {
    version: REPORT_VERSION,
    from: range.from,
    to: range.to,
    verdict: balance.verdict,
    /** Whether the last day is not over. */
    open: input.nowMs < dayEnd(range.to),
    made_at: chinaIso(input.nowMs),
    findings: [...input.findings, ...costs.findings()],
    codes: balance.codes.map(codeOf(slotCosts.of(bucketsOf(range)))),
    meanings: meaningsOf(input),
    days: balance.days.map(slotOf),
    buckets: balance.buckets
      .filter(({ codes }) => codes.some(differs))
      .map((slot) => ({ calls: [], ...slotOf(slot) })),
    explained_by: explanationOf(balance.fates),
    unexplained: { foreign: balance.fates.foreign, missing: balance.fates.missing },
    batches: batches.map((batch) => batchOf(batch, costs)),
    labels: labelsOf(batches, costs),
    in_doubt: {
      calls: countOf(doubtful),
      any_code: countOf(doubtful.filter(({ code }) => code === undefined)),
    },
    bridge,
    cost: costOf(input, costs, bridge),
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

/** @param costOfCode what our calls of a code cost in the slot */
function codeOf(costOfCode: (code: ReturnCode) => string | null) {
  return (balance: CodeBalance) => {
    const { code, ours, inDoubt, atEdge, known, theirs, difference, foreign, missing, reported, verdict } =
      balance;
    const counts = { ours, in_doubt: inDoubt, at_edge: atEdge, known, theirs, difference };
    return { code, ...counts, foreign, missing, reported, verdict, cost: costOfCode(code) };
  };
}

/** `calls` names some of the calls that could explain the difference; `candidates` counts all of them. */
function slotsWith(costs: SlotCosts, candidates: ReportInput['candidates']) {
  return ({ date, verdict, codes }: SlotBalance) => {
    const found = candidates.get(date);
    const place = parseDate(date);
    const buckets =
      place?.bucket === undefined
        ? bucketsOf({ from: date, to: date })
        : { first: place.bucket, last: place.bucket };
    return {
      date,
      verdict,
      codes: codes.map(codeOf(costs.of(buckets))),
      ...(found === undefined ? {} : { candidates: found.counts, calls: found.calls }),
    };
  };
}

function explanationOf({ inDoubt, atEdge, known }: CallFates) {
  return { in_doubt: inDoubt, at_edge: atEdge, known };
}

function costOf({ tariff, batches }: ReportInput, costs: Costs, bridge: Bridge) {
  const { answered, doubtful } = together(batches);
  const theirs = bridge.at(-1)?.amount ?? null;
  const ours = costs.of(answered);
  return {
    currency: tariff.currency,
    price: tariff.price ?? null,
    billable_codes: tariff.billableCodes,
    ours,
    in_doubt: costs.of(doubtful),
    theirs,
    difference: differenceOf(ours, theirs),
    /** Calls that have no price on record: how many, and how many of them were reckoned at the price of their date. */
    calls_without_price: costs.unpriced([...answered, ...doubtful]),
    calls_at_dated_price: costs.dated([...answered, ...doubtful]),
    by_price: costs.pricesUsed(answered),
  };
}

/** Null where one of them is not known. */
export function differenceOf(ours: string | null, theirs: string | null): string | null {
  const [own, other] = [parseAmount(ours ?? ''), parseAmount(theirs ?? '')];
  return own === undefined || other === undefined ? null : formatMoney(minus(other, own));
}
