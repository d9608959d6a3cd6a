// `rollcall price`: sets prices by date, enters packages, lists both, and takes one back.

import { Command } from 'commander';
import type { Prices } from '../app/prices.js';
import { entryShown, packageShown, pricesShown } from '../app/prices-shown.js';
import { chinaDay, chinaDayStart, chinaIso } from '../domain/china-time.js';
import type { PriceEntry } from '../domain/price-book.js';
import { table } from '../reconcile/report/text-table.js';
import { wholeNumber } from './number-argument.js';
import { appFor, printJson, printLines } from './plain-command.js';
import type { Words } from '../words/words.js';

export function priceCommand(words: Words): Command {
  const { prices } = words;
  return new Command('price')
    .summary(prices.summary)
    .description(prices.description)
    .addCommand(setCommand(words))
    .addCommand(packageCommand(words))
    .addCommand(listCommand(words))
    .addCommand(removeCommand(words));
}

interface SetFlags {
  readonly from: string;
  readonly provider?: string;
  readonly code?: string;
  readonly json?: true;
}

function setCommand(words: Words): Command {
  const { prices } = words;
  return new Command('set')
    .summary(prices.set.summary)
    .description(prices.set.description)
    .argument('<price>', prices.set.price)
    .requiredOption('--from <day>', prices.set.from)
    .option('--provider <id>', prices.set.provider)
    .option('--code <code>', prices.set.code)
    .option('--json', prices.set.json)
    .action(async (price: string, { json, ...flags }: SetFlags) => {
      const { setPrice } = await import('../app/prices.js');
      const { entry, unpriced } = await setPrice(await appFor(words), { price, ...flags });
      if (json === true) printJson(entryShown(entry));
      else printLines(setInWords(entry, unpriced, words));
    });
}

function setInWords(entry: PriceEntry, unpriced: readonly string[], { prices }: Words): string[] {
  const { number, price, currency, from, provider, code } = entry;
  const what = code === undefined ? prices.allCodes({ provider }) : prices.oneCode({ provider, code });
  const lines = [prices.wasSet({ number, price, currency, from, what })];
  if ((chinaDayStart(from) ?? 0) <= entry.at)
    lines.push(prices.hasBegun({ at: chinaIso(entry.at).slice(0, 19).replace('T', ' ') }));
  if (unpriced.length > 0) lines.push(prices.unpriced({ codes: unpriced.join(', ') }));
  return lines;
}

interface PackageFlags extends SetFlags {
  readonly price?: string;
  readonly amount?: string;
  readonly until?: string;
}

function packageCommand(words: Words): Command {
  const { prices } = words;
  const { packages } = prices;
  return new Command('package')
    .summary(packages.summary)
    .description(packages.description)
    .argument('<calls>', packages.calls, wholeNumber(words))
    .requiredOption('--from <day>', packages.from)
    .option('--price <decimal>', packages.price)
    .option('--amount <decimal>', packages.amount)
    .option('--until <day>', packages.until)
    .option('--provider <id>', prices.set.provider)
    .option('--json', packages.json)
    .action(async (calls: number, { json, ...flags }: PackageFlags) => {
      const { addPackage } = await import('../app/prices.js');
      const entry = await addPackage(await appFor(words), { calls, ...flags });
      if (json === true) printJson(packageShown(entry, entry.calls));
      else printLines([prices.packageAdded(entry)]);
    });
}

function removeCommand(words: Words): Command {
  const { prices } = words;
  return new Command('remove')
    .summary(prices.remove.summary)
    .description(prices.remove.description)
    .argument('<number>', prices.remove.number, wholeNumber(words))
    .option('--json', prices.remove.json)
    .action(async (number: number, { json }: { json?: true }) => {
      const { removePrice } = await import('../app/prices.js');
      const entry = await removePrice(await appFor(words), number);
      if (json === true) printJson(entryShown(entry));
      else printLines([prices.removed({ number })]);
    });
}

function listCommand(words: Words): Command {
  const { prices } = words;
  return new Command('list')
    .summary(prices.list.summary)
    .option('--json', prices.list.json)
    .action(async ({ json }: { json?: true }) => {
      const { listPrices } = await import('../app/prices.js');
      const app = await appFor(words);
      const listed = await listPrices(app);
      if (json === true) printJson(pricesShown(listed));
      else printLines(listInWords(listed, app.config.currency, words));
    });
}

function listInWords(
  { prices: entries, packages, otherwise }: Prices,
  currency: string,
  { prices }: Words,
): string[] {
  const { columns, states } = prices;
  if (entries.length + packages.length === 0 && otherwise === undefined) return [prices.nothingAtAll];
  const head = [columns.number, columns.price, columns.currency, columns.from];
  const tail = [columns.provider, columns.code, columns.state, columns.set, columns.by];
  const rows = entries.map(({ entry, state }) => [
    ...startOf(entry),
    entry.provider,
    entry.code ?? columns.all,
    states[state],
    chinaDay(entry.at),
    entry.by,
  ]);
  const set = entries.length === 0 ? [prices.none] : table([...head, ...tail], rows);
  const paid = packages.map(({ entry, left }) => [
    ...startOf(entry),
    entry.until ?? '-',
    entry.provider,
    String(entry.calls),
    String(left),
    entry.removed === undefined ? '' : states.removed,
  ]);
  const packageHead = [...head, columns.until, columns.provider, columns.calls, columns.left, ''];
  return [
    ...set,
    ...(otherwise === undefined ? [] : [prices.otherwise({ price: otherwise, currency })]),
    ...(paid.length === 0 ? [] : ['', prices.packagesTitle, ...table(packageHead, paid)]),
  ];
}

function startOf({ number, price, currency, from }: PriceEntry): string[] {
  return [String(number), price, currency, from];
}
