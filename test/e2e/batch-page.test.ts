// batch.html in a real browser: in both languages, on screens and on paper, light and dark; nothing is fetched, nothing is
// cut off, everything can be read, also by machines that read aloud. Pictures for people go to test-output/.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { batchPage } from '../../src/batch/page/batch-page.js';
import { STATUSES } from '../../src/domain/status.js';
import { pictureFile, startBrowser, withoutBrowser } from '../support/browser.js';
import { PAGES } from '../support/batch-page-examples.js';
import { overflowPx, piecesOfText } from '../support/in-page.js';
import { cutOff, legible, pagesOf, painted, PAPER_WIDTH } from '../support/legibility.js';

const AXE = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));
const NAMES = Object.keys(PAGES);
const HEIGHT = 900;

let directory: string;
let browser: Browser;
const opened = new Map<string, { page: Page; url: string; requests: string[]; complaints: string[] }>();

async function open(name: string): Promise<void> {
  const input = PAGES[name];
  if (input === undefined) throw new Error(`no page ${name}`);
  const path = join(directory, `${name}.html`);
  writeFileSync(path, batchPage(input));
  const page = await browser.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  const url = pathToFileURL(path).href;
  await page.goto(url);
  opened.set(name, { page, url, requests, complaints });
}

function shown(name: string) {
  const found = opened.get(name);
  if (found === undefined) throw new Error(`${name} was not opened`);
  return found;
}

async function choose(page: Page, language: 'zh' | 'en'): Promise<void> {
  await page.emulateMedia({ media: 'screen' });
  await page.locator(`.choose-${language}`).check();
}

/** What an accessibility checker finds wrong, as `rule: element`. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(AXE, 'utf8'));
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`);
}

if (withoutBrowser !== undefined)
  process.stderr.write(`The page of a batch is not looked at: ${withoutBrowser}.\n`);

describe.skipIf(withoutBrowser !== undefined)('the page of a batch in a browser', () => {
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'rollcall-batch-page-'));
    browser = await startBrowser();
    for (const name of NAMES) await open(name);
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  describe.each(NAMES)('%s', (name) => {
    test.each(['zh', 'en'] as const)(
      'can be read in %s on wide and narrow screens, in the light and in the dark',
      async (language) => {
        const { page } = shown(name);
        await choose(page, language);
        for (const [width, colorScheme] of [
          [1280, 'light'],
          [1280, 'dark'],
          [375, 'light'],
          [375, 'dark'],
        ] as const) {
          await page.emulateMedia({ media: 'screen', colorScheme });
          await page.setViewportSize({ width, height: HEIGHT });
          expect(await page.evaluate(overflowPx)).toBe(0);
          const pieces = await page.evaluate(piecesOfText);
          expect({ cut: cutOff(pieces, width), over: painted(pieces) }).toEqual({ cut: [], over: [] });
          expect(legible(pieces, 12)).toEqual([]);
          await page.screenshot({
            path: pictureFile(`batch-${name}-${language}-${width}-${colorScheme}.png`),
            fullPage: true,
          });
          expect(await violations(page)).toEqual([]);
        }
      },
    );

    test('is whole on paper, in the language that is chosen, without the switch', async () => {
      const { page } = shown(name);
      await choose(page, 'en');
      await page.emulateMedia({ media: 'print', colorScheme: 'light' });
      await page.setViewportSize({ width: PAPER_WIDTH, height: HEIGHT });
      expect(await page.evaluate(overflowPx)).toBe(0);
      const pieces = await page.evaluate(piecesOfText);
      expect({ cut: cutOff(pieces, PAPER_WIDTH), over: painted(pieces) }).toEqual({ cut: [], over: [] });
      expect(legible(pieces, 10)).toEqual([]);
      expect(pieces.some(({ text }) => /Language|中文/.test(text))).toBe(false);
      const pdf = await page.pdf({ path: pictureFile(`batch-${name}-paper.pdf`), preferCSSPageSize: true });
      expect(pagesOf(pdf)).toBeLessThanOrEqual(name === 'crowded' ? 12 : 2);
    });

    test('opens in the batch’s language, shows one language at a time, fetches nothing and runs nothing', async () => {
      const { url, requests, complaints } = shown(name);
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(url);
      expect(await page.locator('h1:visible').count()).toBe(1);
      expect(await page.locator('h1:visible').innerText()).toMatch(/^[A-Z][a-z ]+$/);
      // Without scripts the keyboard alone changes the language.
      await page.locator('.choose-en').focus();
      await page.keyboard.press('ArrowLeft');
      expect(await page.locator('h1:visible').innerText()).toMatch(/^\p{Script=Han}+$/u);
      await context.close();
      expect({ requests, complaints }).toEqual({ requests: [url], complaints: [] });
      expect(await shown(name).page.locator('script').count()).toBe(0);
    });
  });

  test('shows every status in words with its count, and a part of the bar for each', async () => {
    const { page } = shown('every status');
    await choose(page, 'en');
    const named = await page.locator('.in-en section').first().locator('tbody code').allInnerTexts();
    expect(named).toEqual([...STATUSES]);
    expect(await page.locator('.in-en svg rect').count()).toBe(STATUSES.length);
    const widths = await page
      .locator('.in-en svg rect')
      .evaluateAll((bars) => bars.map((bar) => Number((bar as unknown as Element).getAttribute('width'))));
    expect(Math.min(...widths)).toBeGreaterThan(0);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(1000, 0);
  });

  test('names reasons in the page’s language, with lines, how many, and what calls cost to the last decimal', async () => {
    const { page } = shown('every status');
    await choose(page, 'zh');
    const chinese = await page.locator('.in-zh').innerText();
    expect(chinese).toContain('号码的末位校验码不符；姓名中有数字');
    expect(chinese).toContain('3, 17, 90 等共 4,321 行');
    await choose(page, 'en');
    const english = await page.locator('.in-en').innerText();
    expect(english).toContain(
      'the last character of the number does not fit the others; the name has digits',
    );
    expect(english).toContain('123,455.469 CNY');
    expect(english).toContain('Calls in doubt cost at most 0.246 CNY more.');
    expect(await shown('halted').page.locator('.in-en').textContent()).toContain('No cost is reckoned');
  });
});

interface Element {
  getAttribute(name: string): string | null;
}

test('what a label or a reason holds is text, never markup', () => {
  const input = PAGES['every status'];
  if (input === undefined) throw new Error('no example');
  const text = batchPage({ ...input, summary: { ...input.summary, label: '<img src=x onerror=alert(1)>' } });
  expect(text).not.toContain('<img');
  expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
});
