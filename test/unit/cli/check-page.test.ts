// What a check says of time and money, and of lists that would show a person or play tricks on a terminal.

import { describe, expect, it } from 'vitest';
import { briefLines } from '../../../src/cli/brief-lines.js';
import { checkPage } from '../../../src/cli/check-page.js';
import { columnsOf } from '../../../src/cli/text-columns.js';
import { checkReport, type Checked } from '../../../src/app/check-report.js';
import type { Survey } from '../../../src/ingest/survey.js';
import { wordsIn } from '../../../src/words/catalogue.js';

const ENGLISH = wordsIn('en');

const SURVEY: Survey = {
  rows: 1_000_000,
  calls: 999_000,
  duplicates: 900,
  carried: 0,
  unreadable: [{ message: 'wrong number of columns', rows: 7, first: [{ row: 12, line: 14 }] }],
  badFormat: [
    { message: 'the number is empty', rows: 60, first: [{ row: 3, line: 4 }] },
    { message: 'the name is empty', rows: 3, first: [{ row: 5, line: 6 }] },
  ],
  invalidId: [{ message: 'no possible date', rows: 30, first: [{ row: 9, line: 10 }] }],
  noted: [],
  samples: [
    { row: 1, line: 2, name: '张*', idNumber: '110***2X', verdict: 'call', message: '' },
    { row: 3, line: 4, name: '李*', idNumber: '', verdict: 'bad_format', message: 'the number is empty' },
  ],
  share: 1,
};

function checked(over: { header?: string[] | undefined; survey?: Partial<Survey> } = {}): Checked {
  return {
    file: 'list.csv',
    copied: { bytes: 12_345_678, sha256: 'ab', sheet: undefined },
    format: {
      encoding: 'gb18030',
      delimiter: '\t',
      lineEnd: 'lf',
      header: 'header' in over ? over.header : ['姓名', '身份证号'],
      columnCount: 2,
      nameColumn: 0,
      idColumn: 1,
      firstByte: 0,
      firstLine: 2,
    },
    lineEnd: 'crlf',
    survey: { ...SURVEY, ...over.survey },
    columns: [],
  };
}

const NO_PRICE = { price: undefined, currency: 'CNY' };

describe('the report of a check', () => {
  it('says of an earlier batch what would be carried, and where there is none that everybody is new', () => {
    const carried = { ...checked({ survey: { carried: 5 } }), previous: 'october' };
    const report = checkReport(carried, undefined, NO_PRICE);
    expect(report).toMatchObject({ previous: 'october', by_verdict: { carried: 5 } });
    expect(checkPage(report, Infinity, ENGLISH)).toContain('not called: as in batch october');
    const first = checkReport({ ...checked(), previous: null }, undefined, NO_PRICE);
    expect(checkPage(first, Infinity, ENGLISH)).toContain('so everybody is new');
    expect(checkReport(checked(), undefined, NO_PRICE)).not.toHaveProperty('previous');
  });

  it('reckons time at usual rates, or at the one that was named', () => {
    expect(checkReport(checked(), undefined, NO_PRICE).times).toEqual([
      { rate: 50, seconds: 19_980 },
      { rate: 200, seconds: 4995 },
      { rate: 1000, seconds: 999 },
    ]);
    expect(checkReport(checked(), 333, NO_PRICE).times).toEqual([{ rate: 333, seconds: 3000 }]);
  });

  it('reckons cost exactly, and none without a price', () => {
    expect(checkReport(checked(), undefined, { price: '0.1', currency: 'USD' })).toMatchObject({
      price: '0.1',
      cost: '99900.0',
      currency: 'USD',
    });
    const million = checked({ survey: { calls: 3 } });
    expect(checkReport(million, undefined, { price: '0.1', currency: 'CNY' }).cost).toBe('0.3');
    expect(checkReport(checked(), undefined, NO_PRICE)).toMatchObject({ price: null, cost: null });
  });

  it('has verdicts that add up to the rows', () => {
    const { rows, by_verdict: verdicts } = checkReport(checked(), undefined, NO_PRICE);
    expect(verdicts).toEqual({
      call: 999_000,
      duplicate: 900,
      bad_format: 63,
      invalid_id: 30,
      unreadable: 7,
    });
    expect(Object.values(verdicts).reduce((sum, count) => sum + count)).toBe(rows);
  });

  it('shows no header that is a person, and warns', () => {
    const report = checkReport(checked({ header: ['张三', '11010519491231002x'] }), undefined, NO_PRICE);
    expect(report.header).toBeNull();
    expect(report.warnings).toEqual([expect.stringContaining('--no-header')]);
    expect(checkPage(report, 80, ENGLISH)).not.toMatch(/张三|19491231/);
  });
});

describe('the page of a check', () => {
  it('says how the list is read, and what becomes of its rows', () => {
    const page = checkPage(
      checkReport(checked(), undefined, { price: '0.35', currency: 'CNY' }),
      Infinity,
      ENGLISH,
    );
    expect(page).toMatch(/encoding +GB18030/);
    expect(page).toMatch(/delimiter +tab\n/);
    expect(page).toMatch(/line ends +CRLF\n/);
    expect(page).toContain('1  姓名  ← the name\n  2  身份证号  ← the identity number\n');
    expect(page).toMatch(/3 {2}4 {2}\s+李\* {2}bad_format: the number is empty\n/);
    expect(page).toMatch(/duplicates +900/);
    expect(page).toMatch(/60 {2}the number is empty\n +row 3 \(line 4\), …\n/);
    expect(page).toMatch(/7 {2}wrong number of columns\n +row 12 \(line 14\), …\n/);
    expect(page).toMatch(/at 1,000 a second {2}16 min 39 s/);
    expect(page).toContain('cost: 349650.00 CNY, at 0.35 a call');
  });

  it('names places as the list’s own program shows them', () => {
    const text = checked();
    expect(checkPage(checkReport(text, undefined, NO_PRICE), 80, ENGLISH)).toContain('masked: row, line\n');
    const workbook = {
      ...text,
      copied: { ...text.copied, sheet: '名单' },
      format: { ...text.format, sheet: '名单' },
    };
    const page = checkPage(checkReport(workbook, undefined, NO_PRICE), 80, ENGLISH);
    expect(page).toContain("masked: row, Excel's row\n");
    expect(page).toContain("row 3 (Excel's row 4), …\n");
  });

  it('breaks no word at the end of a terminal’s line, and lines what follows up with what it belongs to', () => {
    const message = 'a spreadsheet has written the number as a quantity, such as 1.10105E+17; '
      .repeat(2)
      .trim();
    const sample = {
      row: 9,
      line: 10,
      name: '张*',
      idNumber: '***',
      verdict: 'bad_format',
      message,
    } as const;
    const group = { message, rows: 4, first: [9, 24].map((row) => ({ row, line: row + 1 })) };
    const report = checkReport(
      checked({ survey: { samples: [sample, { ...sample, name: '' }], badFormat: [group] } }),
      undefined,
      NO_PRICE,
    );
    const lines = checkPage(report, 80, ENGLISH).split('\n');
    expect(lines.filter((line) => columnsOf(line) > 80)).toEqual([]);
    const at = lines.findIndex((line) => line.includes('张*'));
    expect(lines[at]).toMatch(/^ {2}9 {2}10 {2}\*\*\* {7}张\* {2}bad_format: a spreadsheet has/);
    expect(lines[at + 1]).toMatch(/^ {24}\S/);
    expect(lines.find((line, index) => index > at + 1 && line.includes('9  10  ***'))).toContain(
      '***            bad_format',
    );
    const counted = lines.findIndex((line) => / {12}4 {2}a spreadsheet/.test(line));
    expect(lines[counted + 1]).toMatch(/^ {15}\S/);
    expect(checkPage(report, Infinity, ENGLISH)).toContain(message);
  });

  it('fits a terminal of forty columns', () => {
    const header = ['姓名', '身份证号', 'a title that goes on for longer than the terminal is wide'];
    const lines = checkPage(checkReport(checked({ header }), undefined, NO_PRICE), 40, ENGLISH).split('\n');
    expect(lines.filter((line) => columnsOf(line) > 40)).toEqual([]);
  });

  it('shows of an endless header cell its beginning', () => {
    const header = ['姓名'.repeat(5000), '身份证号'];
    expect(checkPage(checkReport(checked({ header }), undefined, NO_PRICE), 80, ENGLISH)).toMatch(
      /1 {2}(姓名){11}姓…/,
    );
  });

  it('lets no header play tricks on the terminal', () => {
    const header = ['姓名\u001b[31m\n', '身份证号\u202e'];
    expect(checkPage(checkReport(checked({ header }), undefined, NO_PRICE), 80, ENGLISH)).toContain(
      '1  姓名 [31m   ← the name\n  2  身份证号   ← the identity number\n',
    );
  });
});

describe('the short form', () => {
  const BRIEF = { file: 'list.csv', survey: SURVEY, ...NO_PRICE, previous: undefined };

  it('is two lines: what is called, and what is not and why', () => {
    expect(briefLines({ ...BRIEF, price: '0.35' }, ENGLISH)).toBe(
      'list.csv: 1000000 rows, 999000 to be called, 349650.00 CNY\n' +
        'Not sent: 900 duplicates; 60 where the number is empty; 30 where no possible date; ' +
        '7 where wrong number of columns; 3 where the name is empty\n',
    );
  });

  it('names the commonest reasons, and the last one where that takes no more room than to say that there is one', () => {
    const invalidId = [...SURVEY.invalidId, { message: 'wrong check character', rows: 2, first: [] }];
    expect(briefLines({ ...BRIEF, survey: { ...SURVEY, invalidId } }, ENGLISH)).toContain(
      '7 where wrong number of columns; 5 for other reasons\n',
    );
  });

  it('is broken between words on a terminal', () => {
    const lines = briefLines(BRIEF, ENGLISH, 60).split('\n');
    expect(lines.filter((line) => line.length > 60)).toEqual([]);
    expect(lines.slice(1, 3)).toEqual([
      'Not sent: 900 duplicates; 60 where the number is empty; 30',
      '          where no possible date; 7 where wrong number of',
    ]);
  });

  it('is one line where everything is sent', () => {
    const all = { ...SURVEY, rows: 5, calls: 5, duplicates: 0, unreadable: [], badFormat: [], invalidId: [] };
    expect(briefLines({ ...BRIEF, survey: all }, ENGLISH)).toBe('list.csv: 5 rows, 5 to be called\n');
  });

  it('says what is left of the budget, and whether the list fits in it', () => {
    const budget = {
      label: 'sales',
      month: '2026-12',
      in: 'calls',
      currency: null,
      budget: 50,
      used: 40,
      left: 10,
      percent: 80,
      counted_on_disk: false,
    } as const;
    const lines = (fits: boolean | null): string =>
      briefLines({ ...BRIEF, budget: { ...budget, fits } }, ENGLISH);
    expect(lines(true)).toContain('"sales" for 2026-12: 10 calls left of 50 calls; the list fits in it\n');
    expect(lines(false)).toContain('which is not enough: the batch would halt at the limit\n');
    expect(lines(null)).toContain('10 calls left of 50 calls\n');
    const money = {
      ...budget,
      in: 'money',
      currency: 'CNY',
      budget: '15.00',
      left: '3.00',
      fits: true,
    } as const;
    expect(briefLines({ ...BRIEF, budget: money }, ENGLISH)).toContain('3.00 CNY left of 15.00 CNY');
    const report = checkReport(checked(), undefined, { ...NO_PRICE, budget: { ...budget, fits: false } });
    expect(report.budget).toMatchObject({ left: 10, fits: false });
    expect(checkPage(report, 80, ENGLISH)).toContain('10 calls left of 50 calls, which is not');
    expect(checkReport(checked(), undefined, NO_PRICE).budget).toBeNull();
  });

  it('says so where it has not seen the whole list', () => {
    expect(briefLines({ ...BRIEF, survey: { ...SURVEY, share: 0.087 } }, ENGLISH)).toContain(
      'first 8 % of the list',
    );
  });
});
