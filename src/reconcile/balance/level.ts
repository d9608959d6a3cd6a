// Compares our calls with the provider's by slot and code, in one cut of time: buckets, days or the whole range. It
// says which differences our calls can't account for. Pure.

import type { LedgerLine } from '../../domain/ledger.js';
import type { PriceList } from '../../domain/price-list.js';
import { compareCodes, type ReturnCode } from '../../domain/return-codes.js';
import { assign, type Assignment, type CallGroup, type Cell } from './assignment.js';
import type { CodeCounts } from '../../domain/provider-counts.js';
import type { Verdict } from './verdict.js';

export interface CodeBalance {
  readonly code: ReturnCode;
  /** Answered calls. */
  readonly ours: number;
  /** Calls in doubt that may have been counted here. */
  readonly inDoubt: number;
  /** Answered calls that may have been counted here or in another slot. */
  readonly atEdge: number;
  /** Calls of others that were declared beforehand. */
  readonly known: number;
  readonly theirs: number;
  /** The provider's count minus our answered calls. */
  readonly difference: number;
  /** The least number of the provider's calls that can't be ours. */
  readonly foreign: number;
  /** The least number of our calls that the provider does not count. */
  readonly missing: number;
  /** Whether the provider reports this code at all; a code that it does not report is not compared. */
  readonly reported: boolean;
  readonly verdict: Verdict;
}

/** Calls of others that were declared beforehand, in slots of the level. */
export interface KnownCalls {
  readonly first: number;
  readonly last: number;
  readonly code: ReturnCode;
  readonly count: number;
  /** Whether they may lie in a slot that was not asked for, too. */
  readonly outside?: boolean;
}

export interface LevelInput {
  readonly slots: number;
  /**
   * The slot of a bucket; below 0 or beyond the last slot where the bucket was not asked for. It rises with the bucket.
   */
  readonly slotOf: (bucket: number) => number;
  readonly lines: readonly LedgerLine[];
  readonly theirs: ReadonlyMap<number, CodeCounts>;
  readonly known: readonly KnownCalls[];
  /** Codes that the provider reports. */
  readonly reported: ReadonlySet<ReturnCode>;
  /** The verdict on a slot in which the provider counts fewer calls than we do. */
  readonly whenFewer: (slot: number) => Extract<Verdict, 'unsettled' | 'unexplained'>;
  /** Whether slots without calls are shown too, with every reported code. */
  readonly everySlot: boolean;
  /** Whether batches are still running, so that some of our calls may not be known yet. */
  readonly running: boolean;
}

/** Whether the code's figures need an explanation. */
export function differs({ reported, difference, foreign, missing }: CodeBalance): boolean {
  return reported && (difference !== 0 || foreign + missing > 0);
}

export interface Level {
  /** By slot, then by code; slots and codes without calls are left out. */
  readonly slots: ReadonlyMap<number, ReadonlyMap<ReturnCode, CodeBalance>>;
  readonly assignment: Assignment;
}

export function balanceLevel(input: LevelInput): Level {
  const groups = groupsOf(input);
  const known = input.known.map(({ first, last, code, count, outside = false }): CallGroup => {
    return { first, last, outside, home: undefined, code, kind: 'known', count };
  });
  const compared = [...groups, ...known].filter(({ code }) => code === undefined || input.reported.has(code));
  const assignment = assign(compared, cellsOf(input.theirs));
  const drafts = new Drafts(input);
  if (input.everySlot) drafts.fill();
  for (const group of groups) drafts.addCalls(group);
  for (const calls of input.known) drafts.addKnown(calls);
  for (const cell of cellsOf(input.theirs)) drafts.at(cell.slot, cell.code).theirs = cell.count;
  for (const { slot, code, count } of assignment.foreign) drafts.at(slot, code).foreign += count;
  for (const { group, missing } of assignment.placements) {
    if (missing > 0 && group.code !== undefined)
      drafts.at(group.home ?? group.first, group.code).missing += missing;
  }
  return { slots: drafts.balances(), assignment };
}

/** Lines that are alike in this cut are one group, so that the assignment stays small. */
function groupsOf({ lines, slots, slotOf }: LevelInput): CallGroup[] {
  const groups = new Map<string, CallGroup & { count: number }>();
  const lists = new Map<PriceList | undefined, number>();
  for (const { first, last, home, result, code, count, priceList } of lines) {
    if (result === 'refused') continue;
    const [from, to, shown] = [slotOf(first), slotOf(last), slotOf(home)];
    if (to < 0 || from >= slots) continue;
    if (!lists.has(priceList)) lists.set(priceList, lists.size);
    const key = `${from},${to},${shown},${result},${code},${lists.get(priceList)}`;
    const group = groups.get(key);
    if (group !== undefined) group.count += count;
    else {
      groups.set(key, {
        first: Math.max(from, 0),
        last: Math.min(to, slots - 1),
        outside: from < 0 || to >= slots,
        home: shown >= 0 && shown < slots ? shown : undefined,
        code,
        kind: result,
        count,
        priceList,
      });
    }
  }
  return [...groups.values()];
}

function cellsOf(theirs: LevelInput['theirs']): Cell[] {
  return [...theirs].flatMap(([slot, counts]) =>
    [...counts].filter(([, count]) => count > 0).map(([code, count]) => ({ slot, code, count })),
  );
}

type Figure = 'ours' | 'inDoubt' | 'atEdge' | 'known' | 'theirs' | 'foreign' | 'missing';
type Draft = Record<Figure, number>;
const ZEROS: Readonly<Draft> = {
  ours: 0,
  inDoubt: 0,
  atEdge: 0,
  known: 0,
  theirs: 0,
  foreign: 0,
  missing: 0,
};

class Drafts {
  readonly #input: LevelInput;
  readonly #slots = new Map<number, Map<ReturnCode, Draft>>();

  constructor(input: LevelInput) {
    this.#input = input;
  }

  at(slot: number, code: ReturnCode): Draft {
    let codes = this.#slots.get(slot);
    if (codes === undefined) this.#slots.set(slot, (codes = new Map<ReturnCode, Draft>()));
    let draft = codes.get(code);
    if (draft === undefined) {
      codes.set(code, (draft = { ...ZEROS }));
    }
    return draft;
  }

  fill(): void {
    for (let slot = 0; slot < this.#input.slots; slot += 1) {
      for (const code of this.#input.reported) this.at(slot, code);
    }
  }

  addCalls({ first, last, outside, home, code, kind, count }: CallGroup): void {
    for (let slot = first; slot <= last; slot += 1) {
      if (kind === 'in_doubt') {
        const codes = code === undefined ? this.#input.reported : [code];
        for (const candidate of codes) this.at(slot, candidate).inDoubt += count;
      } else if (code !== undefined) {
        if (slot === home) this.at(slot, code).ours += count;
        if (outside || first < last) this.at(slot, code).atEdge += count;
      }
    }
  }

  addKnown({ first, last, code, count }: KnownCalls): void {
    for (let slot = first; slot <= last; slot += 1) this.at(slot, code).known += count;
  }

  balances(): Level['slots'] {
    const sorted = [...this.#slots].sort(([a], [b]) => a - b);
    return new Map(
      sorted.map(([slot, codes]) => {
        const byCode = [...codes].sort(([a], [b]) => compareCodes(a, b));
        return [slot, new Map(byCode.map(([code, draft]) => [code, this.#balance(slot, code, draft)]))];
      }),
    );
  }

  #balance(slot: number, code: ReturnCode, draft: Draft): CodeBalance {
    const reported = this.#input.reported.has(code);
    const difference = draft.theirs - draft.ours;
    return {
      code,
      ...draft,
      difference,
      reported,
      verdict: this.#verdict(slot, draft, difference, reported),
    };
  }

  #verdict(slot: number, { foreign, missing }: Draft, difference: number, reported: boolean): Verdict {
    if (!reported) return 'balanced';
    if (foreign + missing === 0) return difference === 0 ? 'balanced' : 'explained';
    if (this.#input.running) return 'unsettled';
    return foreign > 0 ? 'unexplained' : this.#input.whenFewer(slot);
  }
}
