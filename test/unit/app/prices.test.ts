// Prices and packages as a user sets, lists and takes them back, without a process.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { addPackage, listPrices, removePrice, setPrice } from '../../../src/app/prices.js';
import type { App } from '../../../src/app/app.js';
import { loadConfig } from '../../../src/config.js';
import { DamagedFile } from '../../../src/files/damaged-file.js';
import { NewerFormat } from '../../../src/domain/newer.js';

function appIn(settings: Readonly<Record<string, string>> = {}): App {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-prices-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  return { config: loadConfig(settings, directory), tell: () => undefined };
}

test('a price that is set is listed with who and when, and is what a call costs now', async () => {
  const app = appIn({ ROLLCALL_PRICE: '0.5' });
  expect((await listPrices(app)).now?.prices['0']).toBe('0.5');
  const { entry, unpriced } = await setPrice(app, { price: '0.30', from: '2026-01-01' });
  await setPrice(app, { price: '0.25', from: '9999-12-31' });
  await setPrice(app, { price: '0.10', from: '2026-01-01', code: '-5807' });
  expect({ unpriced, number: entry.number }).toEqual({ unpriced: [], number: 1 });
  const { prices, now, otherwise } = await listPrices(app);
  expect(prices.map(({ entry: { number, price }, state }) => [number, price, state])).toEqual([
    [1, '0.30', 'in-force'],
    [2, '0.25', 'later'],
    [3, '0.10', 'in-force'],
  ]);
  expect([now?.prices['0'], now?.prices['-5807'], otherwise]).toEqual(['0.30', '0.10', '0.5']);
});

test('a price of one code alone says which billed codes have none', async () => {
  const { unpriced } = await setPrice(appIn(), { price: '0.10', from: '2026-01-01', code: '0' });
  expect(unpriced).toContain('-5803');
  expect(unpriced).not.toContain('0');
});

test('what is taken back stays in the list, counts no more, and is taken back once', async () => {
  const app = appIn();
  await setPrice(app, { price: '0.30', from: '2026-01-01' });
  await addPackage(app, { calls: 1000, amount: '250', from: '2026-01-01' });
  await removePrice(app, 1);
  await removePrice(app, 2);
  const { prices, packages, now } = await listPrices(app);
  expect([prices[0]?.state, packages[0]?.entry.price, now]).toEqual(['removed', '0.25', undefined]);
  await expect(removePrice(app, 1)).rejects.toMatchObject({ code: 'unknown-price' });
  await expect(removePrice(app, 3)).rejects.toMatchObject({ code: 'unknown-price' });
});

test.each([
  [{ price: '0,30', from: '2026-01-01' }, '"0,30" is no price'],
  [{ price: '-1', from: '2026-01-01' }, '"-1" is no price'],
  [{ price: '0.1234567', from: '2026-01-01' }, 'at most 6 places'],
  [{ price: '0.30', from: '2026-02-30' }, '"2026-02-30" is no day'],
  [{ price: '0.30', from: '2026-01-01', code: '15' }, 'Code 15 is not billed'],
  [{ price: '0.30', from: '2026-01-01', provider: 'nobody' }, 'no provider "nobody"'],
])('%j is refused with what is wrong, and nothing is written', async (request, said) => {
  const app = appIn();
  await expect(setPrice(app, request)).rejects.toThrow(said);
  expect((await listPrices(app)).prices).toEqual([]);
});

test('a package needs a price that is exact, whole calls, and days in their order', async () => {
  const app = appIn();
  const from = '2026-01-01';
  await expect(addPackage(app, { calls: 3, amount: '1', from })).rejects.toThrow('--price 0.333333');
  await expect(addPackage(app, { calls: 0, price: '1', from })).rejects.toThrow('whole number');
  await expect(addPackage(app, { calls: 3, from })).rejects.toThrow('--price, or');
  await expect(addPackage(app, { calls: 3, price: '1', amount: '3', from })).rejects.toThrow('--price, or');
  const until = '2025-12-31';
  await expect(addPackage(app, { calls: 3, price: '1', from, until })).rejects.toThrow('is before');
});

test('prices in two currencies are not set beside each other', async () => {
  const app = appIn();
  await setPrice(app, { price: '0.30', from: '2026-01-01' });
  const dollars = { ...app, config: { ...app.config, currency: 'USD' } };
  await expect(setPrice(dollars, { price: '0.04', from: '2026-01-01' })).rejects.toThrow('is in CNY');
  await removePrice(app, 1);
  await setPrice(dollars, { price: '0.04', from: '2026-01-01' });
});

test('a damaged book, and one of a newer Rollcall, is said by its path and left as it is', async () => {
  const app = appIn();
  await setPrice(app, { price: '0.30', from: '2026-01-01' });
  const path = join(app.config.dataDir, 'prices.json');
  const newer = readFileSync(path, 'utf8').replace('"version": 1', '"version": 2');
  for (const [text, error] of [
    ['{', DamagedFile],
    [newer, NewerFormat],
  ] as const) {
    writeFileSync(path, text);
    await expect(setPrice(app, { price: '1', from: '2026-01-01' })).rejects.toBeInstanceOf(error);
    await expect(listPrices(app)).rejects.toThrow(path);
    expect(readFileSync(path, 'utf8')).toBe(text);
  }
});
