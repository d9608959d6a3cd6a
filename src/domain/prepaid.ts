// Packages: calls that are paid for beforehand, at a price of their own, and used up in the order in which they were bought.
// What a batch has drawn from each is on record, so that no later package or batch changes what its calls have cost. Pure.

import { chinaDay, chinaDayStart } from './china-time.js';
import { BUCKET_MS, type LedgerLine } from './ledger.js';
import type { PriceEntry } from './price-book.js';
import type { PriceList } from './price-list.js';
import { compareCodes, type ReturnCode } from './return-codes.js';

export interface Package extends PriceEntry {
  /** How many calls are paid for. */
  readonly calls: number;
  /** The last day in China on which they can be used; undefined: they don't expire. */
  readonly until?: string | undefined;
}

/** Calls of one batch that a package has paid. */
export interface Draw {
  readonly package: number;
  /** Tells the batch from every other one. */
  readonly batch: string;
  /** The first of them among the batch's billed calls in the order of time, from 0. */
  readonly first: number;
  readonly calls: number;
}

export interface DrawInput {
  readonly packages: readonly Package[];
  /** Of all batches. */
  readonly draws: readonly Draw[];
  readonly batch: string;
  readonly provider: string;
  /** The provider's billed codes, for calls that have no price on record. */
  readonly billable: ReadonlySet<ReturnCode>;
}

/** In the order in which they are used up: that of their first days, and of those the one that was set first. */
export function inOrder(packages: readonly Package[]): Package[] {
  return packages.toSorted((a, b) => a.from.localeCompare(b.from) || a.number - b.number);
}

export function leftOf({ number, calls }: Package, draws: readonly Draw[]): number {
  return draws.reduce((left, draw) => (draw.package === number ? left - draw.calls : left), calls);
}

/**
 * What a batch draws beyond what it has drawn already: its answered, billed calls, in the order of time. Calls in doubt draw
 * nothing, as nobody knows whether they were counted.
 */
export function furtherDraws(lines: Iterable<LedgerLine>, input: DrawInput): Draw[] {
  const { packages, draws, batch, provider } = input;
  const usable = inOrder(packages).filter((one) => one.removed === undefined && one.provider === provider);
  const left = new Map(usable.map((one) => [one.number, leftOf(one, draws)]));
  const own = draws.filter((draw) => draw.batch === batch);
  const found: Draw[] = [];
  let at = 0;
  for (const { home, count } of billedInOrder(lines, input)) {
    const day = chinaDay(home * BUCKET_MS);
    for (const free of freeOf({ first: at, calls: count }, own)) {
      let { first, calls } = free;
      for (const one of usable) {
        if (day < one.from || (one.until !== undefined && day > one.until)) continue;
        const taken = Math.min(calls, left.get(one.number) ?? 0);
        if (taken === 0) continue;
        left.set(one.number, (left.get(one.number) ?? 0) - taken);
        add(found, { package: one.number, batch, first, calls: taken });
        [first, calls] = [first + taken, calls - taken];
      }
    }
    at += count;
  }
  return found;
}

interface Run {
  readonly first: number;
  readonly calls: number;
}

/** The parts of a run of calls that no draw covers. */
function freeOf(run: Run, draws: readonly Run[]): Run[] {
  const end = run.first + run.calls;
  let from = run.first;
  const free: Run[] = [];
  for (const draw of draws.toSorted((a, b) => a.first - b.first)) {
    if (draw.first >= end || draw.first + draw.calls <= from) continue;
    if (draw.first > from) free.push({ first: from, calls: draw.first - from });
    from = Math.max(from, draw.first + draw.calls);
  }
  if (from < end) free.push({ first: from, calls: end - from });
  return free;
}

function add(draws: Draw[], draw: Draw): void {
  const last = draws.at(-1);
  const goesOn =
    last !== undefined && last.package === draw.package && last.first + last.calls === draw.first;
  if (goesOn) draws[draws.length - 1] = { ...last, calls: last.calls + draw.calls };
  else draws.push(draw);
}

/** What is billed stands on record with the prices, so that settings that change later change no order. */
function billedInOrder(lines: Iterable<LedgerLine>, { billable }: Pick<DrawInput, 'billable'>): LedgerLine[] {
  return [...lines]
    .filter(({ result, code, priceList }) => {
      if (result !== 'answered' || code === undefined) return false;
      return priceList === undefined ? billable.has(code) : code in priceList.prices;
    })
    .toSorted(
      (a, b) =>
        a.home - b.home ||
        a.first - b.first ||
        a.last - b.last ||
        (a.priceList?.from ?? 0) - (b.priceList?.from ?? 0) ||
        compareCodes(a.code ?? '', b.code ?? ''),
    );
}

/** The lines of a batch, those that packages have paid at the packages' prices. */
export function withDraws(lines: Iterable<LedgerLine>, input: DrawInput): LedgerLine[] {
  const all = [...lines];
  const own = input.draws.filter((draw) => draw.batch === input.batch);
  if (own.length === 0) return all;
  const billed = billedInOrder(all, input);
  const isBilled = new Set(billed);
  const codes = new Set(billed.map(({ code }) => code ?? ''));
  const lists = new Map(input.packages.map((one) => [one.number, listOf(one, codes)]));
  const priced = all.filter((line) => !isBilled.has(line));
  let at = 0;
  for (const line of billed) {
    const end = at + line.count;
    let unpaid = line.count;
    for (const draw of own) {
      const count = Math.min(end, draw.first + draw.calls) - Math.max(at, draw.first);
      const priceList = lists.get(draw.package);
      if (count <= 0 || priceList === undefined) continue;
      priced.push({ ...line, count, priceList });
      unpaid -= count;
    }
    if (unpaid > 0) priced.push({ ...line, count: unpaid });
    at = end;
  }
  return priced;
}

function listOf({ from, currency, price, number }: Package, codes: ReadonlySet<ReturnCode>): PriceList {
  const prices = Object.fromEntries([...codes].map((code) => [code, price]));
  return { from: chinaDayStart(from) ?? 0, currency, prices, package: number };
}
