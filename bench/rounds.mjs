// Does things in turns, so that a machine that is now fast and now slow is so for all of them.

/**
 * @template Measured
 * @param {number} rounds
 * @param {Readonly<Record<string, () => Promise<Measured>>>} things
 * @param {(name: string, round: number) => void} [before] told of every turn
 * @returns {Promise<Record<string, Measured[]>>} what each thing returned, by round
 */
export async function inTurns(rounds, things, before) {
  /** @type {Record<string, Measured[]>} */
  const measured = Object.fromEntries(Object.keys(things).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, thing] of Object.entries(things)) {
      before?.(name, round);
      measured[name]?.push(await thing());
    }
  }
  return measured;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}
