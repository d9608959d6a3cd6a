// The pages in a real browser, with one `serve` for nearly all of it: signing in, also by a provider of identities, the first page, the
// page of all batches with a halt that is lifted, both languages, without scripts.

import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanList } from '../user.js';
import { withoutBrowser } from '../../support/browser.js';
import { CLIENT, IdentityProvider } from '../../support/identity-provider.js';
import { expectGoodLooks } from '../../support/looks.js';
import { ServedPages } from '../../support/served-pages.js';

let pages: ServedPages;
let provider: IdentityProvider;

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

/** The provider has to know before where it may send browsers back to. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

if (withoutBrowser !== undefined) process.stderr.write(`The pages are not looked at: ${withoutBrowser}.\n`);

describe.skipIf(withoutBrowser !== undefined)('the pages', () => {
  beforeAll(async () => {
    const port = await freePort();
    const people = { wei: { preferred_username: 'wei', rollcall_role: 'viewer' } };
    provider = await IdentityProvider.start(people, `http://127.0.0.1:${port}/api/v1/sign-in/oidc/back`);
    pages = await ServedPages.start({
      args: ['--port', String(port)],
      environment: {
        ROLLCALL_OIDC_ISSUER: provider.issuer,
        ROLLCALL_OIDC_CLIENT_ID: CLIENT.clientId,
        ROLLCALL_OIDC_CLIENT_SECRET: CLIENT.clientSecret,
      },
    });
  });

  afterAll(async () => {
    await pages?.close();
    await provider?.close();
  });

  test('a link from the terminal sets the first password, and the name of the first administrator', async () => {
    const page = await pages.strangersWindow({ language: 'zh' });
    await page.goto(pages.firstLink);
    await page.getByRole('heading', { name: '首位管理员' }).waitFor();
    // The secret is in no address that a server or the history gets.
    expect(page.url()).not.toContain('#');
    await expectGoodLooks(page, 'first-link-zh');
    const other = await pages.strangersWindow({ language: 'en' });
    await other.goto(pages.firstLink);
    await other.getByRole('heading', { name: 'The first administrator' }).waitFor();
    await expectGoodLooks(other, 'first-link-en');
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
    const other = await pages.strangersWindow({ language: 'zh' });
    await other.goto('/sign-in');
    await other.getByRole('heading', { name: '登录' }).waitFor();
    await expectGoodLooks(other, 'sign-in-zh');
    await page.getByLabel('Password').fill('twelve or more characters');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('No batch is like that').waitFor();
    expect(page.url()).toBe(`${pages.url}/batches?q=none`);
  });

  test('who has an account elsewhere signs in by its provider', async () => {
    const page = await pages.strangersWindow();
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Sign in with your organisation' }).click();
    await page.getByPlaceholder('Enter any login').fill('wei');
    await page.getByPlaceholder('and password').fill('any');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.locator('.who-name').waitFor();
    expect(await page.locator('.who-name').innerText()).toBe('wei');
    expect(page.url()).toMatch(new RegExp(`^${pages.url}/(batches|welcome)?$`));
    expect(await page.getByRole('link', { name: 'New list' }).count()).toBe(0);
  });

  test('the first page tries the credentials, and says which are missing where they are', async () => {
    const page = await pages.window('admin');
    await page.goto('/welcome');
    await page.getByRole('button', { name: 'Try the credentials' }).click();
    await page.getByText('The service accepts the credentials.').waitFor();
    const bare = await ServedPages.start({ environment: { ROLLCALL_SECRET_KEY: '' } });
    try {
      for (const language of ['en', 'zh'] as const) {
        const first = await bare.window('admin', { language });
        await first.goto('/welcome');
        const credentials = await first.locator('#credentials').innerText();
        expect(credentials).toMatch(/(Not set|尚未设置)(: |：)ROLLCALL_SECRET_KEY/);
        expect(await first.locator('#credentials button').count()).toBe(0);
        expect(await first.locator('main').innerText()).toContain('rollcall serve --demo');
        await expectGoodLooks(first, `without-credentials-${language}`);
      }
    } finally {
      await bare.close();
    }
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

  test('a halt says which buttons go on, and is lifted by an administrator', async () => {
    const page = await pages.window('admin');
    await page.goto('/batches');
    pages.user.simulator.control({ forceCode: 24 });
    await make(page, 'customers-halted.csv', { batch: 'halted-1', start: true, options: { rate: 100 } });
    const row = page.locator('#batch-halted-1');
    await row.locator('.pill', { hasText: 'Halted' }).waitFor();
    const strip = page.locator('#accounts .strip');
    await strip.getByText(/then press “Resume”/).waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/\brollcall [a-z]/);
    const operator = await pages.window('operator');
    await operator.goto('/batches');
    await operator.getByText('An administrator lifts the halt').waitFor();
    expect(await operator.getByRole('link', { name: 'Lift the halt' }).count()).toBe(0);
    pages.user.simulator.control({ forceCode: null });
    await strip.getByRole('link', { name: 'Lift the halt' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Lift the halt' }).click();
    await strip.getByText('Verify workers: 1').waitFor();
    expect(await strip.getByRole('link', { name: 'Lift the halt' }).count()).toBe(0);
    await page.goto('/batches/halted-1');
    await page.getByRole('link', { name: 'Resume', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume', exact: true }).click();
    await page.locator('#batch-now .pill', { hasText: 'Completed' }).waitFor();
  });

  test('batches are found by file, label and state, also without scripts and by keyboard', async () => {
    const page = await pages.window('operator', { javaScriptEnabled: false });
    await page.goto('/batches');
    expect(await page.locator('#batches tbody tr').count()).toBe(3);
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
