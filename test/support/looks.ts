// Looks at a page as people see it: wide and narrow, light and dark, on paper; nothing cut off or painted over, and no finding of an
// accessibility checker. Pictures for people go to test-output/.

import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { pictureFile } from './browser.js';
import { overflowPx, piecesOfText, unstick } from './in-page.js';
import { cutOff, legible, painted, PAPER_WIDTH } from './legibility.js';
import { violations } from './served-pages.js';

const SCREENS = [
  [1280, 'light'],
  [768, 'light'],
  [375, 'light'],
  [375, 'dark'],
  [1280, 'dark'],
] as const;
const HEIGHT = 900;
const LEAST_PX = 12;
const LEAST_PX_ON_PAPER = 10;

/** @param name of the pictures */
export async function expectGoodLooks(page: Page, name: string): Promise<void> {
  for (const [width, colorScheme] of SCREENS) {
    await page.emulateMedia({ media: 'screen', colorScheme });
    await page.setViewportSize({ width, height: HEIGHT });
    await page.screenshot({ path: pictureFile(`${name}-${width}-${colorScheme}.png`), fullPage: true });
    await page.evaluate(unstick);
    const pieces = await page.evaluate(piecesOfText);
    expect({
      screen: `${name} ${width} ${colorScheme}`,
      over: await page.evaluate(overflowPx),
      cut: cutOff(pieces, width),
      painted: painted(pieces),
      illegible: legible(pieces, LEAST_PX),
      violations: await violations(page),
    }).toEqual({
      screen: `${name} ${width} ${colorScheme}`,
      over: 0,
      cut: [],
      painted: [],
      illegible: [],
      violations: [],
    });
  }
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  await page.setViewportSize({ width: PAPER_WIDTH, height: HEIGHT });
  await page.screenshot({ path: pictureFile(`${name}-paper.png`), fullPage: true });
  const pieces = await page.evaluate(piecesOfText);
  expect({
    paper: name,
    over: await page.evaluate(overflowPx),
    cut: cutOff(pieces, PAPER_WIDTH),
    illegible: legible(pieces, LEAST_PX_ON_PAPER),
  }).toEqual({ paper: name, over: 0, cut: [], illegible: [] });
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: HEIGHT });
}
