// The price book as `rollcall price list --json` and the interface show it: its keys are part of the outer interface. It knows no
// file.

import { chinaIso } from '../domain/china-time.js';
import type { Package } from '../domain/prepaid.js';
import type { PriceEntry } from '../domain/price-book.js';
import type { Prices } from './prices.js';

export function pricesShown({ prices, packages, now, otherwise }: Prices) {
  return {
    prices: prices.map(({ entry, state }) => ({ ...entryShown(entry), state })),
    packages: packages.map(({ entry, left }) => packageShown(entry, left)),
    now: now === undefined ? null : { currency: now.currency, prices: { ...now.prices } },
    otherwise: otherwise ?? null,
  };
}

export function entryShown({ number, at, by, provider, code, price, currency, from, removed }: PriceEntry) {
  return {
    number,
    price,
    currency,
    from,
    provider,
    code: code ?? null,
    set_at: chinaIso(at),
    set_by: by,
    ...(removed === undefined ? {} : { removed_at: chinaIso(removed.at), removed_by: removed.by }),
  };
}

export function packageShown(entry: Package, left: number) {
  const { code: _, ...shown } = entryShown(entry);
  return { ...shown, calls: entry.calls, left, until: entry.until ?? null };
}
