// Puts records that begin with random bits in order: by the first 32 bits as numbers, which a typed array sorts natively, and
// then the few whose bits are the same. It knows no file.

import { leadIn } from './entry.js';

/** Records are numbered in the low bits beside the lead, within the 53 bits that a number has. */
const NUMBER_BITS = 20;
export const MOST_SORTED = 2 ** NUMBER_BITS;

/**
 * @param compare of two records by their offsets
 * @returns the records' numbers in their order; valid until the next call with the same `keys`
 */
export function sortedNumbers(
  keys: Float64Array,
  bytes: Buffer,
  recordBytes: number,
  count: number,
  compare: (at: number, otherAt: number) => number,
): Float64Array {
  const used = keys.subarray(0, count);
  for (let index = 0; index < count; index++)
    used[index] = leadIn(bytes, index * recordBytes) * MOST_SORTED + index;
  used.sort();
  for (let from = 0; from < count;) {
    const lead = leadOf(used, from);
    let to = from + 1;
    while (to < count && leadOf(used, to) === lead) to += 1;
    if (to - from > 1) {
      used
        .subarray(from, to)
        .sort((a, b) => compare((a % MOST_SORTED) * recordBytes, (b % MOST_SORTED) * recordBytes) || a - b);
    }
    from = to;
  }
  for (let index = 0; index < count; index++) used[index] = (used[index] ?? 0) % MOST_SORTED;
  return used;
}

function leadOf(keys: Float64Array, index: number): number {
  return Math.floor((keys[index] ?? 0) / MOST_SORTED);
}
