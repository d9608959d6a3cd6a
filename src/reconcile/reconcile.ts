// Makes one reconciliation: our calls of the days asked for, the provider's figures, the balance, the calls behind the
// differences, the report. The caller hands in where calls are kept and how figures are asked for.

import { BUCKET_MS, type LedgerRules } from '../domain/ledger.js';
import { chinaDay } from '../domain/china-time.js';
import type { ReturnCodes } from '../domain/return-codes.js';
import { UserError } from '../domain/user-error.js';
import { isMissing } from '../files/missing-file.js';
import { figuresOf, type Ask } from './asking.js';
import { balance, type Balance, type BaselineCalls } from './balance/balance.js';
import { CandidateSearch, type Candidates } from './balance/candidates.js';
import type { Tariff } from './cost.js';
import { bucketsOf, type DayRange } from '../domain/days.js';
import type { Figures } from '../domain/provider-counts.js';
import { findingsOf } from './balance/findings.js';
import { providerChecks } from './balance/provider-checks.js';
import { callsOf, type BatchCalls, type RecordedBatch } from './recorded-batch.js';
import { reportOf, type Report } from './report/report.js';
import { settled, type Settling, type SettlingRules } from './settling.js';

export const DEFAULT_TOLERANCE_MS = 5000;
/** The most calls that are read to name those behind differences, which takes some seconds. */
export const DEFAULT_SEARCH_CALLS = 1_000_000;

export interface ReconcileOptions {
  readonly range: DayRange;
  /** The batches of the same account and endpoint. It is called again where the record may have grown meanwhile. */
  readonly batches: () => AsyncIterable<RecordedBatch> | Iterable<RecordedBatch>;
  /** Asks the provider for its figures. */
  readonly stat: Ask;
  /** The return codes of the account's provider. */
  readonly codes: ReturnCodes;
  readonly tariff: Tariff;
  readonly rules: LedgerRules;
  readonly settling: SettlingRules;
  /** Calls of others that are known beforehand. */
  readonly baseline: readonly BaselineCalls[];
  /** Batches that the user leaves out. */
  readonly exclude: readonly string[];
  readonly searchCalls: number;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** The report, and the balance from which its chart is drawn. */
export interface Reconciliation {
  readonly report: Report;
  readonly balance: Balance;
}

/** @throws CountsError where the figures can't be had, UserError where an excluded batch is unknown */
export async function reconcile(options: ReconcileOptions): Promise<Reconciliation> {
  const { range, codes, tariff, rules, baseline, exclude, now } = options;
  const before = await collectCalls(options);
  const { figures, settling } = await ask(options, before);
  // A batch that is not finished may have made calls while the provider was asked.
  const batches = before.every(({ finished }) => finished) ? before : await collectCalls(options);
  const nowMs = now();
  const unfinished = batches.filter((batch) => mayGrow(batch, range, nowMs));
  const lines = batches.flatMap((batch) => batch.lines);
  const running = unfinished.length > 0;
  const { billableCodes } = tariff;
  const result = balance({ range, lines, figures, codes, baseline, billableCodes, running, nowMs });
  const search = await searchCandidates(options, batches, result);
  const ourCodes = new Set(batches.flatMap(({ byCode }) => [...byCode.keys()]));
  const names = unfinished.map(({ batch }) => batch);
  const report = reportOf({
    range,
    balance: result,
    codes,
    batches: batches.filter((batch) => batch.lines.length > 0 || unfinished.includes(batch)),
    figures,
    checks: providerChecks(figures, range, ourCodes, codes),
    findings: findingsOf({ balance: result, figures, unfinished: names, nowMs }),
    ...search,
    settling,
    tariff,
    rules,
    baseline,
    exclude,
    nowMs,
  });
  return { report, balance: result };
}

function ask(
  { range, stat, settling, now }: ReconcileOptions,
  batches: readonly BatchCalls[],
): Promise<{ figures: Figures; settling: Settling }> {
  const days = new Set(batches.flatMap(({ lines }) => lines.map(({ home }) => chinaDay(home * BUCKET_MS))));
  return settled(() => figuresOf(stat, range, days, chinaDay(now())), settling);
}

async function collectCalls({
  batches,
  rules,
  codes,
  range,
  exclude,
}: ReconcileOptions): Promise<BatchCalls[]> {
  const all: BatchCalls[] = [];
  const unseen = new Set(exclude);
  for await (const recorded of batches()) {
    if (exclude.includes(recorded.batch)) unseen.delete(recorded.batch);
    else all.push(await callsOf(recorded, rules, codes, bucketsOf(range)));
  }
  if (unseen.size === 0) return all;
  throw new UserError('unknown-batch', ({ reconcileErrors }) =>
    reconcileErrors.unknownExcluded({ batches: [...unseen].join(', ') }),
  );
}

/**
 * Whether calls of those days may be missing from the batch's record. A batch without any may begin its calls today.
 */
function mayGrow({ finished, recorded, lines }: BatchCalls, { to }: DayRange, nowMs: number): boolean {
  return !finished && (lines.length > 0 || (recorded === 0 && to >= chinaDay(nowMs)));
}

interface SearchResult {
  readonly candidates: ReadonlyMap<string, Candidates>;
  /** Batches whose attempts were not read: the limit was reached, or their files were purged. */
  readonly notSearched: readonly string[];
}

/** Reads the batches with the gravest differences first, until the limit of calls is reached. */
async function searchCandidates(
  { batches, exclude, rules, codes, searchCalls }: ReconcileOptions,
  calls: readonly BatchCalls[],
  { finest }: Balance,
): Promise<SearchResult> {
  const search = new CandidateSearch(finest, rules, codes);
  const wanted = new Set<string>();
  const notSearched: string[] = [];
  let left = searchCalls;
  const ranked = calls.map(({ batch, recorded, lines }) => ({ batch, recorded, rank: search.rank(lines) }));
  for (const { batch, recorded } of ranked
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank)) {
    if (recorded <= left) wanted.add(batch);
    else notSearched.push(batch);
    left -= Math.min(recorded, left);
  }
  if (wanted.size === 0) return { candidates: search.result(), notSearched };
  for await (const recorded of batches()) {
    if (!wanted.has(recorded.batch) || exclude.includes(recorded.batch)) continue;
    try {
      await search.add(recorded.batch, recorded.attempts());
    } catch (error) {
      // The verdict needs the ledger alone, so missing attempts only leave calls unnamed.
      if (!isMissing(error)) throw error;
      notSearched.push(recorded.batch);
    }
  }
  return { candidates: search.result(), notSearched };
}
