// The accountants' page in both languages: one worked month with the same commands, and every kind of difference.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DIFFERENCE_KINDS } from '../../src/reconcile/month/differences.js';

const PAGES = { en: 'docs/accounting.md', zh: 'docs/zh/accounting.md' };
const WORKED = { en: '## One month, from first to last', zh: '## 一个月的例子' };

function pageIn(language: 'en' | 'zh'): string {
  return readFileSync(new URL(`../../${PAGES[language]}`, import.meta.url), 'utf8');
}

/** In their order, without what a person writes as a reason. */
function commandsOf(language: 'en' | 'zh'): string[] {
  const page = pageIn(language);
  expect(page).toContain(WORKED[language]);
  const worked = page.slice(page.indexOf(WORKED[language]));
  return [...worked.matchAll(/`(rollcall [^`]+)`/g)].map(([, command = '']) =>
    command.replace(/=[^"]*"/, '="'),
  );
}

test('the worked month has the same commands in both languages', () => {
  expect(commandsOf('en').length).toBeGreaterThan(5);
  expect(commandsOf('zh')).toEqual(commandsOf('en'));
});

test('every kind of difference is told in both languages', () => {
  for (const language of ['en', 'zh'] as const)
    expect(DIFFERENCE_KINDS.filter((kind) => !pageIn(language).includes(`| \`${kind}\` `))).toEqual([]);
});
