// Worksheets as Excel never writes them and other programs do: read all the same, with nothing lost and nothing moved.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWorkbookCsv } from '../../../src/ingest/xlsx/workbook-csv.js';
import { handMade, textRows, zipped, type HandMade } from './workbook-file.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rollcall-worksheets-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function read(bytes: Uint8Array, sheet?: string) {
  const path = join(directory, 'list');
  await writeFile(path, bytes);
  const converted = await writeWorkbookCsv(path, `${path}.csv`, sheet);
  return { ...converted, text: await readFile(`${path}.csv`, 'utf8') };
}

function oneSheet(rows: string, others: Omit<HandMade, 'sheets'> = {}): Promise<Buffer> {
  return handMade({ sheets: [{ name: '名单', rows }], ...others });
}

const text = (place: string, value: string): string => `<c r="${place}" t="str"><v>${value}</v></c>`;

describe('rows and cells', () => {
  it('may be named in lower case', async () => {
    const { text: csv } = await read(await readFile('fixtures/cases/lower-r.xlsx'));
    expect(csv).toMatch(/^姓名,身份证号\n冯丽洋,110105199301024326\n/);
  });

  it('may have no names, or some of them', async () => {
    const rows = `<row><c t="str"><v>a</v></c>${text('D1', 'd')}<c t="str"><v>e</v></c></row><row r="3"><c t="str"><v>x</v></c></row><row><c/><c t="str"><v>y</v></c></row>`;
    expect((await read(await oneSheet(rows))).text).toBe('a,,,d,e\n\nx,,,,\n,y,,,\n');
  });

  it('may stand in any order, and a row may come in parts', async () => {
    const rows =
      `<row r="3">${text('B3', 'b3')}${text('A3', 'a3')}</row><row r="1">${text('A1', 'a1')}</row>` +
      `<row r="3">${text('C3', 'c3')}</row>`;
    expect((await read(await oneSheet(rows))).text).toBe('a1,,\n\na3,b3,c3\n');
  });

  it('may lie far to the right of the table, and empty columns on the way there are left out', async () => {
    const rows = Array.from(
      { length: 3000 },
      (_, index) =>
        `<row r="${index + 1}">${text(`A${index + 1}`, 'a')}${text(`XFD${index + 1}`, 'z')}</row>`,
    );
    const { text: csv } = await read(await oneSheet(rows.join('')));
    expect(csv).toBe(`a${','.repeat(256)}z\n`.repeat(3000));
  });

  it('hold exact digits only in a column where that is sure', async () => {
    const numbers = ['110105194912310021', '110105194912310016', '440524188001010014', '310101199001011230'];
    const rows = numbers.map(
      (exact, at) => `<row r="${at + 1}"><c><v>${exact}</v></c><c><v>${Number(exact)}</v></c></row>`,
    );
    const lines = numbers.map((exact) => `${exact},${Number(exact).toExponential().toUpperCase()}\n`);
    expect((await read(await oneSheet(rows.join('')))).text).toBe(lines.join(''));
  });

  it('of openpyxl have the digits that it was given', async () => {
    const { text: csv } = await read(await readFile('fixtures/cases/openpyxl-ints.xlsx'));
    expect(csv).toContain('\n20260000000000123,冯丽洋,110105199301024326\n');
  });
});

describe('a formula', () => {
  it.each([
    ['<c><f>A2&amp;B2</f></c>', '=A2&B2'],
    ['<c><f>TEXT(D2,"0")</f><v></v></c>', '"=TEXT(D2,""0"")"'],
    ['<c t="str"><f>A2</f></c>', '=A2'],
    ['<c><f t="shared" si="0"/></c>', '=(shared)'],
    ['<c t="str"><f>A2</f><v></v></c>', ''],
    ['<c t="str"><f>A2</f><v>张三</v></c>', '张三'],
    ['<c><f>1-1</f><v>0</v></c>', '0'],
  ])('written as %s is read as %s', async (cell, shown) => {
    const { text: csv, notices } = await read(await oneSheet(`<row>${cell}<c><v>1</v></c></row>`));
    expect(csv).toBe(`${shown},1\n`);
    const told = notices.filter((notice) =>
      notice.includes('There is a formula (A1) without a calculated value'),
    );
    expect([notices.length, told.length]).toEqual(/^"?=/.test(shown) ? [1, 1] : [0, 0]);
  });

  it('whose 0 stands for a value that Excel is to calculate has none', async () => {
    const bytes = await oneSheet('<row><c><f>A2</f><v>0</v></c><c><v>0</v></c></row>', {
      workbookPr: '<calcPr calcId="124519" fullCalcOnLoad="1"/>',
    });
    expect((await read(bytes)).text).toBe('=A2,0\n');
  });
});

describe('what a person should know of a sheet', () => {
  it('is said: hidden rows, cells merged over rows, other sheets with rows', async () => {
    const rows = `<row r="1">${text('A1', '姓名')}</row><row r="2" hidden="1">${text('A2', '张三')}</row><row r="3"/>`;
    const bytes = await handMade({
      sheets: [
        {
          name: '名单',
          rows: `${rows}</sheetData><mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A2:A3"/></mergeCells><sheetData>`,
        },
        { name: '二月', rows: textRows([['姓名'], ['李四'], ['王五']]) },
        { name: '空', rows: '' },
        { name: '隐', state: 'hidden', rows: textRows([['姓名'], ['李四']]) },
      ],
    });
    expect((await read(bytes)).notices).toEqual([
      'Only the sheet "名单" is read. There are rows in "二月" (3 rows) too: --sheet reads another.',
      'There is a row (2) hidden or filtered out in the sheet, and read too.',
      'There is a merged cell (A2:A3) over several rows in the sheet. The text stands in the first of those rows alone.',
    ]);
    expect((await read(bytes, '二月')).notices).toEqual([]);
  });
});

describe('the parts of a workbook', () => {
  const NS = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
  const OFFICE = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
  const parts = (
    sheet: string | Uint8Array,
    path = 'xl/worksheets/sheet1.xml',
    target = 'worksheets/sheet1.xml',
  ) => ({
    '_rels/.rels': `<p:Relationships xmlns:p="x"><p:Relationship Id="a" Type="${OFFICE}/officeDocument" Target="/xl/workbook.xml"/></p:Relationships>`,
    'xl/workbook.xml': `<x:workbook xmlns:x="${NS}" xmlns:rel="${OFFICE}"><x:sheets><x:sheet name="a" sheetId="1" rel:id="r1"/></x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="${target}"/></Relationships>`,
    [path]: sheet,
  });
  const SHEET = `<x:worksheet xmlns:x="${NS}"><x:dimension ref="A1"/><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>姓名</x:t></x:is></x:c><x:c r="B1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>`;

  it.each<[string, Record<string, string | Uint8Array>, object?]>([
    ['of strict Office Open XML, with prefixes and a wrong dimension', parts(SHEET)],
    ['in UTF-16 with a mark', parts(Buffer.from(`\uFEFF${SHEET}`, 'utf16le'))],
    [
      'in UTF-16 without a mark',
      parts(Buffer.from(`<?xml version="1.0" encoding="UTF-16"?>${SHEET}`, 'utf16le')),
    ],
    ['in UTF-8 with a mark', parts(`\uFEFF<?xml version="1.0"?>${SHEET}`)],
    [
      'in the encoding that they declare',
      parts(
        Buffer.concat([
          Buffer.from(`<?xml version="1.0" encoding="GBK"?>${SHEET.slice(0, SHEET.indexOf('姓'))}`),
          Buffer.from('d0d5c3fb', 'hex'),
          Buffer.from(SHEET.slice(SHEET.indexOf('名') + 1)),
        ]),
      ),
    ],
    [
      'with backslashes in their relations',
      parts(SHEET, 'xl/worksheets/sheet1.xml', '\\xl\\worksheets\\sheet1.xml'),
    ],
    ['in other letters than named', parts(SHEET, 'XL/Worksheets/Sheet1.XML')],
    ['that are stored', parts(SHEET), { compress: false }],
    ['in ZIP64', parts(SHEET), { forceZip64Format: true }],
  ])('%s are read', async (_, made, options) => {
    expect((await read(await zipped(made, options))).text).toBe('姓名,7\n');
  });

  it('that unpack to far more than a file of that size may hold are refused with that limit', async () => {
    const row = '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>';
    const bytes = await oneSheet(row.repeat(2000), { strings: `<si><t>${'张'.repeat(32_000)}</t></si>` });
    await expect(read(bytes)).rejects.toThrow('more than 256 MiB of text');
  });

  it('with a number format of nothing but brackets are read in no time', async () => {
    const styles = `<numFmts><numFmt numFmtId="200" formatCode="${'['.repeat(300_000)}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>`;
    expect((await read(await oneSheet('<row><c s="0"><v>1</v></c></row>', { styles }))).text).toBe('1\n');
  });
});
