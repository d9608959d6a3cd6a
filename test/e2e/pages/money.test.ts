// The accountant's pages in a real browser: budgets, prices, days that are not settled, what each role gets, and how each page looks.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OperationId } from '../../../src/access/permissions.js';
import { chinaDay } from '../../../src/domain/china-time.js';
import { pictureFile, withoutBrowser } from '../../support/browser.js';
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
