// The small parts of the interface, each by itself.

import { describe, expect, it } from 'vitest';
import { shownName } from '../../../src/lists/kept-list.js';
import { languageOf } from '../../../src/serve/language.js';
import { paged } from '../../../src/serve/paging.js';
import { RequestRates } from '../../../src/serve/request-rates.js';

describe('a rate of requests', () => {
  it('lets so many pass at once, and each later one when it is due', () => {
    let nowMs = 0;
    const rates = new RequestRates(60, () => nowMs);
    const waits = Array.from({ length: 61 }, () => rates.take('one'));
    expect(waits.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => undefined));
    expect(waits[60]).toBe(1);
    expect(rates.take('other')).toBeUndefined();
    nowMs = 999;
    expect(rates.take('one')).toBe(1);
    nowMs = 1_000;
    expect(rates.take('one')).toBeUndefined();
    nowMs = 1e9;
    expect(
      Array.from({ length: 61 }, () => rates.take('one')).filter((wait) => wait === undefined),
    ).toHaveLength(60);
  });

  it('forgets who has been quiet longest, so that it does not grow', () => {
    const rates = new RequestRates(1, () => 0);
    rates.take('first');
    for (let index = 0; index < 10_000; index += 1) rates.take(`someone ${index}`);
    expect(rates.take('someone 9999')).toBe(60);
    expect(rates.take('first')).toBeUndefined();
  });
});

describe('the language of an answer', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB,zh;q=0.5', 'en'],
    ['fr,zh;q=0.2', 'zh'],
    ['zh;q=0,en;q=0.1', 'en'],
    ['fr', 'en'],
    ['zh;q=nonsense', 'zh'],
  ] as const)('to %s is %s', (accepted, language) => {
    expect(languageOf(accepted)).toBe(language);
  });
});

describe('a page', () => {
  const all = ['a', 'b', 'c', 'd', 'e'];
  const nameOf = (item: string): string => item;

  it('goes on behind the last of the one before, to the end', () => {
    const first = paged(all, { limit: 2 }, nameOf);
    expect(first).toEqual({ data: ['a', 'b'], next: 'b' });
    expect(paged(all, { limit: 2, after: 'b' }, nameOf)).toEqual({ data: ['c', 'd'], next: 'd' });
    expect(paged(all, { limit: 2, after: 'd' }, nameOf)).toEqual({ data: ['e'], next: null });
    expect(paged(all, { limit: 5 }, nameOf)).toEqual({ data: all, next: null });
    expect(paged([], { limit: 5 }, nameOf)).toEqual({ data: [], next: null });
    expect(paged(all, { limit: 1, after: 'gone' }, nameOf).data).toEqual(['a']);
  });
});

describe('the name of a file that was sent', () => {
  it.each([
    ['customers.csv', 'customers.csv'],
    ['/etc/passwd', 'passwd'],
    ['C:\\lists\\客户.csv', '客户.csv'],
    ['..', 'list'],
    ['', 'list'],
    ['a/', 'list'],
    ['a\u0000\u001b[31m.csv', 'a[31m.csv'],
    ['gpj\u202Ecsv.exe', 'gpjcsv.exe'],
    ['x'.repeat(500), 'x'.repeat(120)],
  ])('%j is shown as %j', (given, shown) => {
    expect(shownName(given)).toBe(shown);
  });
});
