// What a report says of each batch and label: calls, codes and costs in the days asked for. Pure.

import type { BucketRange } from '../../domain/days.js';
import type { LedgerLine } from '../../domain/ledger.js';
import { compareCodes, type ReturnCode } from '../../domain/return-codes.js';
import type { Costs } from '../cost.js';
import type { BatchCalls } from '../recorded-batch.js';

type Counted = Pick<BatchCalls, 'answered' | 'doubtful'>;

/** `calls` and `by_code` have summary.json's form, for calls in the range alone. */
export function batchOf({ batch, label, finished, ...calls }: BatchCalls, costs: Costs) {
  return { batch, label, finished, ...callsAndCost(calls, costs) };
}

export function labelsOf(batches: readonly BatchCalls[], costs: Costs) {
  const labels = [...new Set(batches.map(({ label }) => label))].toSorted();
  return labels.map((label) => {
    const own = batches.filter((batch) => batch.label === label);
    return { label, batches: own.length, ...callsAndCost(together(own), costs) };
  });
}

export function together(batches: readonly Counted[]): Counted {
  return {
    answered: batches.flatMap(({ answered }) => answered),
    doubtful: batches.flatMap(({ doubtful }) => doubtful),
  };
}

function callsAndCost({ answered, doubtful }: Counted, costs: Costs) {
  const inDoubt = countOf(doubtful);
  return {
    calls: countOf(answered) + inDoubt,
    in_doubt: inDoubt,
    by_code: byCode(answered),
    cost: costs.of(answered),
    cost_in_doubt: costs.of(doubtful),
    cost_by_code: costs.byCode(answered),
  };
}

function byCode(lines: readonly LedgerLine[]): Record<string, number> {
  const sums = new Map<ReturnCode, number>();
  for (const { code, count } of lines) if (code !== undefined) sums.set(code, (sums.get(code) ?? 0) + count);
  return Object.fromEntries([...sums].sort(([a], [b]) => compareCodes(a, b)));
}

export function countOf(lines: Iterable<{ readonly count: number }>): number {
  let total = 0;
  for (const { count } of lines) total += count;
  return total;
}

/** The cost of those calls that stand under some buckets, by code; asked for once for each slot of a report. */
export class SlotCosts {
  readonly #costs: Costs;
  readonly #byBucket = new Map<number, LedgerLine[]>();

  constructor(costs: Costs, answered: readonly LedgerLine[]) {
    this.#costs = costs;
    for (const line of answered) {
      const lines = this.#byBucket.get(line.home);
      if (lines === undefined) this.#byBucket.set(line.home, [line]);
      else lines.push(line);
    }
  }

  /** @returns what the calls of a code cost; null where that is not known */
  of(range: BucketRange): (code: ReturnCode) => string | null {
    const lines = this.#linesIn(range);
    return (code) => this.#costs.of(lines.filter((line) => line.code === code));
  }

  /** What all calls of these buckets cost. */
  all(range: BucketRange): string | null {
    return this.#costs.of(this.#linesIn(range));
  }

  #linesIn({ first, last }: BucketRange): LedgerLine[] {
    const lines: LedgerLine[] = [];
    for (let bucket = first; bucket <= last; bucket += 1) lines.push(...(this.#byBucket.get(bucket) ?? []));
    return lines;
  }
}
