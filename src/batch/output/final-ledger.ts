// The ledger of a batch at its end: counted again where the price has changed since it was begun, and with what the batch has
// drawn from packages.

import { isDeepStrictEqual } from 'node:util';
import { readAttempts } from '../../collect/segments.js';
import { Ledger } from '../../domain/ledger.js';
import { providerOf } from '../../provider/index.js';
import { drawFor } from '../prices.js';
import { outputPaths } from '../paths.js';
import type { BatchRecord } from '../record.js';
import { callOfGap, type GapSpan } from '../run/gaps.js';

/** Files are written behind the calls, so a ledger may have been begun before the last price was known. */
export async function finalLedger(
  record: BatchRecord,
  counted: Ledger,
  gaps: ReadonlyMap<number, GapSpan>,
  dataDirectory: string,
): Promise<Ledger> {
  const isAsOfNow = isDeepStrictEqual(counted.priceLists, record.priceLists ?? []);
  return drawFor(isAsOfNow ? counted : await countAgain(record, counted, gaps), record, dataDirectory);
}

async function countAgain(
  { provider, priceLists, outDirectory }: BatchRecord,
  { rules }: Ledger,
  gaps: ReadonlyMap<number, GapSpan>,
): Promise<Ledger> {
  const ledger = new Ledger(rules, providerOf(provider).codes, priceLists);
  for (const [row, span] of gaps) ledger.addAttempt(callOfGap(row, span));
  for await (const attempt of readAttempts(outputPaths(outDirectory).attempts, 2)) ledger.addAttempt(attempt);
  return ledger;
}
