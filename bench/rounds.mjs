// Times things in turns, so that a machine that is now fast and now slow is so for all of them.

/**
 * @param {number} rounds
 * @param {Readonly<Record<string, () => Promise<unknown>>>} things
 * @returns {Promise<Record<string, number[]>>} seconds a round; a first round, to warm up, is not counted
 */
export async function timedInTurns(rounds, things) {
  /** @type {Record<string, number[]>} */
  const seconds = Object.fromEntries(Object.keys(things).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, thing] of Object.entries(things)) {
      const start = performance.now();
      await thing();
      if (round > 0) seconds[name]?.push((performance.now() - start) / 1000);
    }
  }
  return seconds;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}
