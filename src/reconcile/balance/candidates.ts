// Names the calls behind the differences by batch, row and attempt: those that could account for a slot's difference,
// and those that the provider does not count. It reads the attempts, up to a limit, and nothing personal.

import type { Attempt } from '../../domain/attempt.js';
import { chinaIso } from '../../domain/china-time.js';
import type { ReturnCode, ReturnCodes } from '../../domain/return-codes.js';
import { spanOf, type LedgerLine, type LedgerRules, type Span } from '../../domain/ledger.js';
import type { FinestCut, SlotBalance } from './balance.js';
import { differs, type CodeBalance } from './level.js';
import { daysOfPeriod, isBillPeriod } from '../../domain/bill.js';
import { bucketsOf, parseDate, type BucketRange } from '../../domain/days.js';

/**
 * `in_doubt`: the call may have been counted here; `at_edge`: it was counted here or in the slot beside; `missing`: it
 * was answered here, and the provider counts fewer calls of its code.
 */
export const REASONS = ['in_doubt', 'at_edge', 'missing'] as const;
export type Reason = (typeof REASONS)[number];

export interface NamedCall {
  readonly batch: string;
  readonly row: number;
  readonly attempt: number;
  readonly because: Reason;
  /** Null where the call may have been counted under any code. */
  readonly code: ReturnCode | null;
  readonly started_at: string;
  readonly finished_at: string | null;
}

export interface Candidates {
  /** How many calls there are for each reason, named or not. */
  readonly counts: Readonly<Record<Reason, number>>;
  readonly calls: readonly NamedCall[];
}

/** The most calls that are named for one slot and reason; further ones are only counted. */
const NAMED_AT_MOST = 20;

/** Collects the candidates of the slots that differ, batch after batch. */
export class CandidateSearch {
  readonly #rules: LedgerRules;
  readonly #codes: ReturnCodes;
  readonly #slots: readonly Slot[];
  readonly #byBucket = new Map<number, Slot>();

  constructor({ slots, by }: FinestCut, rules: LedgerRules, codes: ReturnCodes) {
    this.#rules = rules;
    this.#codes = codes;
    this.#slots = slots
      .filter((balance) => balance.codes.some(differs))
      .flatMap((balance) => {
        const range = bucketsOfSlot(balance.date, by);
        return range === undefined ? [] : [new Slot(balance, range)];
      });
    for (const slot of this.#slots) {
      for (let bucket = slot.range.first; bucket <= slot.range.last; bucket += 1)
        this.#byBucket.set(bucket, slot);
    }
  }

  /** How much a batch may explain: 0 nothing, 1 calls at an edge, 2 calls in doubt, 3 missing calls. */
  rank(lines: readonly LedgerLine[]): number {
    let rank = 0;
    for (const { first, last, home, result, code } of lines) {
      for (const slot of this.#slotsOf({ first, last })) {
        const reason = slot.reasonFor({ first, last, home }, result, code);
        if (reason !== undefined) rank = Math.max(rank, RANKS[reason]);
      }
    }
    return rank;
  }

  async add(batch: string, attempts: AsyncIterable<Attempt>): Promise<void> {
    const waiting = new Map<number, Attempt[]>();
    for await (const attempt of attempts) {
      const { row, result, code } = attempt;
      if (result === 'in_doubt') waiting.set(row, [...(waiting.get(row) ?? []), attempt]);
      if (result !== 'answered' || code === undefined) continue;
      this.#offer(batch, attempt, code);
      // The ledger's rule: a code that is a verdict tells what the provider answered to the row's calls before it.
      if (!this.#codes.verdicts.has(code)) continue;
      for (const doubtful of waiting.get(row) ?? []) this.#offer(batch, doubtful, code);
      waiting.delete(row);
    }
    for (const doubtful of [...waiting.values()].flat()) this.#offer(batch, doubtful, undefined);
  }

  result(): ReadonlyMap<string, Candidates> {
    return new Map(this.#slots.map((slot) => [slot.balance.date, slot.candidates()]));
  }

  #offer(batch: string, attempt: Attempt, code: ReturnCode | undefined): void {
    const span = spanOf(attempt, this.#rules);
    for (const slot of this.#slotsOf(span)) {
      const because = slot.reasonFor(span, attempt.result, code);
      if (because !== undefined) slot.add(because, () => named(batch, attempt, code, because));
    }
  }

  #slotsOf({ first, last }: BucketRange): Set<Slot> {
    const slots = new Set<Slot>();
    for (let bucket = first; bucket <= last; bucket += 1) {
      const slot = this.#byBucket.get(bucket);
      if (slot !== undefined) slots.add(slot);
    }
    return slots;
  }
}

const RANKS: Readonly<Record<Reason, number>> = { at_edge: 1, in_doubt: 2, missing: 3 };

class Slot {
  readonly balance: SlotBalance;
  readonly range: BucketRange;
  readonly #differing: ReadonlyMap<ReturnCode, CodeBalance>;
  /** Whether the provider counts more calls than we do under some code. */
  readonly #anyMore: boolean;
  readonly #counts = { in_doubt: 0, at_edge: 0, missing: 0 };
  readonly #calls: NamedCall[] = [];

  constructor(balance: SlotBalance, range: BucketRange) {
    this.balance = balance;
    this.range = range;
    const differing = balance.codes.filter(differs);
    this.#differing = new Map(differing.map((code) => [code.code, code]));
    this.#anyMore = differing.some(({ difference }) => difference > 0);
  }

  /**
   * Why a call may explain the difference. More calls of the provider's may be ours in doubt or from the slot beside;
   * fewer may be the slot's own calls.
   */
  reasonFor(span: Span, result: Attempt['result'], code: ReturnCode | undefined): Reason | undefined {
    if (code === undefined) return result === 'in_doubt' && this.#anyMore ? 'in_doubt' : undefined;
    const differing = this.#differing.get(code);
    if (differing === undefined || result === 'refused') return undefined;
    const more = differing.difference > 0;
    if (result === 'in_doubt') return more ? 'in_doubt' : undefined;
    const { first, last } = this.range;
    const own = span.home >= first && span.home <= last;
    if (more === own) return undefined;
    if (span.first < first || span.last > last) return 'at_edge';
    return differing.missing > 0 ? 'missing' : undefined;
  }

  add(because: Reason, call: () => NamedCall): void {
    this.#counts[because] += 1;
    if (this.#counts[because] <= NAMED_AT_MOST) this.#calls.push(call());
  }

  candidates(): Candidates {
    const calls = this.#calls.toSorted((a, b) => REASONS.indexOf(a.because) - REASONS.indexOf(b.because));
    return { counts: this.#counts, calls };
  }
}

function bucketsOfSlot(date: string, by: FinestCut['by']): BucketRange | undefined {
  if (by === 'period') return isBillPeriod(date) ? bucketsOf(daysOfPeriod(date)) : undefined;
  const bucket = parseDate(date)?.bucket;
  return bucket === undefined ? undefined : { first: bucket, last: bucket };
}

function named(batch: string, attempt: Attempt, code: ReturnCode | undefined, because: Reason): NamedCall {
  const { row, attempt: number, startedAt, finishedAt } = attempt;
  return {
    batch,
    row,
    attempt: number,
    because,
    code: code ?? null,
    started_at: chinaIso(startedAt),
    finished_at: finishedAt === undefined ? null : chinaIso(finishedAt),
  };
}
