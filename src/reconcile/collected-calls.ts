// Our side of a reconciliation: the calls of all batches that count, whether more may come, and the calls behind
// differences by name. It does not know what they are compared with.

import { chinaDay } from '../domain/china-time.js';
import { bucketsOf, type DayRange } from '../domain/days.js';
import type { LedgerRules } from '../domain/ledger.js';
import type { ReturnCodes } from '../domain/return-codes.js';
import { UserError } from '../domain/user-error.js';
import { isMissing } from '../files/missing-file.js';
import type { FinestCut } from './balance/balance.js';
import { CandidateSearch, type Candidates } from './balance/candidates.js';
import { callsOf, type BatchCalls, type RecordedBatch } from './recorded-batch.js';

export const DEFAULT_TOLERANCE_MS = 5000;
/** The most calls that are read to name those behind differences, which takes some seconds. */
export const DEFAULT_SEARCH_CALLS = 1_000_000;

export interface CollectOptions {
  readonly range: DayRange;
  /** The batches of the same account and endpoint. It is called again where the record may have grown meanwhile. */
  readonly batches: () => AsyncIterable<RecordedBatch> | Iterable<RecordedBatch>;
  /** The return codes of the account's provider. */
  readonly codes: ReturnCodes;
  readonly rules: LedgerRules;
  /** Batches that the user leaves out. */
  readonly exclude: readonly string[];
}

/** @throws UserError where an excluded batch is unknown, or a batch's calls can't be read */
export async function collectCalls({
  batches,
  rules,
  codes,
  range,
  exclude,
}: CollectOptions): Promise<BatchCalls[]> {
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
export function mayGrow({ finished, recorded, lines }: BatchCalls, { to }: DayRange, nowMs: number): boolean {
  return !finished && (lines.length > 0 || (recorded === 0 && to >= chinaDay(nowMs)));
}

interface SearchResult {
  readonly candidates: ReadonlyMap<string, Candidates>;
  /** Batches whose attempts were not read: the limit was reached, or their files were purged. */
  readonly notSearched: readonly string[];
}

/** Reads the batches with the gravest differences first, until the limit of calls is reached. */
export async function searchCandidates(
  { batches, exclude, rules, codes, searchCalls }: CollectOptions & { readonly searchCalls: number },
  calls: readonly BatchCalls[],
  finest: FinestCut,
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
