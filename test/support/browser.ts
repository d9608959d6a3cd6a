// The browser of the tests: the machine's Chromium, headless, with a new and empty profile.

import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../../tools/setup/browser.mjs';

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const browserPath = findBrowser();

/** Why tests that need a browser are skipped; undefined: they run. In CI they run or fail. */
export const withoutBrowser =
  browserPath === undefined && process.env['CI'] !== 'true'
    ? 'there is no Chromium on this machine: run `node tools/setup/setup.mjs browser`'
    : undefined;

/** Playwright makes the empty profile and removes it at the end. @throws Error where there is no browser */
export function startBrowser(): Promise<Browser> {
  if (browserPath === undefined)
    throw new Error('CI must have a Chromium: node tools/setup/setup.mjs browser');
  return chromium.launch({
    executablePath: browserPath,
    headless: true,
    // Chromium's sandbox does not work for root, and tests run as root in containers too.
    chromiumSandbox: false,
    args: FLAGS,
  });
}

const PICTURES = fileURLToPath(new URL('../../test-output/', import.meta.url));

/** The file for a picture that people look at. */
export function pictureFile(name: string): string {
  if (!existsSync(PICTURES)) mkdirSync(PICTURES, { recursive: true });
  return `${PICTURES}${name}`;
}
