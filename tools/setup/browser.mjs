// Finds a Chromium for the browser tests and, as root on Debian, installs one with a Chinese font. Only the tests need
// it: nobody who runs Rollcall does. Node built-ins only.

import { existsSync } from 'node:fs';
import { installDebianPackages } from './debian.mjs';
import { findOnPath } from '../../src/redis/redis-program.mjs';
import { run, say, SetupError } from './tool.mjs';

const ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const CHROMIUM = 'chromium';
/** Without this font, Chinese is shown as boxes. */
const FONT = 'fonts-noto-cjk';

/** @returns {string | undefined} the program's path */
export function findBrowser() {
  for (const name of ON_PATH) {
    const path = findOnPath(name);
    if (path !== undefined) return path;
  }
  return ELSEWHERE.find((path) => existsSync(path));
}

/** Never fails: without a browser the tests that need one are skipped with a message, or fail where CI is set. */
export function ensureBrowser() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (findOnPath('apt-get') === undefined || process.getuid?.() !== 0) {
    if (findBrowser() === undefined) say(`No Chromium for the browser tests. ${whatToDo(command)}`);
    return;
  }
  say(`Not all is here that the browser tests need: installing Debian's packages (${command}) …`);
  try {
    installDebianPackages(missing);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`${error.message}\nThe browser tests go without.`);
  }
}

/** @param {string} command */
function whatToDo(command) {
  if (findOnPath('apt-get') !== undefined) return `To have them run: sudo ${command}`;
  return 'To have them run, install Chromium or Google Chrome.';
}

function missingPackages() {
  const missing = findBrowser() === undefined ? [CHROMIUM] : [];
  return findOnPath('apt-get') === undefined || hasChineseFont() ? missing : [...missing, FONT];
}

/** Whether any Chinese font is there. Where no tool can tell, Debian's package is looked for. */
function hasChineseFont() {
  try {
    if (findOnPath('fc-list') !== undefined) return run('fc-list', [':lang=zh-cn', 'family']).trim() !== '';
    return run('dpkg-query', ['-W', '-f', '${db:Status-Status}', FONT]) === 'installed';
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return false;
  }
}
