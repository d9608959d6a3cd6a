// What calls cost by the settings and the price book of the data directory: for reports, and for what is quoted beforehand.

import type { BilledBy } from '../batch/budget-use.js';
import type { Config } from '../config.js';
import { dearest } from '../domain/cost.js';
import { priceListIn } from '../domain/price-book.js';
import { priceListOf } from '../domain/price-list.js';
import { readPrices } from '../money/price-file.js';
import type { Tariff } from '../reconcile/index.js';

export async function tariffOf({
  dataDir,
  provider,
  price,
  currency,
  billableCodes,
}: Config): Promise<Tariff> {
  const { prices: entries } = await readPrices(dataDir);
  return { price, currency, billableCodes, book: { entries, provider } };
}

/** What is billed by the settings, of their own provider. */
export function billedBy(config: Config): BilledBy {
  return (provider) => (provider === config.provider ? config : undefined);
}

/** What a call costs at most from now on, as a decimal; undefined where no price is in force. */
export async function priceNow(config: Config): Promise<{ price: string | undefined; currency: string }> {
  const { book, ...settings } = await tariffOf(config);
  const { entries = [], provider = config.provider } = book ?? {};
  const { billableCodes, currency } = settings;
  const otherwise = priceListOf(settings, 0);
  const list = priceListIn({ entries, provider, billableCodes, otherwise }, Date.now());
  return { price: list && dearest(list), currency: list?.currency ?? currency };
}
