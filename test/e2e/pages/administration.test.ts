// The pages of schedules, approvals, users, keys, webhooks, audit, retention and a person in a real browser, with one `serve` for all of
// it: what each role sees and gets, what is done there by keyboard, by dialogs and without scripts, and how each page looks.

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OperationId } from '../../../src/access/permissions.js';
import { pictureFile, withoutBrowser } from '../../support/browser.js';
import { expectGoodLooks } from '../../support/looks.js';
import { wrongRights } from '../../support/pages-of-roles.js';
import { ServedPages, violations } from '../../support/served-pages.js';
import { receiver, type Receiver } from '../../support/webhook-receiver.js';
import { cleanList } from '../user.js';

const PAGES: Readonly<Record<string, OperationId>> = {
  '/schedules': 'listSchedules',
  '/schedules/nightly': 'listSchedules',
  '/schedules/nightly/run': 'runSchedule',
  '/approvals': 'approveBatch',
  '/users': 'listUsers',
  '/users/viewer/remove': 'deleteUser',
  '/users/viewer/link': 'linkUser',
  '/keys': 'listKeys',
  '/keys/k_none/revoke': 'deleteKey',
  '/webhooks': 'listWebhooks',
  '/audit': 'listAudit',
  '/retention': 'getRetention',
  '/retention/remove': 'deleteRetention',
  '/receipts': 'listReceipts',
  '/person': 'findPerson',
};

let pages: ServedPages;
let there: Receiver;
const over: (() => void)[] = [];

/** Sends a list and makes a batch of it, as a program would with the session. */
async function make(page: Page, body: object): Promise<void> {
  const list = await page.request.post('/api/v1/lists?name=people.csv', {
    data: Buffer.from(cleanList(60)),
    headers: { origin: pages.url, 'content-type': 'application/octet-stream' },
  });
  const { list: id } = (await list.json()) as { list: string };
  const headers = { origin: pages.url, 'idempotency-key': crypto.randomUUID() };
  const made = await page.request.post('/api/v1/batches', { data: { ...body, list: id }, headers });
  expect(made.status()).toBe(201);
}

/** As people see it, in one language whole and in the other one narrow. */
async function looks(path: string, name: string, whole: 'en' | 'zh'): Promise<void> {
  const page = await pages.window('admin', { language: whole });
  await page.goto(path);
  await expectGoodLooks(page, `${name}-${whole}`);
  const other = await pages.window('admin', { language: whole === 'en' ? 'zh' : 'en', width: 375 });
  await other.goto(path);
  await other.screenshot({ path: pictureFile(`${name}-other.png`), fullPage: true });
  expect(await violations(other)).toEqual([]);
}

if (withoutBrowser !== undefined) process.stderr.write(`The pages are not looked at: ${withoutBrowser}.\n`);

describe.skipIf(withoutBrowser !== undefined)('the pages of administration', () => {
  beforeAll(async () => {
    there = await receiver(200, (leave) => over.push(leave));
    pages = await ServedPages.start({ environment: { ROLLCALL_WEBHOOK_ALLOW: '127.0.0.1' } });
    const { user } = pages;
    user.file('customers-1.csv', cleanList(20));
    await user.rollcall([
      'schedule',
      'add',
      'nightly',
      '--cron',
      '30 1 * * *',
      '--file',
      'customers-*.csv',
      '--label',
      'east',
    ]);
    await make(await pages.window('admin'), { batch: 'first', label: 'east', start: true });
  });

  afterAll(async () => {
    await pages?.close();
    for (const leave of over) leave();
  });

  test('each role finds in the navigation what it may see, and gets nothing else', async () => {
    expect(await wrongRights(pages, PAGES)).toEqual([]);
  });

  test('a user is added, given another link and removed, without scripts', async () => {
    const page = await pages.window('admin', { javaScriptEnabled: false });
    await page.goto('/users');
    await page.getByLabel('Name').fill('wang');
    await page.getByLabel('Role').selectOption('operator');
    await page.getByLabel('Labels').fill('east\nwest\n');
    await page.getByRole('button', { name: 'Add the user' }).click();
    await page.getByRole('heading', { name: 'wang is added' }).waitFor();
    const first = await page.getByLabel('New link').inputValue();
    expect(first).toMatch(/\/sign-in#.{40,}/);
    await page.getByRole('link', { name: 'Users' }).first().click();
    const row = page.getByRole('row', { name: /wang/ });
    expect(await row.innerText()).toMatch(/Operator[^]*east, west[^]*nothing yet/);
    await row.getByRole('link', { name: 'New link' }).click();
    await page.getByRole('button', { name: 'New link' }).click();
    expect(await page.getByLabel('New link').inputValue()).not.toBe(first);
    await page.goto('/users');
    await page.getByLabel('Name').fill('wang');
    await page.getByRole('button', { name: 'Add the user' }).click();
    expect(await page.getByRole('alert').innerText()).toMatch(/wang/);
    expect(await page.getByLabel('Name').inputValue()).toBe('wang');
    await row.getByRole('link', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('The user is removed.').waitFor();
    expect(await row.count()).toBe(0);
    await looks('/users', 'users', 'en');
  });

  test('a key is shown once, counts as who made it, and is revoked by keyboard in a dialog', async () => {
    const page = await pages.window('admin');
    await page.goto('/keys');
    await page.getByLabel('Name').fill('nightly');
    await page.getByLabel('Role').selectOption('viewer');
    await page.getByLabel('Works for so many days').fill('30');
    await page.keyboard.press('Enter');
    const key = await page.getByLabel('The key').inputValue();
    const asked = (): Promise<Response> =>
      fetch(`${pages.url}/api/v1/batches`, { headers: { authorization: `Bearer ${key}` } });
    expect((await asked()).status).toBe(200);
    await page.goto('/keys');
    expect(await page.locator('main').innerText()).not.toContain(key);
    const row = page.getByRole('row', { name: /nightly/ });
    expect(await row.innerText()).toMatch(/Viewer[^]*admin/);
    await looks('/keys', 'keys', 'zh');
    await row.getByRole('link', { name: 'Revoke' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('The key is revoked.').waitFor();
    expect((await asked()).status).toBe(401);
  });

  test('a webhook is added, tried, given another secret, told once more and removed', async () => {
    const page = await pages.window('admin');
    await page.goto('/webhooks');
    await page.getByLabel('Address').fill(there.url);
    await page.getByLabel('batch.completed').check();
    await page.getByRole('button', { name: 'Add the webhook' }).click();
    expect(await page.getByLabel('The new secret').inputValue()).toMatch(/^whsec_/);
    await page.goto('/webhooks');
    expect(await page.locator('main').innerText()).not.toMatch(/whsec_|\/hook/);
    await page.locator('td a.name').click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('The test message was taken.').waitFor();
    there.answer(500);
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('The test message was not taken.').waitFor();
    const newest = page.locator('tbody tr').first();
    await newest.locator('summary').click();
    expect(await newest.innerText()).toMatch(/webhook\.test[^]*the receiver answered 500[^]*"webhook": "wh_/);
    there.answer(200);
    await page.getByRole('button', { name: 'Send once more' }).last().click();
    await page.getByText('sent once more, with the same id').waitFor();
    await there.until(3);
    const webhook = page.url().replace(/\?.*/, '').replace(pages.url, '');
    await looks(webhook, 'webhook', 'en');
    await looks('/webhooks', 'webhooks', 'zh');
    await page.goto(webhook);
    await page.getByRole('link', { name: 'New secret' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'New secret' }).click();
    await page.getByText('The old one signs until').waitFor();
    await page.goto(webhook);
    await page.getByRole('link', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('The webhook is removed.').waitFor();
  });

  test('a batch beyond the limit awaits somebody else, who approves it', async () => {
    const page = await pages.window('admin');
    await page.goto('/approvals');
    await page.getByText('No batch needs an approval.', { exact: true }).waitFor();
    await page.getByLabel('Calls', { exact: true }).fill('50');
    await page.getByRole('button', { name: 'Set' }).click();
    await page.getByText('more than 50 calls').waitFor();
    await page.getByText('Set by admin', { exact: true }).waitFor();
    const operator = await pages.window('operator');
    await make(operator, { batch: 'large', label: 'east', start: true });
    await make(page, { batch: 'own', label: 'east', start: true });
    await looks('/approvals', 'approvals', 'en');
    await page.goto('/approvals');
    await page.getByLabel('Calls', { exact: true }).fill('a few');
    await page.getByRole('button', { name: 'Set' }).click();
    await page.getByRole('alert').waitFor();
    await page.goto('/approvals');
    await page.getByText('more than 50 calls').waitFor();
    expect(await page.getByRole('row', { name: /own/ }).innerText()).toContain(
      'somebody else has to approve',
    );
    const approver = await pages.window('approver', { language: 'zh' });
    await approver.goto('/approvals');
    const row = approver.getByRole('row', { name: /large/ });
    await row.getByRole('link', { name: '批准' }).click();
    await approver.getByRole('dialog').getByText('最多可调用 60 次').waitFor();
    // Whoever made it changes it behind the question.
    const order = async (name: string, data: object = {}): Promise<void> => {
      const headers = { origin: pages.url };
      const answer = await operator.request.post(`/api/v1/batches/large/${name}`, { data, headers });
      expect(answer.status()).toBe(202);
    };
    await order('resume', { options: { max_calls: 55 } });
    await approver.getByRole('dialog').getByRole('button', { name: '批准' }).click();
    expect(await approver.getByRole('alert').innerText()).toContain('55');
    await approver.getByText('最多可调用 55 次').waitFor();
    await approver.getByRole('button', { name: '批准' }).click();
    await approver.getByText('批次已获批准。').waitFor();
    expect(await row.count()).toBe(0);
    await order('cancel');
    await approver.getByRole('row', { name: /own/ }).getByRole('link', { name: '驳回' }).click();
    await approver.getByRole('dialog').getByRole('button', { name: '驳回' }).click();
    await approver.getByText('批次已被驳回。').waitFor();
    await page.goto('/approvals');
    await page.getByLabel('Calls', { exact: true }).fill('');
    await page.getByRole('button', { name: 'Set' }).click();
    await page.getByText('No batch needs an approval.', { exact: true }).waitFor();
  });

  test('a night is begun by hand, and stands in the history with what became of it', async () => {
    const page = await pages.window('operator');
    await page.goto('/schedules');
    expect(await page.locator('main').innerText()).toMatch(/nightly[^]*30 1 \* \* \*[^]*None yet/);
    await page.getByRole('link', { name: 'Run now' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Run now' }).click();
    await page.getByText('The night is begun.').waitFor();
    const ended = page.getByText('Completed');
    await expect
      .poll(
        async () => {
          await page.reload();
          return ended.count();
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBe(1);
    expect(await page.locator('tbody tr').innerText()).toMatch(/by hand[^]*customers-1\.csv[^]*rows 20/);
    await looks('/schedules', 'schedules', 'zh');
    await looks('/schedules/nightly', 'schedule', 'en');
  });

  test('what was done stands in the audit, is found there, and is whole', async () => {
    const page = await pages.window('admin');
    await page.goto('/audit');
    await page.getByLabel('What').fill('approveBatch');
    await page.keyboard.press('Enter');
    await page.waitForURL(/act=approveBatch/);
    const row = page.locator('tbody tr');
    expect(await row.count()).toBe(1);
    expect(await row.innerText()).toMatch(/approver[^]*approveBatch[^]*large/);
    await looks('/audit', 'audit', 'en');
    await page.getByRole('button', { name: 'Check the whole record' }).click();
    await page.getByText('The record is whole').waitFor();
    const hash = await page.locator('.hash').innerText();
    await page.goto('/audit');
    await page.getByLabel('A kept hash').fill(hash);
    await page.getByRole('button', { name: 'Check the whole record' }).click();
    await page.getByText('A line has the hash that you have kept.').waitFor();
  });

  test('a person is found, exported and erased, and stands in no address', async () => {
    const page = await pages.window('admin');
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    const [line] = pages.user.lines('first', 'outcomes.csv');
    const number = line?.['身份证号'] ?? '';
    expect(number).toMatch(/^\d{17}/);
    await page.goto('/person');
    await looks('/person', 'person', 'zh');
    await page.getByLabel('Number').fill(number);
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('heading', { name: 'Where the person stands' }).waitFor();
    expect(await page.locator('tbody').innerText()).toMatch(/first/);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as JSON' }).click();
    const kept = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as { batch: string }[];
    expect(kept.map(({ batch }) => batch)).toContain('first');
    await page.getByRole('button', { name: 'Erase …' }).click();
    await page.getByText('Nothing is erased yet.').waitFor();
    await expectGoodLooks(page, 'erasure-en');
    expect(pages.user.batchFile('first', 'outcomes.csv')).toContain(number);
    await page.getByRole('button', { name: 'Erase for good' }).click();
    await page.getByRole('heading', { name: 'It is erased' }).waitFor();
    expect(pages.user.batchFile('first', 'outcomes.csv')).not.toContain(number);
    expect(addresses.filter((address) => address.includes(number))).toEqual([]);
    await page.goto('/receipts');
    expect(await page.locator('tbody tr').innerText()).toMatch(/admin[^]*people asked for: 1/);
    await looks('/receipts', 'receipts', 'en');
  });

  test('a rule of retention is set after it was shown what it takes, carried out and taken back', async () => {
    const page = await pages.window('admin', { javaScriptEnabled: false });
    await page.goto('/retention');
    await page.getByLabel('Label').fill('east');
    await page.getByLabel('Match', { exact: true }).check();
    await page.getByLabel('Days after the end of a batch').fill('0');
    await page.getByRole('button', { name: 'See what it would erase' }).click();
    await page.getByRole('heading', { name: 'What the rule would erase now' }).waitFor();
    expect(await page.locator('tbody').innerText()).toMatch(/first[^]*rows with Match/);
    await page.getByRole('button', { name: 'Set the rule' }).click();
    await page.getByText('The rule is set.').waitFor();
    await looks('/retention', 'retention', 'zh');
    await page.getByRole('button', { name: 'See what is due' }).click();
    await page.getByRole('button', { name: 'Erase it now' }).click();
    await page.getByText('It is erased. The receipts are below.').waitFor();
    await page.goto('/retention');
    await page.getByRole('link', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('The rule is removed.').waitFor();
  });
});
