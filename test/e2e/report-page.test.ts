// report.html in a real browser, on screens of three widths and on paper: nothing is fetched, nothing is cut off or
// painted over, and everything can be read. Pictures for people go to test-output/.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUCKETS_A_DAY } from '../../src/domain/days.js';
import { publish, type Report } from '../../src/reconcile/index.js';
import { pictureFile, startBrowser, withoutBrowser } from '../support/browser.js';
import { coloursOf, hasChinese, overflowPx, piecesOfText, valuesOf } from '../support/in-page.js';
import { cutOff, legible, pagesOf, painted, PAPER_WIDTH } from '../support/legibility.js';
import { CROWDED, EXAMPLES, reconciliationOf } from '../support/reconcile-examples.js';

const REPORTS = { ...EXAMPLES, ...CROWDED };
const NAMES = Object.keys(REPORTS);
const WIDTHS = [1280, 800, 375];
const HEIGHT = 900;

interface Opened {
  readonly page: Page;
  readonly report: Report;
  readonly url: string;
  readonly requests: string[];
  readonly complaints: string[];
}

let directory: string;
let browser: Browser;
const opened = new Map<string, Opened>();

async function open(name: string): Promise<Opened> {
  const example = REPORTS[name];
  if (example === undefined) throw new Error(`no report ${name}`);
  const own = join(directory, name);
  const reconciliation = await reconciliationOf(example);
  // The second report says what changed since the first.
  await publish(own, reconciliation);
  const { report } = await publish(own, reconciliation);
  const page = await browser.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  const url = pathToFileURL(join(own, 'report.html')).href;
  await page.goto(url);
  return { page, report, url, requests, complaints };
}

function shown(name: string): Opened {
  const found = opened.get(name);
  if (found === undefined) throw new Error(`${name} was not opened`);
  return found;
}

async function onScreen(name: string, width: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const { page } = shown(name);
  await page.emulateMedia({ media: 'screen', colorScheme });
  await page.setViewportSize({ width, height: HEIGHT });
  return page;
}

async function onPaper(name: string): Promise<Page> {
  const { page } = shown(name);
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  await page.setViewportSize({ width: PAPER_WIDTH, height: HEIGHT });
  return page;
}

function pictureName(name: string, kind: string): string {
  return pictureFile(`report-${name.replaceAll(' ', '-')}-${kind}`);
}

if (withoutBrowser !== undefined)
  process.stderr.write(`The report's page is not looked at: ${withoutBrowser}.\n`);

describe.skipIf(withoutBrowser !== undefined)('the page of a report in a browser', () => {
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'rollcall-page-'));
    browser = await startBrowser();
    for (const name of NAMES) opened.set(name, await open(name));
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  describe.each(NAMES)('%s', (name) => {
    test('says the verdict first, in both languages', async () => {
      const { report } = shown(name);
      const page = await onScreen(name, 1280);
      const [first] = await page.evaluate(piecesOfText);
      expect(first?.text).toContain(` · ${report.verdict}`);
      expect(first?.text).toMatch(/^\p{Script=Han}/u);
      const tallest = Math.max(...(await page.evaluate(piecesOfText)).map(({ sizePx }) => sizePx));
      expect(first).toMatchObject({ sizePx: tallest });
      expect(first?.bottom).toBeLessThan(HEIGHT / 4);
    });

    test.each(WIDTHS)('can be read on a screen of %i pixels', async (width) => {
      const page = await onScreen(name, width);
      expect(await page.evaluate(overflowPx)).toBe(0);
      const pieces = await page.evaluate(piecesOfText);
      expect({ cut: cutOff(pieces, width), over: painted(pieces) }).toEqual({ cut: [], over: [] });
      expect(legible(pieces, 12)).toEqual([]);
      await page.screenshot({ path: pictureName(name, `${width}.png`), fullPage: true });
    });

    test('can be read in the dark', async () => {
      const page = await onScreen(name, 1280, 'dark');
      expect(legible(await page.evaluate(piecesOfText), 12)).toEqual([]);
      await page.screenshot({ path: pictureName(name, 'dark.png'), fullPage: true });
    });

    test('is whole on paper', async () => {
      const page = await onPaper(name);
      expect(await page.evaluate(overflowPx)).toBe(0);
      const pieces = await page.evaluate(piecesOfText);
      expect({ cut: cutOff(pieces, PAPER_WIDTH), over: painted(pieces) }).toEqual({ cut: [], over: [] });
      // 10 pixels are 7.5 points.
      expect(legible(pieces, 10)).toEqual([]);
      expect(await page.locator('tr').evaluateAll(valuesOf, 'breakInside')).toEqual(['avoid']);
      expect(await page.locator('thead').evaluateAll(valuesOf, 'display')).toEqual(['table-header-group']);
      const rows = await page.locator('tr').count();
      const pdf = await page.pdf({ path: pictureName(name, 'paper.pdf'), preferCSSPageSize: true });
      // An A4 page has room for more than 15 rows of two lines each.
      expect(pagesOf(pdf)).toBeLessThanOrEqual(2 + Math.ceil(rows / 15));
      expect(sizesOf(pdf)).toEqual(['595 x 842']);
    });

    test('fetches nothing and complains of nothing', async () => {
      const { page, url, requests, complaints } = shown(name);
      await page.mouse.move(640, 450);
      expect({ requests, complaints }).toEqual({ requests: [url], complaints: [] });
    });

    test('has a column for every bucket or day, and what differs is coloured', async () => {
      const { report } = shown(name);
      const page = await onScreen(name, 1280);
      const columns = await page.locator('svg .column').count();
      expect(columns).toBe(report.from === report.to ? BUCKETS_A_DAY : report.days.length);
      const differing = page.locator('svg .explained, svg .unsettled, svg .unexplained');
      expect((await differing.count()) > 0).toBe(report.verdict !== 'balanced');
      const colours = await coloursIn(page, '.chart svg');
      // At least the provider's bars, our line, the axis and the paper.
      expect(Object.keys(colours).length).toBeGreaterThanOrEqual(4);
    });

    test('shows every code with its meaning in Chinese and English', async () => {
      const { report } = shown(name);
      const page = await onScreen(name, 1280);
      const rows = await page.locator('section').first().locator('tbody tr').allInnerTexts();
      expect(rows.map((row) => String(Number.parseInt(row, 10)))).toEqual(
        report.codes.map(({ code }) => code),
      );
      const bilingual = /\p{Script=Han}{2,}[^]*\n[^]*[a-z]{3,} [a-z]{3,}/u;
      expect(rows.filter((row) => !bilingual.test(row))).toEqual([]);
    });

    test("paints the verdict's frame in its colour", async () => {
      const page = await onScreen(name, 1280);
      const colours = await coloursIn(page, 'header.verdict');
      const frame = await page.locator('header.verdict').evaluateAll(valuesOf, 'borderLeftColor');
      const colour = (frame[0] ?? '').replaceAll(/[^\d,]/g, '');
      expect(colour).toMatch(/^\d+,\d+,\d+$/);
      // The card has at least its broad edge on the left.
      expect(colours[colour] ?? 0).toBeGreaterThan(500);
    });
  });

  test('has a colour of its own for every verdict', async () => {
    const colours = new Set<string>();
    for (const name of Object.keys(EXAMPLES)) {
      const page = await onScreen(name, 1280);
      for (const colour of await page.locator('header.verdict').evaluateAll(valuesOf, 'borderLeftColor'))
        colours.add(colour);
    }
    expect(colours.size).toBe(Object.keys(EXAMPLES).length);
  });

  test('shows Chinese as Chinese', async (context) => {
    const chinese = await (await onScreen('balanced', 1280)).evaluate(hasChinese);
    context.skip(!chinese && process.env['CI'] !== 'true', 'no Chinese font: install fonts-noto-cjk');
    expect(chinese).toBe(true);
  });

  test('gives a batch and a label of any length their place', async () => {
    const { report } = shown('busy day');
    const page = await onScreen('busy day', 375);
    const texts = await page.locator('.name').allInnerTexts();
    for (const { batch, label } of report.batches) {
      expect(texts.some((text) => text.endsWith(batch))).toBe(true);
      expect(texts.some((text) => text.endsWith(label))).toBe(true);
    }
  });
});

async function coloursIn(page: Page, selector: string): Promise<Record<string, number>> {
  const picture = await page.locator(selector).screenshot();
  return page.evaluate(coloursOf, picture.toString('base64'));
}

/** The sizes of the pages in points, without fractions. */
function sizesOf(pdf: Buffer): string[] {
  const boxes = [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)];
  const size = (text = '') => Math.round(Number(text));
  return [...new Set(boxes.map(([, width, height]) => `${size(width)} x ${size(height)}`))];
}
