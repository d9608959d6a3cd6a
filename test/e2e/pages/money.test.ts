// The accountant's pages in a real browser, with one `serve` where two people close a month: an accountant's whole day, from signing in
// to the evidence on disk, budgets, prices, what each role gets, and how each page looks.

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OperationId } from '../../../src/access/permissions.js';
import { chinaDay } from '../../../src/domain/china-time.js';
import { pictureFile, withoutBrowser } from '../../support/browser.js';
import { unfitting, unzip } from '../../support/evidence.js';
import { expectGoodLooks } from '../../support/looks.js';
import { wrongRights } from '../../support/pages-of-roles.js';
import { ServedPages, violations } from '../../support/served-pages.js';
import { cleanList } from '../user.js';

const PAGES: Readonly<Record<string, OperationId>> = {
  '/reconciliation': 'listReconciliations',
  '/months': 'listMonths',
  '/budgets': 'listBudgets',
  '/budgets/remove': 'deleteBudget',
  '/prices': 'listPrices',
  '/prices/1/remove': 'deletePrice',
};
const ROWS = 30;
const FOREIGN = 4;
/** Four pages are looked at on five screens and on paper in between. */
const LONG_MS = 480_000;

let pages: ServedPages;
const month = chinaDay(Date.now()).slice(0, 7);
const today = chinaDay(Date.now());

async function looks(path: string, name: string, whole: 'en' | 'zh', role = 'accountant'): Promise<void> {
  const page = await pages.window(role, { language: whole });
  await page.goto(path);
  await expectGoodLooks(page, `${name}-${whole}`);
  const other = await pages.window(role, { language: whole === 'en' ? 'zh' : 'en', width: 375 });
  await other.goto(path);
  await other.screenshot({ path: pictureFile(`${name}-other.png`), fullPage: true });
  expect(await violations(other)).toEqual([]);
}

async function saved(page: Page, name: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name, exact: true }).click();
  return (await download).path();
}

if (withoutBrowser !== undefined) process.stderr.write(`The pages are not looked at: ${withoutBrowser}.\n`);

describe.skipIf(withoutBrowser !== undefined)('the pages of money', () => {
  beforeAll(async () => {
    pages = await ServedPages.start({ environment: { ROLLCALL_CLOSE_REVIEW: '1' } });
  });

  afterAll(() => pages?.close());

  test('a price is set, shown as in force and taken back, without scripts', async () => {
    const page = await pages.window('accountant', { javaScriptEnabled: false });
    await page.goto('/prices');
    await page.getByText('No price is in force').waitFor();
    await page.getByLabel('Price of a call').fill('a third');
    await page.getByLabel('From (day in China)').fill(today);
    await page.getByRole('button', { name: 'Set the price' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Price of a call').inputValue()).toBe('a third');
    await page.getByLabel('Price of a call').fill('0.30');
    await page.getByRole('button', { name: 'Set the price' }).click();
    await page.getByText('The price is set.').waitFor();
    expect(await page.locator('.facts').innerText()).toMatch(/Code 0\s+0\.30 CNY/);
    await page.getByLabel('Calls paid for').fill('1000');
    await page.getByLabel('Paid for all of it').fill('250.00');
    await page.getByLabel('First day').fill('2099-01-01');
    await page.getByRole('button', { name: 'Enter the package' }).click();
    await page.getByText('The package is entered.').waitFor();
    const row = page.getByRole('row', { name: /1,000/ });
    expect(await row.innerText()).toMatch(/0\.25/);
    await row.getByRole('link', { name: 'Take back' }).click();
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByText('It counts no more.').waitFor();
    expect(await row.innerText()).toContain('Taken back by accountant');
    await looks('/prices', 'prices', 'en');
  });

  test('a budget is set, shows what is left of it, and is removed', async () => {
    const page = await pages.window('accountant');
    await page.goto('/budgets');
    await page.locator('form.card').getByLabel('Label').fill('sales');
    await page.locator('form.card').getByLabel('Month').fill(month);
    await page.getByLabel('Calls').fill('100');
    await page.getByRole('button', { name: 'Set the budget' }).click();
    await page.getByText('The budget is set.').waitFor();
    const admin = await pages.window('admin');
    const headers = { origin: pages.url };
    const list = await admin.request.post('/api/v1/lists?name=sales.csv', {
      data: Buffer.from(cleanList(ROWS)),
      headers: { ...headers, 'content-type': 'application/octet-stream' },
    });
    const body = { ...((await list.json()) as object), batch: 'sales-1', label: 'sales', start: true };
    const { list: id, batch, label, start } = body as unknown as Record<string, unknown>;
    const made = await admin.request.post('/api/v1/batches', {
      data: { list: id, batch, label, start },
      headers: { ...headers, 'idempotency-key': 'one' },
    });
    expect(made.status()).toBe(201);
    await expect
      .poll(async () => (await admin.request.get('/api/v1/batches/sales-1')).text(), { timeout: 60_000 })
      .toMatch(/"state":"completed"/);
    await page.goto('/budgets');
    expect(await page.getByRole('row', { name: /sales/ }).innerText()).toMatch(/100[^]*30[^]*70/);
    await looks('/budgets', 'budgets', 'zh');
    await page.getByRole('link', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No budget is set').waitFor();
  });

  test('each role finds in the navigation what it may see, and gets nothing else', async () => {
    expect(await wrongRights(pages, PAGES)).toEqual([]);
  });

  test(
    'an accountant’s day: looks at the month, reconciles, closes it with a second person, takes the evidence',
    async () => {
      // Somebody else has used the account, and one answer is not counted yet.
      pages.user.simulator.control({ statExtra: { '0': FOREIGN }, statMissing: 0 });
      const page = await pages.window('accountant');
      await page.goto('/months');
      const entry = page.getByRole('row', { name: new RegExp(month) });
      expect(await entry.innerText()).toMatch(/Open[^]*not reconciled[^]*30/);
      await page.goto(`/reconciliation?month=${month}`);
      const day = page.locator('td.is-open');
      expect(await day.innerText()).toMatch(/30 calls/);
      await day.getByRole('button').click();
      await page.getByRole('heading', { name: today }).waitFor();
      expect(await page.locator('#report').innerText()).toMatch(/unexplained/);
      const [report] = await Promise.all([
        page.waitForEvent('popup'),
        page.getByRole('link', { name: 'Open the report alone' }).click(),
      ]);
      expect(await report.locator('h1').first().innerText()).toMatch(/unexplained/);
      await looks(`/reconciliation?month=${month}`, 'reconciliation', 'en');

      await page.goto(`/months/${month}`);
      await page.getByText('The month is not over.').waitFor();
      expect(await page.locator('.facts').innerText()).toMatch(/Our cost\s+9\.00 CNY/);
      await looks(`/months/${month}`, 'month', 'zh');
      await page.getByLabel(/Why is this accepted: calls of others/).fill('the test system, ticket 812');
      await page.getByLabel('Close it although it is not over').check();
      await page.getByRole('button', { name: 'Propose' }).click();
      await page.getByText('You have proposed it.').waitFor();
      const second = await pages.window('admin');
      await second.goto(`/months/${month}`);
      await second.getByText('accountant proposes to close it').waitFor();
      expect(await second.locator('#close').innerText()).toContain('the test system, ticket 812');
      await second.getByRole('button', { name: 'Close the month' }).click();
      await second.getByRole('heading', { name: 'Files of the closed month' }).waitFor();

      await page.reload();
      expect(await page.locator('.about').innerText()).toMatch(/Closed by accountant[^]*Looked at by admin/);
      await looks(`/months/${month}`, 'month-closed', 'en');
      expect(readFileSync(await saved(page, 'journal.csv'), 'utf8')).toMatch(/sales/);
      const files = await unzip(await saved(page, 'evidence.zip'));
      expect(files.size).toBeGreaterThan(3);
      expect(unfitting(files)).toEqual([]);
      await page.getByLabel('Why').fill('a batch had the wrong label');
      await page.getByRole('button', { name: 'Open the month again' }).click();
      await page.getByRole('heading', { name: 'Propose to close it' }).waitFor();
      await looks('/months', 'months', 'zh');
    },
    LONG_MS,
  );

  test('days that are not settled say so, are asked for anew by themselves, and can be looked at again', async () => {
    pages.user.simulator.control({ statExtra: {}, statMissing: 2 });
    const page = await pages.window('accountant');
    await page.goto('/reconciliation');
    await page.getByRole('button', { name: 'Reconcile', exact: true }).last().click();
    await page.getByText('asked again every ten minutes').waitFor();
    expect(await page.locator('#report').innerText()).toMatch(/unsettled/);
    await looks(page.url().replace(pages.url, ''), 'unsettled', 'en');
    // The service has all of them by now, and somebody asks.
    pages.user.simulator.control({ statMissing: 0 });
    await page.locator('#report').evaluate((part) => {
      (part as unknown as { dataset: Record<string, string> }).dataset['apart'] = '100';
    });
    await page.request.post('/api/v1/reconciliations', {
      data: { from: today, to: today },
      headers: { origin: pages.url },
    });
    await page.locator('#report').getByText('balanced').waitFor();
  });
});
