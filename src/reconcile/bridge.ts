// The bridge from our calls to the provider's: what is added and taken away, each line with calls and amount, so that the
// last line is the sum of those above it. Billed calls alone, each of them once. Pure.

import { costOf, type PricedCalls } from '../domain/cost.js';
import { addMoney, formatMoney, minus, parseAmount } from '../domain/money.js';
import type { PriceList } from '../domain/price-list.js';
import type { ReturnCode } from '../domain/return-codes.js';
import type { Assignment, Placement } from './balance/assignment.js';

/**
 * `ours`: our answered calls. `in_doubt`: calls in doubt that the provider has counted. `others`: its calls that are none
 * of ours, declared or not. `edge_in`, `edge_out`: answered calls that count in these days although our record has them
 * outside, and the other way round. `not_counted`: answered calls that it has not counted (yet). `theirs`: the sum.
 */
const BRIDGE_LINES = ['ours', 'in_doubt', 'others', 'edge_in', 'edge_out', 'not_counted', 'theirs'] as const;
export type BridgeName = (typeof BRIDGE_LINES)[number];

interface BridgeLine {
  readonly line: BridgeName;
  /** Below 0 where calls are taken away. */
  readonly calls: number;
  /** A decimal; null where some of the calls have no price. */
  readonly amount: string | null;
}
export type Bridge = readonly BridgeLine[];

interface BridgePrices {
  readonly billable: ReadonlySet<ReturnCode>;
  /** All lists of the report, for the number of decimals. */
  readonly lists: readonly PriceList[];
  /** What calls of a day cost that have no price of their own; undefined: nothing is known. */
  readonly priceOn: (day: string) => PriceList | undefined;
}

/** An assignment, and the day by whose price the calls of a slot are reckoned that are none of ours. */
export interface DatedAssignment {
  readonly assignment: Assignment;
  readonly dayOf: (slot: number) => string;
}

export function bridgeOf(assignments: readonly DatedAssignment[], prices: BridgePrices): Bridge {
  const sums = new Map<BridgeName, PricedCalls[]>(BRIDGE_LINES.map((line) => [line, []]));
  const add = (line: BridgeName, calls: PricedCalls): void => {
    const billed = calls.code !== undefined && prices.billable.has(calls.code);
    if (billed && calls.count !== 0) sums.get(line)?.push(calls);
  };
  for (const { assignment, dayOf } of assignments) {
    const priceIn = (slot: number): PriceList | undefined => prices.priceOn(dayOf(slot));
    for (const placement of assignment.placements) addPlacement(placement, priceIn, add);
    for (const { slot, code, count } of assignment.foreign)
      add('others', { code, count, priceList: priceIn(slot) });
  }
  const lines = BRIDGE_LINES.slice(0, -1).map((line) => lineOf(line, sums.get(line) ?? [], prices));
  return [
    ...lines,
    { line: 'theirs', calls: lines.reduce((sum, { calls }) => sum + calls, 0), amount: sumOf(lines) },
  ];
}

function addPlacement(
  { group, placed, missing }: Placement,
  priceIn: (slot: number) => PriceList | undefined,
  add: (line: BridgeName, calls: PricedCalls) => void,
): void {
  const { kind, home, code, count } = group;
  const priceList = group.priceList ?? priceIn(home ?? group.first);
  const counted = placed.reduce((sum, cell) => sum + cell.count, 0);
  if (kind !== 'answered') {
    const line = kind === 'known' ? 'others' : 'in_doubt';
    for (const { cell, count: calls } of placed)
      add(line, { code: cell.code, count: calls, priceList: group.priceList ?? priceIn(cell.slot) });
    return;
  }
  if (home === undefined) {
    add('edge_in', { code, count: counted, priceList });
    return;
  }
  add('ours', { code, count, priceList });
  add('not_counted', { code, count: missing, priceList });
  add('edge_out', { code, count: count - counted - missing, priceList });
}

const TAKEN_AWAY: ReadonlySet<BridgeName> = new Set(['edge_out', 'not_counted']);

function lineOf(line: BridgeName, calls: readonly PricedCalls[], { lists }: BridgePrices): BridgeLine {
  const count = calls.reduce((sum, each) => sum + each.count, 0);
  const cost = costOf(calls, lists);
  if (!TAKEN_AWAY.has(line) || count === 0) return { line, calls: count, amount: cost };
  return { line, calls: -count, amount: cost === null ? null : negative(cost) };
}

function negative(cost: string): string {
  const money = parseAmount(cost);
  return money === undefined ? cost : formatMoney(minus({ ...money, units: 0n }, money));
}

function sumOf(lines: readonly BridgeLine[]): string | null {
  const amounts = lines.map(({ amount }) => (amount === null ? undefined : parseAmount(amount)));
  const sum = amounts.reduce((total, own) =>
    total === undefined || own === undefined ? undefined : addMoney(total, own),
  );
  return sum === undefined ? null : formatMoney(sum);
}
