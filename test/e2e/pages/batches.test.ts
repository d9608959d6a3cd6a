// The pages in a real browser, with one `serve` for all of it: signing in, the page of all batches, both languages, without scripts.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanList } from '../user.js';
import { withoutBrowser } from '../../support/browser.js';
import { expectGoodLooks } from '../../support/looks.js';
import { ServedPages } from '../../support/served-pages.js';

let pages: ServedPages;

/** Sends a list and makes a batch of it, as a page's own script would. */
async function make(page: Page, file: string, body: object): Promise<void> {
  const made = await page.evaluate(
    async ([list, name, asked]) => {
      const sent = await fetch(`/api/v1/lists?name=${name}`, { method: 'POST', body: list });
      const { list: id } = (await sent.json()) as { list: string };
      const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
      const text = JSON.stringify({ ...(JSON.parse(asked) as object), list: id });
      return (await fetch('/api/v1/batches', { method: 'POST', headers, body: text })).status;
    },
    [cleanList(200), file, JSON.stringify(body)] as const,
  );
  expect(made).toBe(201);
}

if (withoutBrowser !== undefined) process.stderr.write(`The pages are not looked at: ${withoutBrowser}.\n`);

describe.skipIf(withoutBrowser !== undefined)('the pages', () => {
  beforeAll(async () => {
    pages = await ServedPages.start();
  });

  afterAll(async () => {
    await pages?.close();
  });

  test('a link from the terminal sets the first password, and the name of the first administrator', async () => {
    const page = await pages.strangersWindow({ language: 'zh' });
    await page.goto(pages.firstLink);
    await page.getByRole('heading', { name: '首位管理员' }).waitFor();
    // The secret is in no address that a server or the history gets.
    expect(page.url()).not.toContain('#');
    await expectGoodLooks(page, 'first-link-zh');
    await page.getByLabel('用户名').fill('lin');
    await page.getByLabel('新密码').fill('short');
    await page.locator('form[action="/sign-in/link"]').evaluate((form) => {
      (form as unknown as { noValidate: boolean }).noValidate = true;
    });
    await page.getByRole('button', { name: '设置密码并登录' }).click();
    expect(await page.getByRole('alert').innerText()).toMatch(/12/);
    await page.getByLabel('新密码').fill('twelve or more characters');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '欢迎使用 Rollcall' }).waitFor();
    await page.getByRole('link', { name: '批次', exact: true }).click();
    await page.getByText('还没有批次').waitFor();
    expect(await page.locator('.who-name').innerText()).toBe('lin');
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('heading', { name: '登录' }).waitFor();
  });

  test('who has not signed in comes to the page he asked for once he has, and is told what was wrong', async () => {
    const page = await pages.strangersWindow();
    const answer = await page.goto('/batches?q=none');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    expect(answer?.headers()['content-security-policy']).toMatch(/script-src 'self';.*style-src 'self'/);
    await page.getByLabel('Name').fill('lin');
    await page.getByLabel('Password').fill('something else');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('lin');
    await expectGoodLooks(page, 'sign-in-en');
    await page.getByLabel('Password').fill('twelve or more characters');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('No batch is like that').waitFor();
    expect(page.url()).toBe(`${pages.url}/batches?q=none`);
  });

  test('the language is the browser’s, until another is chosen', async () => {
    const page = await pages.window('admin', { language: 'zh' });
    await page.goto('/batches');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Batches', exact: true }).waitFor();
    await page.goto('/nothing-here');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/nothing here/);
    await page.getByRole('button', { name: '中文' }).click();
    await page.goto('/nothing-here');
    expect(await page.getByRole('alert').innerText()).toMatch(/\p{Script=Han}/u);
  });

  test('a batch that somebody makes appears, goes on and ends without anybody asking for it', async () => {
    const page = await pages.window('admin');
    const faults: string[] = [];
    page.on('console', (message) => faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(String(error)));
    await page.goto('/batches');
    const other = await pages.window('operator');
    await other.goto('/batches');
    await make(other, 'customers-east.csv', {
      label: 'east',
      start: true,
      batch: 'east-1',
      options: { rate: 100 },
    });
    const row = page.locator('#batch-east-1');
    await row.getByText('Running').waitFor();
    await row.getByText('Completed').waitFor();
    expect(await row.innerText()).toMatch(/customers-east\.csv[^]*200 of 200[^]*by operator/);
    expect(await page.locator('#accounts .strip').innerText()).toMatch(
      /youtu[^]*calls\/s[^]*Verify workers: 1/,
    );
    expect(faults).toEqual([]);
    await make(other, '客户名单 2026 年 11 月（华北区分行）.csv', { label: '华北', batch: 'north-1' });
    await page.locator('#batch-north-1').getByText('Draft').waitFor();
    for (const language of ['en', 'zh'] as const) {
      const looked = await pages.window('admin', { language });
      await looked.goto('/batches');
      await expectGoodLooks(looked, `batches-${language}`);
    }
  });

  test('batches are found by file, label and state, also without scripts and by keyboard', async () => {
    const page = await pages.window('operator', { javaScriptEnabled: false });
    await page.goto('/batches');
    expect(await page.locator('#batches tbody tr').count()).toBe(2);
    await page.getByLabel('File, label or batch').fill('east');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=east/);
    expect(await page.locator('#batches tbody tr').count()).toBe(1);
    await page.getByLabel('File, label or batch').fill('');
    await page.getByLabel('State').selectOption('draft');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.waitForURL(/state=draft/);
    expect(await page.locator('#batches .name').allInnerTexts()).toEqual([
      '客户名单 2026 年 11 月（华北区分行）.csv',
    ]);
    const eastern = await pages.window('viewer', {}, ['east']);
    await eastern.goto('/batches');
    expect(await eastern.locator('#batches .name').allInnerTexts()).toEqual(['customers-east.csv']);
    expect(await eastern.getByRole('link', { name: 'New list' }).count()).toBe(0);
  });

  test('what pages load is kept for ever, and gone with the next version', async () => {
    const page = await pages.window('admin');
    await page.goto('/batches');
    const style = await page.locator('link[rel=stylesheet]').getAttribute('href');
    const asked = await fetch(`${pages.url}${style}`);
    expect(asked.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const old = await fetch(`${pages.url}/assets/0000000000000000/style.css`);
    expect([old.status, old.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    const problem = await fetch(`${pages.url}/nothing-here`);
    expect(problem.headers.get('content-type')).toBe('application/problem+json');
  });
});
