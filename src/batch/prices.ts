// What a batch's calls cost: the prices on record with it, those that the price book has put in force since, and what it has
// drawn from packages. It knows records and the book, and no ledger file.

import type { Ledger } from '../domain/ledger.js';
import { changesOf, priceListIn, withBook, type PriceSource } from '../domain/price-book.js';
import { priceListOf, withPriceNow, type PriceList, type PriceSettings } from '../domain/price-list.js';
import { furtherDraws, withDraws, type DrawInput } from '../domain/prepaid.js';
import { changePrices, readPrices, type PriceBook } from '../money/price-file.js';
import { providerOf } from '../provider/index.js';
import type { BatchRecord } from './record.js';

type Priced = Pick<BatchRecord, 'batch' | 'incarnation' | 'provider'>;

/** @param settings undefined where this process's settings are another provider's */
export async function priceSourceOf(
  dataDirectory: string,
  provider: string,
  settings: PriceSettings | undefined,
): Promise<PriceSource> {
  const { prices: entries } = await readPrices(dataDirectory);
  const billableCodes = settings?.billableCodes ?? providerOf(provider).codes.billable;
  return { entries, provider, billableCodes, otherwise: settings && priceListOf(settings, 0) };
}

/** What calls cost from a batch's beginning on, as its record has it; nothing where no price is in force. */
export async function firstPrices(
  dataDirectory: string,
  { provider, createdAt }: Pick<BatchRecord, 'provider' | 'createdAt'>,
  settings: PriceSettings | undefined,
): Promise<Pick<BatchRecord, 'priceLists'>> {
  const list = priceListIn(await priceSourceOf(dataDirectory, provider, settings), createdAt);
  return list === undefined ? {} : { priceLists: [{ ...list, from: 0 }] };
}

/** The prices on record with a batch, as they are to be once all that holds up to now is on record. */
export function pricesUntil(
  { priceLists, createdAt }: Pick<BatchRecord, 'priceLists' | 'createdAt'>,
  source: PriceSource,
  nowMs: number,
): readonly PriceList[] | undefined {
  return withPriceNow(withBook(priceLists, source, createdAt, nowMs), priceListIn(source, nowMs));
}

/** The prices that are set for later, as the book stands now, each from its own instant on. */
export function pricesAfter(source: PriceSource, nowMs: number): PriceList[] {
  return changesOf(source, nowMs, Infinity).flatMap((at) => priceListIn(source, at) ?? []);
}

/** A batch's calls, those that packages have paid at the packages' prices. */
export function asDrawn(ledger: Ledger, record: Priced, book: PriceBook): Ledger {
  return ledger.priced((lines) => withDraws(lines, drawInput(record, book)));
}

/** Packages have prices of their own, which stand with the calls that they have paid. */
export function packagePrices(ledger: Ledger): PriceList[] {
  return [...ledger.lines()].flatMap(({ priceList }) =>
    priceList?.package === undefined ? [] : [priceList],
  );
}

/** Draws what the batch has called beyond what it has drawn before, on record for good. */
export async function drawFor(ledger: Ledger, record: Priced, dataDirectory: string): Promise<Ledger> {
  const before = await readPrices(dataDirectory);
  if (before.packages.length === 0) return ledger;
  const book = await changePrices(dataDirectory, (known) => {
    const draws = furtherDraws(ledger.lines(), drawInput(record, known));
    return draws.length === 0 ? known : { ...known, draws: [...known.draws, ...draws] };
  });
  return asDrawn(ledger, record, book);
}

function drawInput({ batch, incarnation, provider }: Priced, { packages, draws }: PriceBook): DrawInput {
  const billable = new Set(providerOf(provider).codes.billable);
  return { packages, draws, batch: incarnation ?? batch, provider, billable };
}
