// Money over HTTP, as an accountant's page asks for it: the calendar, a month closed by two accounts, its files and its bill; budgets,
// prices, and what is left of a budget before a list is called. All on record.

import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { label } from '../../../src/app/label.js';
import { auditLines } from '../../support/audit-lines.js';
import { chinaDay } from '../../../src/domain/china-time.js';
import { monthBefore } from '../../../src/domain/budget.js';
import { CLOSE_FILE, monthDirectory, withMonth } from '../../../src/money/month-files.js';
import { peopleCsv } from '../../../src/simulator/index.js';
import { Served, type Person } from './served.js';

const PEOPLE = [...peopleCsv({ count: 20, seed: 9, mix: 'clean' })].join('');
const TODAY = chinaDay(Date.now());
const MONTH = TODAY.slice(0, 7);

let served: Served;
let close: () => Promise<void>;
let admin: Person;
let li: Person;
let chen: Person;

beforeAll(async () => {
  [served, close] = await Served.startForAll({ environment: { ROLLCALL_CLOSE_REVIEW: '1' } });
  await served.bench.verify(1);
  [admin, li, chen] = [
    await served.person('admin'),
    await served.person('accountant'),
    await served.person('accountant'),
  ];
  await li.put('/prices', { price: '0.30', from: `${MONTH}-01` });
  await admin.make({ list: await admin.send(PEOPLE), batch: 'one', label: 'sales', start: true });
  await admin.until('one', 'completed');
});
afterAll(() => close());

async function acts(limit: number): Promise<(string | number | undefined)[][]> {
  const lines = await auditLines(served.bench.dataDir, { limit });
  return lines.map(({ act, about, value }) => [act, about, value]);
}

describe('prices', () => {
  it('are set once however often the same is asked for, and taken back on record', async () => {
    const asked = { price: '0.10', from: `${MONTH}-01`, code: '-5807' };
    const [first, second] = [await li.put('/prices', asked), await li.put('/prices', asked)];
    expect([first.status, second.json['number']]).toEqual([200, first.json['number']]);
    const number = Number(first.json['number']);
    expect((await li.delete(`/prices/${number}`)).status).toBe(204);
    expect((await li.delete(`/prices/${number}`)).status).toBe(404);
    const { json } = await li.get('/prices');
    expect(json).toMatchObject({
      prices: [
        { number: 1, price: '0.30', state: 'in-force', code: null },
        { number, state: 'removed', code: '-5807' },
      ],
      now: { prices: { '0': '0.30', '-5807': '0.30' } },
    });
    expect(await acts(1)).toEqual([['deletePrice', String(number), undefined]]);
  });

  it('have packages, entered once for each key', async () => {
    const what = { calls: 1000, amount: '250.00', from: '2199-01-01', until: '2199-12-31' };
    const key = { 'idempotency-key': 'invoice-77' };
    const made = [await li.post('/prices/packages', what, key), await li.post('/prices/packages', what, key)];
    expect(made.map(({ status }) => status)).toEqual([201, 201]);
    const { json } = await li.get('/prices');
    expect(json['packages']).toMatchObject([{ calls: 1000, left: 1000, price: '0.25', until: '2199-12-31' }]);
    expect(
      (await li.post('/prices/packages', { ...what, calls: 3 }, { 'idempotency-key': 'x' })).status,
    ).toBe(422);
  });

  it('that can’t be one are refused', async () => {
    for (const wrong of [{ price: '0,30' }, { price: '1', code: '15' }, { price: '1', provider: 'nobody' }])
      expect((await li.put('/prices', { from: `${MONTH}-01`, ...wrong })).status).toBe(422);
  });
});

describe('budgets', () => {
  it('are set, listed with what is used and left, and removed, on record', async () => {
    const set = await li.put('/budgets', { label: 'sales', month: MONTH, calls: 30 });
    expect(set.json).toMatchObject({
      label: 'sales',
      in: 'calls',
      budget: 30,
      used: 20,
      left: 10,
      percent: 66,
    });
    await li.put('/budgets', { label: '', month: MONTH, amount: '15.00' });
    const { json } = await li.get('/budgets');
    expect(json.data).toMatchObject([
      { label: '', in: 'money', budget: '15.00', left: '15.00', currency: 'CNY' },
      { label: 'sales', left: 10 },
    ]);
    expect((await li.delete(`/budgets?label=&month=${MONTH}`)).status).toBe(204);
    expect((await li.delete(`/budgets?label=&month=${MONTH}`)).status).toBe(404);
    expect((await li.get(`/budgets?month=${MONTH}`)).json.data).toHaveLength(1);
    expect(await acts(3)).toEqual([
      ['deleteBudget', MONTH, undefined],
      ['putBudget', MONTH, '15.00 CNY'],
      ['putBudget', MONTH, 30],
    ]);
    const past = monthBefore(MONTH);
    expect((await li.put('/budgets', { label: 'sales', month: past, calls: 1 })).status).toBe(422);
  });

  it('are told of before a list is called: in its check, and in the quote of a draft', async () => {
    await li.put('/budgets', { label: 'sales', month: MONTH, calls: 30 });
    const list = await admin.send(PEOPLE, 'again.csv');
    const check = await admin.whole(`/lists/${list}/check?label=sales`);
    expect(check.json).toMatchObject({ calls: 20, budget: { label: 'sales', left: 10, fits: false } });
    expect((await admin.get(`/lists/${list}/check`)).json['budget']).toBeNull();
    await admin.make({ list, batch: 'two', label: 'sales' });
    const quoted = {
      batch: 'two',
      complete: true,
      calls: 20,
      cost: '6.00',
      budget: { left: 10, fits: false },
    };
    expect((await admin.whole('/batches/two/quote')).json).toMatchObject(quoted);
    await li.put('/budgets', { label: 'sales', month: MONTH, calls: 40 });
    expect((await admin.whole('/batches/two/quote')).json).toMatchObject({
      budget: { left: 20, fits: true },
    });
    expect((await admin.whole(`/lists/${list}/check?label=sales`)).json).toMatchObject({
      budget: { fits: true },
    });
    expect((await admin.get('/batches/one/quote')).status).toBe(409);
    expect((await (await served.person('operator', ['legal'])).get('/batches/two/quote')).status).toBe(404);
    expect((await li.get('/batches/two/quote')).status).toBe(403);
  });
});

describe('a month', () => {
  it('is closed by two accounts that see the same, and never by one', async () => {
    await li.delete(`/budgets?label=sales&month=${MONTH}`);
    const now = await li.get(`/months/${MONTH}`);
    expect(now.json).toMatchObject({ state: 'open', open: true, review_needed: true, proposed: null });
    expect(now.json).toMatchObject({ verdict: 'balanced', labels: [{ label: 'sales', cost: '6.00' }] });

    const order = { state: 'closed', early: true };
    expect((await li.put(`/months/${MONTH}`, { state: 'closed' })).json['type']).toMatch(/open-month$/);
    const proposed = await li.put(`/months/${MONTH}`, order);
    expect([proposed.status, proposed.json['state']]).toEqual([202, 'awaiting_review']);
    // Again by the same account it stays proposed.
    expect((await li.put(`/months/${MONTH}`, order)).status).toBe(202);
    expect((await li.get(`/months/${MONTH}/close.json`)).status).toBe(404);
    const months = await li.get(`/months?from=${MONTH}`);
    expect(months.json.data).toMatchObject([{ month: MONTH, state: 'awaiting_review' }]);

    const closed = await chen.put(`/months/${MONTH}`, order);
    expect([closed.status, closed.json['state']]).toEqual([200, 'closed']);
    const { json } = await chen.get(`/months/${MONTH}/close.json`);
    expect(json['signatures']).toMatchObject([
      { as: 'closed', id: li.id, how: 'key' },
      { as: 'reviewed', id: chen.id, how: 'key' },
    ]);
    expect((await acts(3)).filter(([act]) => act === 'putMonth')).toEqual([
      ['putMonth', MONTH, 'closed'],
      ['putMonth', MONTH, 'proposed'],
    ]);
    expect((await li.put(`/months/${MONTH}`, order)).json['type']).toMatch(/closed-month$/);
    const month = await li.get(`/months/${MONTH}`);
    expect(month.json).toMatchObject({ state: 'closed', reviewed_by: { how: 'key' } });
  });

  it('has its files, which are what was closed', async () => {
    const page = await li.get(`/months/${MONTH}/close.html`);
    expect([page.status, page.headers.get('content-security-policy')]).toEqual([
      200,
      expect.stringContaining('sandbox') as string,
    ]);
    const journal = await li.get(`/months/${MONTH}/journal.csv`);
    expect(journal.text).toContain('6.00');
    expect(journal.headers.get('content-disposition')).toContain(`${MONTH}.journal.csv`);
    const response = await li.request('GET', `/months/${MONTH}/evidence.zip`);
    const zip = Buffer.from(await response.arrayBuffer());
    expect([zip.subarray(0, 2).toString(), createHash('sha256').update(zip).digest('hex')]).toEqual([
      'PK',
      expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    ]);
    expect((await acts(3)).map(([act]) => act)).toEqual(['getMonthFile', 'getMonthFile', 'getMonthFile']);
    expect((await li.get(`/months/${MONTH}/ledger.json`)).status).toBe(400);
    expect((await (await served.person('viewer')).get(`/months/${MONTH}/journal.csv`)).status).toBe(403);
  });

  it('is opened again with a reason, and what was proposed is withdrawn', async () => {
    const reason = 'the bill was corrected';
    expect((await chen.put(`/months/${MONTH}`, { state: 'open' })).status).toBe(422);
    expect((await chen.put(`/months/${MONTH}`, { state: 'open', reason })).json['state']).toBe('open');
    expect((await chen.put(`/months/${MONTH}`, { state: 'open', reason })).status).toBe(409);
    await chen.put(`/months/${MONTH}`, { state: 'closed', early: true });
    const { json } = await li.put(`/months/${MONTH}`, { state: 'open', reason });
    expect(json).toMatchObject({ state: 'open', proposed: null });
  });

  it('is not closed on figures that the first account did not see', async () => {
    const order = { state: 'closed', early: true };
    await li.put(`/months/${MONTH}`, order);
    const bill = `period,calls,amount\n${MONTH},22,6.60\n`;
    const kept = await chen.request('PUT', `/months/${MONTH}/bill`, {
      body: bill,
      headers: { 'content-type': 'text/csv' },
    });
    expect([kept.status, await kept.json()]).toEqual([200, { month: MONTH, lines: 1 }]);
    const open = [`${MONTH}/others`, `${MONTH}/amount`];
    const refused = await chen.put(`/months/${MONTH}`, order);
    expect([refused.status, refused.json['type']]).toEqual([409, 'urn:rollcall:problem:unbalanced-month']);
    const accept = open.map((id) => ({ id, because: 'test system' }));
    // Whoever looks at it accepts nothing, and a difference that is not there takes nobody’s text.
    expect((await chen.put(`/months/${MONTH}`, { ...order, accept })).status).toBe(422);
    const gone = [{ id: `${MONTH}-01/0/others`, because: 'test system' }];
    expect((await li.put(`/months/${MONTH}`, { ...order, accept: [...gone, ...accept] })).status).toBe(422);
    const proposed = await li.put(`/months/${MONTH}`, { ...order, accept });
    expect(proposed.json).toMatchObject({ proposed: { accept }, bill: { calls: 22, difference: '0.60' } });
    await chen.request('PUT', `/months/${MONTH}/bill`, { body: bill.replace('6.60', '6.70') });
    const changed = await chen.put(`/months/${MONTH}`, order);
    expect([changed.status, changed.json['type']]).toEqual([409, 'urn:rollcall:problem:changed-month']);
    await chen.request('PUT', `/months/${MONTH}/bill`, { body: bill });
    const closed = await chen.put(`/months/${MONTH}`, order);
    expect(closed.json).toMatchObject({ state: 'closed', differences: [{ accepted: 'test system' }, {}] });
    expect((await li.delete(`/months/${MONTH}/bill`)).status).toBe(409);
    await li.put(`/months/${MONTH}`, { state: 'open', reason: 'once more' });
    // The bill stays with the month.
    expect((await li.get(`/months/${MONTH}`)).json['bill']).toMatchObject({ calls: 22 });
    expect((await li.delete(`/months/${MONTH}/bill`)).status).toBe(204);
    expect((await li.get(`/months/${MONTH}`)).json['bill']).toBeNull();
    expect((await chen.request('PUT', `/months/${MONTH}/bill`, { body: 'no bill' })).status).toBe(422);
  });

  it('stands in the calendar with what the newest reconciliation says of each day', async () => {
    await li.post('/reconciliations', { from: TODAY, to: TODAY });
    const { json } = await li.get('/months');
    expect(json.data).toHaveLength(12);
    const month = json.data.at(-1) as { days: Record<string, unknown>[] };
    expect(month).toMatchObject({ month: MONTH, state: 'open', calls: 20, verdict: 'balanced' });
    const report = `${TODAY}_${TODAY}`;
    expect(month.days.at(-1)).toMatchObject({ date: TODAY, calls: 20, ours: 20, theirs: 20, report });
    expect(month.days).toHaveLength(Number(TODAY.slice(8)));
    expect((await li.get('/months?from=2001-01')).status).toBe(422);
    expect((await li.get('/months?from=2026-13')).status).toBe(400);
  });

  it('that has not begun, or is none, is refused', async () => {
    expect((await li.get('/months/2199-01')).status).toBe(422);
    expect((await li.get('/months/2026-1')).status).toBe(400);
  });

  it('is closed with the labels that its batches keep: none gets another one meanwhile', async () => {
    const { dataDir } = served.bench;
    const directory = monthDirectory(dataDir, MONTH, 'youtu');
    let given: Promise<unknown> = Promise.resolve();
    let isGiven = false;
    await withMonth(directory, async () => {
      given = label(served.app, 'one', 'legal').catch((error: unknown) => error);
      void given.then(() => (isGiven = true));
      // A label that does not wait is given by then.
      await vi.waitUntil(() => isGiven, { timeout: 1000 }).catch(() => undefined);
      const about = { version: 1, month: MONTH, provider: 'youtu', verdict: 'balanced', closed_by: 'li' };
      const rest = { closed_at: '', differences: [], batches: [{ batch: 'one' }], figures: [], earlier: [] };
      writeFileSync(join(directory, CLOSE_FILE), JSON.stringify({ ...about, ...rest }));
    });
    expect(await given).toMatchObject({ code: 'closed-month' });
    rmSync(join(directory, CLOSE_FILE));
  });

  it('has a batch’s calls move to another budget with its label, while it is open', async () => {
    for (const each of ['sales', 'legal']) await li.put('/budgets', { label: each, month: MONTH, calls: 30 });
    await label(served.app, 'one', 'legal');
    const { json } = await li.get('/budgets');
    expect(json.data.map(({ label: its, used, left }) => [its, used, left])).toEqual([
      ['legal', 20, 10],
      ['sales', 0, 30],
    ]);
    expect((await li.get(`/months/${MONTH}`)).json['labels']).toMatchObject([{ label: 'legal', calls: 20 }]);
  });
});
