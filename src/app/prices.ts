// Sets prices by date, packages of calls that are prepaid, and takes them back, on record with who and when.

import { toldFrom } from '../batch/price-change.js';
import type { Config } from '../config.js';
import { chinaDayStart } from '../domain/china-time.js';
import { divided, formatMoney, parseMoney, type Money } from '../domain/money.js';
import { priceListIn, stateOf, type PriceEntry, type PriceState } from '../domain/price-book.js';
import { priceListOf, type PriceList } from '../domain/price-list.js';
import { inOrder, leftOf, type Package } from '../domain/prepaid.js';
import type { ReturnCode } from '../domain/return-codes.js';
import { UserError } from '../domain/user-error.js';
import { changePrices, nextNumber, readPrices, withdrawEntry, type PriceBook } from '../money/price-file.js';
import { providerOf } from '../provider/index.js';
import type { Say } from '../words/words.js';
import type { App } from './app.js';
import { actorHere, nameOf, putOnRecord, type Actor } from './on-record.js';

export interface PriceRequest {
  /** A decimal. */
  readonly price: string;
  /** YYYY-MM-DD in China. */
  readonly from: string;
  /** Undefined: the settings' provider. */
  readonly provider?: string | undefined;
  /** Undefined: all billed codes that have no price of their own. */
  readonly code?: ReturnCode | undefined;
  /** Who sets it; absent: whoever is at this terminal. */
  readonly actor?: Actor | undefined;
}

export interface PackageRequest extends Omit<PriceRequest, 'price' | 'code'> {
  readonly calls: number;
  /** Of a call; one of `price` and `amount` is given. */
  readonly price?: string | undefined;
  /** Of the whole package. */
  readonly amount?: string | undefined;
  /** The last day; undefined: it does not expire. */
  readonly until?: string | undefined;
  /** Unix milliseconds, chosen before, so that whoever does it again after a crash enters the same; undefined: now. */
  readonly at?: number | undefined;
}

export interface PriceSet {
  readonly entry: PriceEntry;
  /** Billed codes that have no price on that day, so that nothing can be said of costs. */
  readonly unpriced: readonly ReturnCode[];
}

/** @throws UserError where the price, the day, the provider or the code can't be one */
export async function setPrice({ config }: App, request: PriceRequest): Promise<PriceSet> {
  const { from, code, actor = actorHere() } = request;
  const provider = providerOf(request.provider ?? config.provider).id;
  const price = exactPrice(request.price);
  refuseNoDay(from);
  if (code !== undefined) refuseUnbilled(code, provider, config);
  let entry: PriceEntry | undefined;
  await putOnRecord(config.dataDir, actor, { act: 'putPrice', about: from, value: price });
  const at = await toldFrom(config.dataDir, provider);
  const book = await changePrices(config.dataDir, (known) => {
    const { currency } = config;
    refuseOtherCurrency([...known.prices, ...known.packages], provider, currency);
    const asked = { provider, ...(code === undefined ? {} : { code }), price, currency, from };
    entry = sameAs(asked, known.prices);
    if (entry !== undefined) return known;
    entry = { number: nextNumber(known), at, by: nameOf(actor), ...asked };
    return { ...known, prices: [...known.prices, entry] };
  });
  if (entry === undefined) throw new Error('a price that is set is in the book');
  return { entry, unpriced: unpricedOn(from, book, provider, config) };
}

/** @throws UserError where the numbers, days or the provider can't be one */
export async function addPackage({ config }: App, request: PackageRequest): Promise<Package> {
  const { calls, from, until, actor = actorHere(), at = Date.now() } = request;
  const provider = providerOf(request.provider ?? config.provider).id;
  const price = packagePrice(request);
  refuseNoDay(from);
  if (until !== undefined) refuseNoDay(until);
  if (until !== undefined && until < from) refuse(({ prices }) => prices.endsBefore({ from, until }));
  let entry: Package | undefined;
  await putOnRecord(config.dataDir, actor, { act: 'createPackage', about: from, value: calls });
  await changePrices(config.dataDir, (known) => {
    const { currency } = config;
    refuseOtherCurrency([...known.prices, ...known.packages], provider, currency);
    const by = nameOf(actor);
    entry = known.packages.find((each) => each.at === at && each.by === by && each.calls === calls);
    if (entry !== undefined) return known;
    const about = { number: nextNumber(known), at, by, provider, price, currency, from };
    entry = { ...about, calls, ...(until === undefined ? {} : { until }) };
    return { ...known, packages: [...known.packages, entry] };
  });
  if (entry === undefined) throw new Error('a package that is added is in the book');
  return entry;
}

/** @throws UserError where there is no such price or package, or it was taken back before */
export async function removePrice(
  { config }: App,
  number: number,
  actor: Actor = actorHere(),
): Promise<PriceEntry> {
  await putOnRecord(config.dataDir, actor, { act: 'deletePrice', about: String(number) });
  const standing = (await readPrices(config.dataDir)).prices.find((each) => each.number === number);
  const provider = standing?.provider ?? config.provider;
  const removed = { at: await toldFrom(config.dataDir, provider), by: nameOf(actor) };
  const book = await changePrices(config.dataDir, (known) => withdrawEntry(known, number, removed));
  const entry = [...book.prices, ...book.packages].find((each) => each.number === number);
  if (entry === undefined || entry.removed?.at !== removed.at) {
    throw new UserError('unknown-price', ({ prices }) =>
      entry === undefined ? prices.unknown({ number }) : prices.removedBefore({ number }),
    );
  }
  return entry;
}

export interface Prices {
  readonly prices: readonly { readonly entry: PriceEntry; readonly state: PriceState }[];
  /** In the order in which they are used up. */
  readonly packages: readonly { readonly entry: Package; readonly left: number }[];
  /** What a call costs now; undefined where some billed code has no price. */
  readonly now: PriceList | undefined;
  /** `ROLLCALL_PRICE`, for where the book has no price. */
  readonly otherwise: string | undefined;
}

export async function listPrices({ config }: Pick<App, 'config'>): Promise<Prices> {
  const book = await readPrices(config.dataDir);
  const nowMs = Date.now();
  return {
    prices: book.prices.map((entry) => ({ entry, state: stateOf(entry, book.prices, nowMs) })),
    packages: inOrder(book.packages).map((entry) => ({ entry, left: leftOf(entry, book.draws) })),
    now: priceListIn(sourceOf(book, config.provider, config), nowMs),
    otherwise: config.price,
  };
}

/** The price that holds of that day already, as where the same is asked for twice; a later one may have taken its place. */
function sameAs(
  asked: Omit<PriceEntry, 'number' | 'at' | 'by'>,
  entries: readonly PriceEntry[],
): PriceEntry | undefined {
  const { provider, code, from } = asked;
  const last = entries.findLast(
    (entry) =>
      entry.removed === undefined &&
      entry.provider === provider &&
      entry.code === code &&
      entry.from === from,
  );
  return last?.price === asked.price && last.currency === asked.currency ? last : undefined;
}

function sourceOf({ prices: entries }: PriceBook, provider: string, config: Config) {
  const isOwn = provider === config.provider;
  const billableCodes = isOwn ? config.billableCodes : providerOf(provider).codes.billable;
  return { entries, provider, billableCodes, otherwise: isOwn ? priceListOf(config, 0) : undefined };
}

function unpricedOn(day: string, book: PriceBook, provider: string, config: Config): ReturnCode[] {
  const source = sourceOf(book, provider, config);
  const at = chinaDayStart(day) ?? 0;
  return source.billableCodes.filter(
    (code) => priceListIn({ ...source, billableCodes: [code] }, at, Infinity) === undefined,
  );
}

/** Budgets are counted in millionths, and nobody bills less. */
const PLACES_AT_MOST = 6;
const DIGITS_AT_MOST = 12;

function exactPrice(text: string): string {
  const money = parseMoney(text);
  if (money === undefined || money.scale > PLACES_AT_MOST || text.length > DIGITS_AT_MOST)
    return refuse(({ prices }) => prices.noPrice({ price: text, places: PLACES_AT_MOST }));
  return text;
}

function packagePrice({ calls, price, amount }: PackageRequest): string {
  if (!Number.isSafeInteger(calls) || calls < 1) refuse(({ prices }) => prices.noCalls);
  if ((price === undefined) === (amount === undefined)) refuse(({ prices }) => prices.priceOrAmount);
  if (price !== undefined) return exactPrice(price);
  const money = parseMoney(amount ?? '');
  if (money === undefined) return refuse(({ prices }) => prices.noAmount({ amount: amount ?? '' }));
  const each = divided(money, calls, PLACES_AT_MOST);
  if (each === undefined) return refuse(({ prices }) => prices.inexact(nearest(money, calls)));
  return formatMoney(each);
}

function nearest(money: Money, calls: number) {
  const scale = PLACES_AT_MOST;
  const units = (money.units * 10n ** BigInt(Math.max(0, scale - money.scale))) / BigInt(calls);
  return { amount: formatMoney(money), calls, price: formatMoney({ units, scale }) };
}

function refuseNoDay(day: string): void {
  if (chinaDayStart(day) === undefined) refuse(({ prices }) => prices.noDay({ day }));
}

function refuseUnbilled(code: ReturnCode, provider: string, config: Config): void {
  const { billableCodes } = sourceOf({ prices: [], packages: [], draws: [] }, provider, config);
  if (!billableCodes.includes(code))
    refuse(({ prices }) => prices.notBilled({ code, provider, billed: billableCodes.join(', ') }));
}

function refuseOtherCurrency(entries: readonly PriceEntry[], provider: string, currency: string): void {
  const other = entries.find(
    (entry) => entry.removed === undefined && entry.provider === provider && entry.currency !== currency,
  );
  if (other === undefined) return;
  const { number, currency: its } = other;
  refuse(({ prices }) => prices.otherCurrency({ number, its, currency }));
}

function refuse(say: Say): never {
  throw new UserError('invalid-options', say);
}
