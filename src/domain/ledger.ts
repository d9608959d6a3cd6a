// A batch's calls summed by 5-minute bucket (China Standard Time), code and result: all that the balance needs,
// small however many calls there are. Pure. It does not know the provider's figures.
//
// A provider counts a call somewhere between its start and its end, by its own clock. So a line keeps the range
// of buckets in which its calls may have been counted: one bucket for nearly all, two for calls at an edge.

import type { Attempt, CallResult } from './attempt.js';
import { priceListAt, type PriceList } from './price-list.js';
import type { ReturnCode, ReturnCodes } from './return-codes.js';

export const BUCKET_MS = 5 * 60_000;

export interface LedgerRules {
  /** By how much the provider's clock may differ from ours. */
  readonly toleranceMs: number;
  /** A call whose end is not recorded is taken to end at its start plus this. */
  readonly timeoutMs: number;
}

/** Buckets are numbered from the Unix epoch, whose full hours are full hours in China too. */
export interface LedgerLine {
  /** First and last bucket in which these calls may have been counted. */
  readonly first: number;
  readonly last: number;
  /** The bucket under which these calls are listed: that of the answer, or that of the start where no answer came. */
  readonly home: number;
  readonly result: CallResult;
  /**
   * `answered`: the code of the answer. `in_doubt`: the code that the row got from a later call; undefined where it got
   * none, so that the call may have been counted under any code.
   */
  readonly code: ReturnCode | undefined;
  readonly count: number;
  /** What the calls cost by the prices that held when they were made; undefined where no price is on record. */
  readonly priceList?: PriceList | undefined;
}

/** The buckets in which a call may have been counted. */
export interface Span {
  readonly first: number;
  readonly last: number;
  readonly home: number;
}

export function bucketOf(instantMs: number): number {
  return Math.floor(instantMs / BUCKET_MS);
}

export function spanOf(attempt: Attempt, { toleranceMs, timeoutMs }: LedgerRules): Span {
  const { startedAt, finishedAt, result } = attempt;
  const end = Math.max(finishedAt ?? startedAt + timeoutMs, startedAt);
  return {
    first: bucketOf(startedAt - toleranceMs),
    last: bucketOf(end + toleranceMs),
    home: bucketOf(result === 'answered' ? end : startedAt),
  };
}

interface Entry extends Span {
  readonly result: CallResult;
  readonly code: ReturnCode | undefined;
  readonly priceList: PriceList | undefined;
  count: number;
}

/** A call in doubt whose row has no verdict yet. */
interface Waiting extends Span {
  readonly priceList: PriceList | undefined;
}

/**
 * How many rows may wait for a verdict that tells the code of a call in doubt. Beyond that the oldest are counted
 * without a code.
 */
const WAITING_LIMIT = 100_000;

export class Ledger {
  readonly rules: LedgerRules;
  readonly #codes: ReturnCodes;
  readonly #priceLists: readonly PriceList[];
  /** The entries by their first bucket, some tens for each. */
  readonly #entries = new Map<number, Entry[]>();
  /** Calls in doubt whose row has no verdict yet, by row. */
  readonly #waiting = new Map<number, Waiting[]>();
  /** The entry that was counted last, because the next call usually belongs to the same. */
  #last: Entry | undefined;

  /**
   * @param codes of the account's provider
   * @param priceLists the prices that are on record with the batch, the earliest first
   */
  constructor(rules: LedgerRules, codes: ReturnCodes, priceLists: readonly PriceList[] = []) {
    this.rules = rules;
    this.#codes = codes;
    this.#priceLists = priceLists;
  }

  /** The calls of one row have to come in order; calls of other rows may lie between them. */
  addAttempt(attempt: Attempt): void {
    const span = spanOf(attempt, this.rules);
    const priceList = priceListAt(this.#priceLists, attempt.startedAt);
    if (attempt.result === 'in_doubt') {
      this.#wait(attempt.row, { ...span, priceList });
      return;
    }
    const { row, result, code } = attempt;
    if (this.#last !== undefined && isOf(this.#last, span, result, code, priceList)) this.#last.count += 1;
    else this.#add({ ...span, result, code, count: 1, priceList });
    if (result === 'answered' && this.#waiting.size > 0) this.#settle(row, code);
  }

  /**
   * Adds the calls of another batch, or of another part of this one.
   *
   * @throws RangeError where the rules differ
   */
  merge(other: Ledger): void {
    if (!sameRules(this.rules, other.rules)) throw new RangeError('ledgers of different rules');
    for (const line of other.lines()) this.#add(line);
  }

  /** The same calls at other prices; those whose row has no verdict yet stay as they are. */
  priced(priced: (lines: Iterable<LedgerLine>) => Iterable<LedgerLine>): Ledger {
    const ledger = new Ledger(this.rules, this.#codes, this.#priceLists);
    for (const line of priced([...this.#entries.values()].flat())) ledger.#add(line);
    for (const [row, spans] of this.#waiting) for (const span of spans) ledger.#wait(row, span);
    return ledger;
  }

  /** The prices by which calls are counted. */
  get priceLists(): readonly PriceList[] {
    return this.#priceLists;
  }

  *lines(): Generator<LedgerLine> {
    for (const entries of this.#entries.values()) yield* entries;
    for (const spans of this.#waiting.values()) {
      for (const span of spans) yield { ...span, result: 'in_doubt', code: undefined, count: 1 };
    }
  }

  toJSON(): LedgerJson {
    const lines = [...this.#entries.values()].flat();
    const waits = [...this.#waiting].flatMap(([row, spans]) => spans.map((span) => ({ row, ...span })));
    const priceLists = [...new Set([...lines, ...waits].map(({ priceList }) => priceList))].filter(
      (list) => list !== undefined,
    );
    const at = (list: PriceList | undefined): [] | [number] =>
      list === undefined ? [] : [priceLists.indexOf(list)];
    const entries = lines.map(({ first, last, home, result, code, count, priceList }) => {
      const span = [first, last - first, home - first] as const;
      return [...span, LETTERS[result], code ?? null, count, ...at(priceList)] as const;
    });
    const waiting = waits.map(({ row, first, last, home, priceList }) => {
      return [row, first, last - first, home - first, ...at(priceList)] as const;
    });
    return { version: LEDGER_VERSION, rules: this.rules, priceLists, entries, waiting };
  }

  /** Reads what `toJSON` made, also to count further. In version 1 codes are numbers; up to 2 there are no prices. */
  static fromJSON({ rules, priceLists = [], entries, waiting }: LedgerJson, codes: ReturnCodes): Ledger {
    const ledger = new Ledger(rules, codes, priceLists);
    const listAt = (at: number | undefined): PriceList | undefined =>
      at === undefined ? undefined : priceLists[at];
    for (const [first, length, home, letter, code, count, at] of entries) {
      const span = { first, last: first + length, home: first + home };
      const known = code === null ? undefined : String(code);
      ledger.#add({ ...span, result: RESULTS[letter], code: known, count, priceList: listAt(at) });
    }
    for (const [row, first, length, home, at] of waiting) {
      ledger.#wait(row, { first, last: first + length, home: first + home, priceList: listAt(at) });
    }
    return ledger;
  }

  #add(line: LedgerLine): void {
    const { first, last, home, result, code, count, priceList } = line;
    let entries = this.#entries.get(first);
    if (entries === undefined) this.#entries.set(first, (entries = []));
    let entry = entries.find((known) => isOf(known, line, result, code, priceList));
    if (entry === undefined) entries.push((entry = { first, last, home, result, code, priceList, count: 0 }));
    entry.count += count;
    this.#last = entry;
  }

  #wait(row: number, span: Waiting): void {
    const spans = this.#waiting.get(row);
    if (spans !== undefined) {
      spans.push(span);
      return;
    }
    this.#waiting.set(row, [span]);
    if (this.#waiting.size <= WAITING_LIMIT) return;
    for (const oldest of this.#waiting.keys()) {
      this.#settle(oldest, undefined);
      break;
    }
  }

  #settle(row: number, code: ReturnCode | undefined): void {
    // A verdict is about the person, so the provider gave the same one to an earlier call about the person. Any other
    // code, such as an internal error, tells nothing about the call before.
    if (this.#waiting.size === 0 || (code !== undefined && !this.#codes.verdicts.has(code))) return;
    for (const span of this.#waiting.get(row) ?? []) {
      this.#add({ ...span, result: 'in_doubt', code, count: 1 });
    }
    this.#waiting.delete(row);
  }
}

function isOf(
  entry: Entry,
  span: Span,
  result: CallResult,
  code: ReturnCode | undefined,
  priceList: PriceList | undefined,
): boolean {
  return (
    entry.first === span.first &&
    entry.last === span.last &&
    entry.home === span.home &&
    entry.code === code &&
    entry.result === result &&
    entry.priceList === priceList
  );
}

export function sameRules(a: LedgerRules, b: LedgerRules): boolean {
  return a.toleranceMs === b.toleranceMs && a.timeoutMs === b.timeoutMs;
}

const LETTERS = { answered: 'a', in_doubt: 'd', refused: 'r' } as const satisfies Record<CallResult, string>;
const RESULTS = { a: 'answered', d: 'in_doubt', r: 'refused' } as const satisfies Record<string, CallResult>;

export const LEDGER_VERSION = 3;

/** Later buckets are offsets from `first`. */
export interface LedgerJson {
  readonly version: number;
  readonly rules: LedgerRules;
  /** The prices that entries name by their place in here; absent up to version 2. */
  readonly priceLists?: readonly PriceList[] | undefined;
  readonly entries: readonly (readonly [
    first: number,
    last: number,
    home: number,
    result: keyof typeof RESULTS,
    code: ReturnCode | number | null,
    count: number,
    priceList?: number | undefined,
  ])[];
  readonly waiting: readonly (readonly [
    row: number,
    first: number,
    last: number,
    home: number,
    priceList?: number | undefined,
  ])[];
}
