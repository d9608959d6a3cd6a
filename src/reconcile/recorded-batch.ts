// What reconciliation needs to know of a batch: its calls, from its ledger or counted from its attempts. It does not
// know where they are kept.

import type { Attempt } from '../domain/attempt.js';
import { Ledger, sameRules, type LedgerLine, type LedgerRules } from '../domain/ledger.js';
import type { PriceList } from '../domain/price-list.js';
import type { CodeCounts } from '../domain/provider-counts.js';
import type { ReturnCode, ReturnCodes } from '../domain/return-codes.js';
import { UserError } from '../domain/user-error.js';
import type { BucketRange } from '../domain/days.js';

export interface RecordedBatch {
  readonly batch: string;
  readonly label: string;
  /** False while calls may be missing from its record or still be made. */
  readonly finished: boolean;
  /** The prices on record with the batch; absent: none. */
  readonly priceLists?: readonly PriceList[];
  /** A row's calls in the order of their numbers. */
  attempts(): AsyncIterable<Attempt>;
  /** The same calls, those that packages have paid at the packages' prices; absent: none has paid any. */
  priced?(ledger: Ledger): Ledger;
  /** The ledger that is kept beside the attempts; undefined where there is none, so that the attempts are counted. */
  ledger?(): Promise<Ledger | undefined>;
}

/** A batch's calls in the range that is reconciled. */
export interface BatchCalls {
  readonly batch: string;
  readonly label: string;
  readonly finished: boolean;
  /** How many calls are recorded, outside the range and refused ones too. */
  readonly recorded: number;
  /** The lines whose calls may have been counted in the range. */
  readonly lines: readonly LedgerLine[];
  /** The calls of those `lines` that stand under a bucket of the range. */
  readonly byCode: CodeCounts;
  readonly answered: readonly LedgerLine[];
  readonly doubtful: readonly LedgerLine[];
}

export async function callsOf(
  recorded: RecordedBatch,
  rules: LedgerRules,
  codes: ReturnCodes,
  range: BucketRange,
): Promise<BatchCalls> {
  const ledger = await ledgerOf(recorded, rules, codes);
  const { batch, label, finished } = recorded;
  const lines: LedgerLine[] = [];
  const byCode = new Map<ReturnCode, number>();
  const answered: LedgerLine[] = [];
  const doubtful: LedgerLine[] = [];
  let recordedCalls = 0;
  for (const line of ledger.lines()) {
    recordedCalls += line.count;
    if (line.result === 'refused' || line.last < range.first || line.first > range.last) continue;
    lines.push(line);
    if (line.home < range.first || line.home > range.last) continue;
    if (line.result === 'in_doubt') doubtful.push(line);
    else if (line.code !== undefined) {
      answered.push(line);
      byCode.set(line.code, (byCode.get(line.code) ?? 0) + line.count);
    }
  }
  return { batch, label, finished, recorded: recordedCalls, lines, byCode, answered, doubtful };
}

async function ledgerOf(recorded: RecordedBatch, rules: LedgerRules, codes: ReturnCodes): Promise<Ledger> {
  const kept = await recorded.ledger?.();
  if (kept !== undefined && sameRules(kept.rules, rules)) return kept;
  const ledger = new Ledger(rules, codes, recorded.priceLists);
  try {
    for await (const attempt of recorded.attempts()) ledger.addAttempt(attempt);
  } catch (error) {
    const { batch } = recorded;
    const say = error instanceof UserError ? error.say : () => (error as Error).message;
    throw new UserError(
      'unreadable-calls',
      (words) => words.reconcileErrors.unreadableCalls({ batch, why: say(words) }),
      { cause: error },
    );
  }
  return recorded.priced?.(ledger) ?? ledger;
}
