// The batches of people-index-steps.mjs, for the process that is killed and for the test that looks afterwards. `b` is
// forgotten on the way.

const ROWS = 17;

/** Single rows that are taken out on the way, once their batch is in the index. */
export const ERASED = { batch: 'c', rows: new Set([3, 9, 10]) };

/** @returns {{ batch: string, rows: import('../../src/people/adding.js').PersonRow[] }[]} */
export function batchesOf() {
  return ['a', 'b', 'c'].map((batch, index) => ({
    batch,
    rows: Array.from({ length: ROWS }, (_, at) => ({
      person: { idNumber: `1101011990010100${(at + 5 * index) % 20}`, name: at % 3 === 0 ? '甲' : '乙' },
      row: at + 1,
      status: /** @type {const} */ ('match'),
      source: /** @type {const} */ ('api'),
      code: '0',
      calledAt: 1_790_000_000_000 + at,
    })),
  }));
}
