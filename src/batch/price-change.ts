// From when on a change of prices holds, so that whoever permits calls knows it before the first of them. It changes nothing.

import { readPrices } from '../money/price-file.js';
import { knownBatches } from './recorded-batches.js';

/** Owners look at the book once a second, and tell Redis of what holds from later on. */
const TOLD_WITHIN_MS = 3_000;

/**
 * At once, unless batches run at another price: a budget in money that learned of it late would have counted their first calls
 * at the price before.
 *
 * @returns Unix milliseconds
 */
export async function toldFrom(dataDirectory: string, provider: string): Promise<number> {
  const { prices } = await readPrices(dataDirectory);
  const isChange = prices.some((entry) => entry.provider === provider);
  const known = isChange ? await knownBatches(dataDirectory, () => undefined) : [];
  const isUnderWay = known.some(
    ({ record, state }) => record.provider === provider && state.state === 'running',
  );
  return Date.now() + (isUnderWay ? TOLD_WITHIN_MS : 0);
}
