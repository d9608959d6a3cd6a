// A clerk's whole day in a real browser, with one `serve` for all of it: from a list to its corrected file, in several tabs, through a
// kill of the server, and with scripts blocked.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanList, CUSTOMERS, readCsv } from '../user.js';
import { withoutBrowser } from '../../support/browser.js';
import { CuttingRelay } from '../../support/cutting-relay.js';
import { expectGoodLooks } from '../../support/looks.js';
import { ServedPages } from '../../support/served-pages.js';

let pages: ServedPages;
const LIST = /\/lists\/[0-9a-f]{32}$/;
const PATIENCE = { timeout: 90_000 };
/** Seven pages are looked at in two languages, each on five screens and on paper. */
const LONG_MS = 480_000;

/** Chooses the file, which is then sent by itself, and waits for the page of the list. */
async function sendList(page: Page, file: { name: string; text: string }): Promise<void> {
  await page.goto('/lists/new');
  await page.setInputFiles('#file', {
    name: file.name,
    mimeType: 'text/csv',
    buffer: Buffer.from(file.text),
  });
  await page.waitForURL(LIST, PATIENCE);
}

async function confirmed(page: Page, order: string): Promise<void> {
  await page.getByRole('link', { name: order, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: order, exact: true }).click();
}

function stateIn(page: Page, state: string) {
  return page.locator('#batch-now .pill', { hasText: state });
}

describe.skipIf(withoutBrowser !== undefined)('a clerk’s day on the pages', () => {
  beforeAll(async () => {
    pages = await ServedPages.start({ environment: { ROLLCALL_PRICE: '0.30' } });
  });

  afterAll(async () => {
    await pages?.close();
  });

  test(
    'a list is sent, looked at, sampled, verified, corrected, and its corrected file taken',
    async () => {
      const page = await pages.window('operator');
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      await page.goto('/lists/new');
      await expectGoodLooks(page, 'new-list-en');
      await sendList(page, { name: 'customers.csv', text: readFileSync(CUSTOMERS, 'utf8') });
      const check = page.locator('#check');
      await check.getByText('600', { exact: true }).waitFor(PATIENCE);
      expect(await check.innerText()).toMatch(/168[^]*CNY/);
      // Nobody's name or number stands on the page.
      const numbers = readFileSync(CUSTOMERS, 'utf8').match(/\b\d{17}[\dX]\b/g) ?? [];
      expect(numbers.length).toBeGreaterThan(500);
      const shown = await page.content();
      expect(numbers.filter((number) => shown.includes(number))).toEqual([]);
      expect(await page.locator('input[name="name_column"]:checked').inputValue()).toBe('2');
      expect(await page.locator('input[name="id_column"]:checked').inputValue()).toBe('3');
      await expectGoodLooks(page, 'list-en');
      await page.getByLabel('Label', { exact: true }).fill('branch-east');
      await page.getByRole('button', { name: 'Sample of 50' }).click();
      await page.getByText('the sample is done').waitFor(PATIENCE);
      await confirmed(page, 'Verify the rest');
      await stateIn(page, 'Completed').waitFor(PATIENCE);
      expect(await page.locator('#batch-now').innerText()).toMatch(/600 of 600[^]*Match[^]*outcomes\.csv/);
      const batch = new URL(page.url()).pathname.split('/')[2] ?? '';
      await page.getByRole('link', { name: 'Malformed' }).click();
      expect(await page.locator('tbody tr').first().innerText()).toContain('Malformed');
      await expectGoodLooks(page, 'rows-en');
      await page.getByRole('link', { name: 'Correct rows' }).click();
      const row = page.locator('tbody tr', { has: page.locator('input[name="id_number-29"]') });
      const [person] = readCsv(cleanList(1));
      await row.locator('input[name="name-29"]').fill(person?.['姓名'] ?? '');
      await row.locator('input[name="id_number-29"]').fill(person?.['身份证号'] ?? '');
      await page.getByRole('button', { name: 'Verify the changed rows' }).click();
      await stateIn(page, 'Completed').waitFor(PATIENCE);
      expect(page.url()).toMatch(new RegExp(`/batches/${batch}-c`));
      await page.goto(`/batches/${batch}`);
      const downloading = page.waitForEvent('download');
      await page.getByRole('link', { name: 'corrected.csv' }).click();
      const corrected = readCsv(readFileSync(await (await downloading).path(), 'utf8'));
      expect(corrected).toHaveLength(600);
      expect(corrected[28]?.['身份证号']).toBe(person?.['身份证号']);
      expect(await page.getByText('saw rows unmasked').count()).toBeGreaterThan(0);
      for (const language of ['en', 'zh'] as const) {
        const looked = await pages.window('operator', { language });
        for (const [address, name] of [
          [`/batches/${batch}`, 'batch'],
          [`/batches/${batch}/correct`, 'correct'],
          [`/compare?batch=${batch}&with=${batch}&label=branch-east`, 'compare'],
          [`/batches/${batch}/cancel`, 'confirmation'],
          ['/welcome', 'welcome'],
        ] as const) {
          await looked.goto(address);
          await expectGoodLooks(looked, `${name}-${language}`);
        }
      }
      expect(faults).toEqual([]);
    },
    LONG_MS,
  );

  test('columns that are not found are chosen, and known again for the next list with that header', async () => {
    const page = await pages.window('operator', { language: 'zh' });
    const [head = '', ...rows] = cleanList(20).split('\n');
    const text = [head.replace('姓名', '甲').replace('身份证号', '乙'), ...rows].join('\n');
    await sendList(page, { name: '一月.csv', text });
    await page.getByRole('alert').waitFor();
    await page.locator(`tr:has-text("甲") input[name="name_column"]`).check();
    await page.locator(`tr:has-text("乙") input[name="id_column"]`).check();
    await page.getByRole('button', { name: '按此读取' }).click();
    await page.locator('#check').getByText('20', { exact: true }).first().waitFor(PATIENCE);
    await page.getByRole('button', { name: '存为草稿' }).click();
    await stateIn(page, '草稿').waitFor(PATIENCE);
    await sendList(page, { name: '二月.csv', text });
    await page.getByText('按上一份相同表头的名单读取。').waitFor();
    await page.locator('#check').getByText('20', { exact: true }).first().waitFor(PATIENCE);
    expect(await page.locator('input[type="radio"]:checked').count()).toBe(2);
  });

  test('a list that is cut off on its way goes on where it was, by itself, and is whole', async () => {
    const relay = await CuttingRelay.before(Number(new URL(pages.url).port));
    try {
      const { url } = relay;
      const page = await pages.window('operator');
      const [head = '', ...rows] = cleanList(200).trimEnd().split('\n');
      const text = [head, ...Array<string>(500).fill(rows.join('\n')), ''].join('\n');
      const bytes = Buffer.byteLength(text);
      const begun: string[] = [];
      const offsets: number[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith(`${url}/api/v1/uploads`)) return;
        if (request.method() === 'POST') begun.push(request.url());
        if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
      });
      await page.goto(`${url}/lists/new`);
      // First the connection is cut in the middle of it, and then the server is killed.
      const cut = relay.after(bytes / 6, 'cut');
      const file = { name: 'cut.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
      await page.setInputFiles('#file', file);
      await cut;
      await page.locator('output', { hasText: 'Trying again' }).waitFor(PATIENCE);
      const hanging = relay.after(bytes / 3, 'hang');
      await hanging;
      await pages.kill();
      await page.locator('output', { hasText: 'Trying again' }).waitFor(PATIENCE);
      await pages.startAgain();
      await page.waitForURL(LIST, PATIENCE);
      // One upload, which never began at its beginning again.
      expect(begun).toHaveLength(1);
      const [first, ...later] = offsets;
      expect(first).toBe(0);
      expect(later.length).toBeGreaterThan(1);
      expect(later.filter((offset) => offset === 0)).toEqual([]);
      const list = new URL(page.url()).pathname.split('/').at(-1);
      const kept = await page.request.get(`/api/v1/lists?upload=${list}`);
      const sha256 = createHash('sha256').update(text).digest('hex');
      expect(await kept.json()).toMatchObject({ name: 'cut.csv', bytes, sha256 });
    } finally {
      await relay.close();
    }
  }, 300_000);

  test('two tabs and six show the same, through a kill of the server, by one stream of events', async () => {
    const first = await pages.window('operator');
    await sendList(first, { name: 'long.csv', text: cleanList(400) });
    await first.getByLabel('Most calls a second').fill('2');
    await first.getByRole('button', { name: 'Start', exact: true }).click();
    await stateIn(first, 'Running').waitFor(PATIENCE);
    const streams: string[] = [];
    const tabs = [first];
    for (let more = 0; more < 5; more += 1) {
      const tab = await first.context().newPage();
      tab.on('request', (request) => {
        if (request.url().endsWith('/api/v1/events')) streams.push(request.url());
      });
      await tab.goto(first.url());
      tabs.push(tab);
    }
    // A browser lets a page have six connections, so that a stream for each tab would leave none for anything else.
    expect(streams).toEqual([]);
    await pages.kill();
    await first.getByText('No connection to Rollcall').waitFor(PATIENCE);
    const before = await first.locator('#batch-now .figures').innerText();
    await pages.startAgain();
    await expect
      .poll(() => first.locator('#batch-now .figures').innerText(), { timeout: 60_000, interval: 100 })
      .not.toBe(before);
    expect(await first.getByText('No connection to Rollcall').isVisible()).toBe(false);
    await confirmed(first, 'Cancel the batch');
    for (const tab of tabs) await stateIn(tab, 'Cancelled').waitFor(PATIENCE);
  }, 300_000);

  test('with scripts blocked a list goes in, is verified, and its outcomes are taken', async () => {
    const page = await pages.window('operator', { javaScriptEnabled: false });
    await page.goto('/lists/new');
    await page.getByRole('button', { name: 'Send the list' }).waitFor();
    await page.setInputFiles('#file', {
      name: '无脚本.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(cleanList(30)),
    });
    await page.getByRole('button', { name: 'Send the list' }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('无脚本.csv');
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    await page.getByRole('link', { name: 'Start', exact: true }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect
      .poll(
        async () => {
          await page.reload();
          return page.locator('#batch-now .pill').innerText();
        },
        { timeout: 60_000, interval: 200 },
      )
      .toBe('Completed');
    const outcomes = await page.getByRole('link', { name: 'outcomes.csv' }).getAttribute('href');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'outcomes.csv' }).click();
    expect(outcomes).toMatch(/^\/api\/v1\/batches\//);
    expect(readCsv(readFileSync(await (await downloading).path(), 'utf8'))).toHaveLength(30);
  });
});
