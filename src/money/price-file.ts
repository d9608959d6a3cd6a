// The price book of a data directory on disk: `prices.json`, written whole under a lock. Knows the file, and no batch.

import { join } from 'node:path';
import { z } from 'zod';
import { refuseNewer } from '../domain/newer.js';
import type { PriceEntry, TakenBack } from '../domain/price-book.js';
import type { Draw, Package } from '../domain/prepaid.js';
import { formOf } from '../files/damaged-file.js';
import { makeDirectory, readIfThere, writeJson } from '../files/durable.js';
import { withLock } from '../redis/process-lock.js';

const VERSION = 1;
const decimal = z.string().regex(/^\d+(\.\d+)?$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const entryForm = {
  number: z.number().int().positive(),
  at: z.number(),
  by: z.string(),
  provider: z.string(),
  code: z.string().optional(),
  price: decimal,
  currency: z.string(),
  from: day,
  removed: z.object({ at: z.number(), by: z.string() }).optional(),
};
const bookSchema = z.object({
  version: z.literal(VERSION),
  prices: z.array(z.object(entryForm)).readonly(),
  packages: z
    .array(z.object({ ...entryForm, calls: z.number().int().positive(), until: day.optional() }))
    .readonly(),
  draws: z
    .array(
      z.object({
        package: z.number().int(),
        batch: z.string(),
        first: z.number().int(),
        calls: z.number().int(),
      }),
    )
    .readonly(),
});

export interface PriceBook {
  readonly prices: readonly PriceEntry[];
  readonly packages: readonly Package[];
  readonly draws: readonly Draw[];
}

const EMPTY: PriceBook = { prices: [], packages: [], draws: [] };

export function priceFile(dataDirectory: string): string {
  return join(dataDirectory, 'prices.json');
}

/** Empty where nobody has set a price. @throws DamagedFile, NewerFormat */
export async function readPrices(dataDirectory: string): Promise<PriceBook> {
  const path = priceFile(dataDirectory);
  const found = await readIfThere(path);
  if (found === undefined) return EMPTY;
  refuseNewer(({ faults }) => faults.file({ path }), found, VERSION);
  return formOf(path, found, bookSchema);
}

/** @param change the book as it is to be; the same book: nothing is written */
export async function changePrices(
  dataDirectory: string,
  change: (book: PriceBook) => PriceBook,
): Promise<PriceBook> {
  await makeDirectory(dataDirectory);
  return withLock(join(dataDirectory, 'prices.lock'), async () => {
    const book = await readPrices(dataDirectory);
    const changed = change(book);
    if (changed !== book)
      await writeJson(priceFile(dataDirectory), String(process.pid), { version: VERSION, ...changed });
    return changed;
  });
}

/** Prices and packages are counted together, so that a number names one thing. */
export function nextNumber({ prices, packages }: PriceBook): number {
  return Math.max(0, ...[...prices, ...packages].map(({ number }) => number)) + 1;
}

/** @returns the same book where there is no such number, or it is taken back already */
export function withdrawEntry(book: PriceBook, number: number, removed: TakenBack): PriceBook {
  const isIt = (entry: PriceEntry): boolean => entry.number === number && entry.removed === undefined;
  if (![...book.prices, ...book.packages].some(isIt)) return book;
  return {
    ...book,
    prices: book.prices.map((entry) => (isIt(entry) ? { ...entry, removed } : entry)),
    packages: book.packages.map((entry) => (isIt(entry) ? { ...entry, removed } : entry)),
  };
}
