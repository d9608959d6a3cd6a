// The page of a reconciliation with a bill in a real browser, on screens of three widths and on paper. Pictures for people
// go to test-output/.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Attempt } from '../../src/domain/attempt.js';
import type { Bill } from '../../src/domain/bill.js';
import { faceidCodes } from '../../src/provider/faceid/codes.js';
import { publishBill, reconcileWithBill, type RecordedBatch } from '../../src/reconcile/index.js';
import { pictureFile, startBrowser, withoutBrowser } from '../support/browser.js';
import { overflowPx, piecesOfText } from '../support/in-page.js';
import { cutOff, legible, painted, PAPER_WIDTH } from '../support/legibility.js';

const WIDTHS = [1280, 800, 375];
const LONG_NAME = '20261120-093000-november-customers-of-all-branches-once-more';

/** Days from the 20th on: 30 calls each, one without an answer, one at midnight. */
function batch(name: string, label: string, firstDay: number): RecordedBatch {
  const priceLists = [{ from: 0, currency: 'CNY', prices: { '0': '0.30', '-1': '0.30' } }];
  return {
    batch: name,
    label,
    finished: true,
    priceLists,
    async *attempts(): AsyncGenerator<Attempt> {
      for (let row = 1; row <= 90; row += 1) {
        const day = firstDay + Math.floor((row - 1) / 30);
        const time = row % 30 === 0 ? '23:59:58' : '12:00:00';
        const startedAt = Date.parse(`2026-11-${day}T${time}+08:00`);
        const common = { row, attempt: 1, startedAt, finishedAt: startedAt + 100, httpStatus: 200 };
        const rest = { sessionId: '', message: '', probe: false };
        const answered = row % 30 !== 7;
        const code = answered ? (row % 5 === 0 ? '-1' : '0') : undefined;
        yield { ...common, ...rest, result: answered ? 'answered' : 'in_doubt', code };
      }
    },
  };
}

const line = { item: '人脸核身-身份信息核验 · 身份证二要素核验', deducted: 10, amount: '14.70' };
const BILL: Bill = {
  lines: [
    { ...line, period: '2026-11-20', calls: 59 },
    { ...line, period: '2026-11-21', calls: 75 },
    { ...line, period: '2026-11-21', calls: -2, deducted: 0, amount: '-0.60' },
  ],
  notes: [
    { ok: false, en: '2026-11-21: neither calls nor an amount; not compared', zh: '2026-11-21：未参与比较' },
  ],
};

function reconcile(at: string) {
  const now = (): number => Date.parse(`${at}+08:00`);
  return reconcileWithBill({
    range: { from: '2026-11-20', to: '2026-11-23' },
    provider: 'faceid',
    source: 'api',
    bill: async () => BILL,
    settling: { settleMs: 0, everyMs: 0, now, sleep: async () => {} },
    codes: faceidCodes,
    batches: () => [batch(LONG_NAME, 'branch-east', 20), batch('b', '华东区第一营业部客户服务中心', 20)],
    exclude: [],
    tariff: { price: '0.30', currency: 'CNY', billableCodes: ['0', '-1'] },
    rules: { toleranceMs: 5000, timeoutMs: 10_000 },
    baseline: [{ from: '2026-11-21', to: '2026-11-21', calls: 3 }],
    searchCalls: 1000,
    now,
  });
}

describe.skipIf(withoutBrowser !== undefined)('the page of a bill in a browser', () => {
  let directory: string;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'rollcall-bill-page-'));
    browser = await startBrowser();
    await publishBill(directory, await reconcile('2026-11-23T08:00:00'));
    await publishBill(directory, await reconcile('2026-11-24T08:00:00'));
    page = await browser.newPage();
    await page.goto(pathToFileURL(join(directory, 'report.html')).href);
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  test.each(WIDTHS)('can be read on a screen of %i pixels', async (width) => {
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(overflowPx)).toBe(0);
    const pieces = await page.evaluate(piecesOfText);
    expect({ cut: cutOff(pieces, width), over: painted(pieces) }).toEqual({ cut: [], over: [] });
    expect(legible(pieces, 12)).toEqual([]);
    await page.screenshot({ path: pictureFile(`bill-${width}.png`), fullPage: true });
  });

  test('can be read in the dark, and is whole on paper', async () => {
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(legible(await page.evaluate(piecesOfText), 12)).toEqual([]);
    const width = PAPER_WIDTH;
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(overflowPx)).toBe(0);
    const pieces = await page.evaluate(piecesOfText);
    expect({ cut: cutOff(pieces, width), over: painted(pieces) }).toEqual({ cut: [], over: [] });
  });

  test('says the verdict first, in both languages, and what the basis can’t show', async () => {
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    const pieces = await page.evaluate(piecesOfText);
    expect(pieces[0]?.text).toMatch(/^\p{Script=Han}.* · unexplained/u);
    const text = await page.innerText('main');
    for (const words of [
      'no codes, no five minutes',
      'The billing item is shared',
      'No bill yet',
      'by a package',
    ])
      expect(text).toContain(words);
  });
});

test('the table and the page have the figures of report.json, without a browser', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-bill-sheet-'));
  try {
    const { report } = await publishBill(directory, await reconcile('2026-11-24T08:00:00'));
    // 58 answered calls a day and 2 in doubt; 2 of each day lie at midnight.
    expect(report.periods).toMatchObject([
      { period: '2026-11-20', ours: 58, in_doubt: 2, theirs: 59, verdict: 'explained', amount: '14.70' },
      { period: '2026-11-21', ours: 58, theirs: 73, known: 3, verdict: 'unexplained', deducted_calls: 10 },
      { period: '2026-11-22', ours: 58, theirs: null, difference: null, foreign: null, verdict: 'unsettled' },
      { period: '2026-11-23', ours: 0, theirs: null, verdict: 'balanced' },
    ]);
    expect(report.labels.map(({ cost }) => cost)).toEqual(['26.10', '26.10']);
    const csv = readFileSync(join(directory, 'report.csv'), 'utf8');
    expect(csv).toContain('period,2026-11-20,,,,58,');
    expect(csv).toContain('label,,,branch-east,,87,3,');
    expect(csv).toContain('batch,,b,');
    expect(csv).toMatch(/^total,2026-11-20\/2026-11-23,.*unexplained,false,52\.20,/m);
    expect(report.provider_checks.find(({ check }) => check === 'lines_read')).toMatchObject({ ok: false });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
