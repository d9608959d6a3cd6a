// Excel workbooks as lists: their cells come out as texts, and numbers that have lost their digits are known for it.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyList } from '../../../src/ingest/copy-list.js';
import { findFormat } from '../../../src/ingest/list-format.js';
import { readRows } from '../../../src/ingest/read-rows.js';
import { writeWorkbookCsv } from '../../../src/ingest/xlsx/workbook-csv.js';
import { ingest, RULES, type IngestOptions } from './ingested.js';
import { handMade, textRows, zipped, type HandMade } from './workbook-file.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rollcall-workbooks-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function copied(bytes: Buffer, options: Parameters<typeof copyList>[2] = {}) {
  const path = join(directory, 'list');
  const info = await copyList(Readable.from([bytes]), path, options);
  return { info, text: await readFile(path, 'utf8') };
}

async function textOf(workbook: HandMade, sheet?: string): Promise<string> {
  const path = join(directory, 'workbook');
  await writeFile(path, await handMade(workbook));
  await writeWorkbookCsv(path, `${path}.csv`, sheet);
  return readFile(`${path}.csv`, 'utf8');
}

function oneSheet(rows: string, others: Omit<HandMade, 'sheets'> = {}): HandMade {
  return { sheets: [{ name: '名单', rows }], ...others };
}

/** Made by another implementation, in which texts are shared and numbers are numbers. */
async function workbookOf(rows: (string | number | Date | null)[][], name = '名单'): Promise<Buffer> {
  return Buffer.from(await writeXlsx({ sheets: [{ name, rows }] }));
}

function fates(bytes: Buffer, options?: IngestOptions) {
  return ingest(bytes, ({ rows }) => rows.map(({ fate, line }) => ({ ...fate, line })), options);
}

describe('a workbook', () => {
  it('with formulas that were never calculated says so of each row, and calls nobody', async () => {
    const found = await fates(await readFile('fixtures/cases/formula-no-value.xlsx'), {
      rules: { version: 3 },
    });
    const message = expect.stringMatching(
      /number is a formula .*name is a formula that was never calculated/,
    ) as unknown;
    expect(found).toHaveLength(6);
    for (const fate of found) expect(fate).toMatchObject({ kind: 'local', status: 'bad_format', message });
  });

  it('with identity numbers as whole numbers that have all their digits has them called', async () => {
    const found = await fates(await readFile('fixtures/cases/openpyxl-ints.xlsx'));
    expect(found).toHaveLength(6);
    expect(found[0]).toMatchObject({
      kind: 'call',
      person: { name: '冯丽洋', idNumber: '110105199301024326' },
    });
    for (const fate of found) expect(fate).toMatchObject({ kind: 'call' });
  });

  it('is read like a list of text, with the hash of what came', async () => {
    const bytes = await workbookOf([
      ['姓名', '身份证号'],
      ['张三', '11010519491231002X'],
      ['李四', '440524188001010014'],
    ]);
    const { info, text } = await copied(bytes);
    expect(text).toBe('姓名,身份证号\n张三,11010519491231002X\n李四,440524188001010014\n');
    expect(info).toEqual({
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      encoding: 'utf-8',
      sheet: '名单',
      sheets: 1,
      notices: [],
      recordEstimate: 3,
    });
    expect(await readdir(directory)).toEqual(['list']);
    expect(await fates(bytes)).toMatchObject([
      { kind: 'call', line: 2, person: { name: '张三', idNumber: '11010519491231002X' } },
      { kind: 'call', line: 3 },
    ]);
  });

  it('with identity numbers kept as numbers has them answered here, with what to do', async () => {
    const bytes = await workbookOf([
      ['姓名', '身份证号'],
      ['张三', Number('110105194912310021')],
      ['李四', 440524880101001],
      ['王五', '440524188001010014'],
    ]);
    expect(await fates(bytes)).toMatchObject([
      {
        kind: 'local',
        status: 'bad_format',
        message: expect.stringMatching(/digits are lost: export.*text/) as unknown,
      },
      { kind: 'call', person: { idNumber: expect.stringMatching(/^44052419880101001[\dX]$/) as unknown } },
      { kind: 'call' },
    ]);
  });

  it.each([
    ['1.10105194912310E+17', '1.10105194912310E+17'],
    ['110105194912310020', '1.1010519491231002E+17'],
    ['110105194912310021', '110105194912310021'],
    ['110105194912310016', '1.1010519491231002E+17'],
    ['6222021234567890', '6222021234567890'],
    ['6222021234567890123', '6222021234567890123'],
    ['20260000000000123', '20260000000000123'],
    ['6222021234567890123.0', '6222021234567890123'],
    ['1.5e+15', '1.5E+15'],
    ['000123', '000123'],
    ['440524188001010', '440524188001010'],
    ['13800138000', '13800138000'],
    ['0.30000000000000004', '0.3'],
    ['-12.50', '-12.5'],
    ['1E3', '1000'],
    ['', ''],
  ])('shows the number %s as %s', async (written, shown) => {
    expect(await textOf(oneSheet(`<row><c><v>${written}</v></c><c t="str"><v>x</v></c></row>`))).toBe(
      `${shown},x\n`,
    );
  });

  it('shows dates, times and padded numbers as a person sees them', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>' +
      '<numFmt numFmtId="165" formatCode="000000"/><numFmt numFmtId="166" formatCode="[Red]0.00"/>' +
      '<numFmt numFmtId="167" formatCode="yyyy-mm-dd hh:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>' +
      '<xf numFmtId="167"/><xf numFmtId="20"/></cellXfs>';
    const cells = [
      '<c s="0"><v>46350</v></c>',
      '<c s="1"><v>46350</v></c>',
      '<c s="2"><v>1</v></c>',
      '<c s="3"><v>12</v></c>',
      '<c s="4"><v>1.5</v></c>',
      '<c s="5"><v>46350.75</v></c>',
      '<c s="6"><v>0.5</v></c>',
    ];
    const rows = `<row>${cells.join('')}</row>`;
    expect(await textOf(oneSheet(rows, { styles }))).toBe(
      '46350,2026-11-24,1900-01-01,000012,1.5,2026-11-24 18:00:00,12:00:00\n',
    );
    const from1904 = { styles, workbookPr: '<workbookPr date1904="1"/>' };
    expect(await textOf(oneSheet('<row><c s="1"><v>44888</v></c></row>', from1904))).toBe('2026-11-24\n');
  });

  it('reads texts of every kind', async () => {
    const strings =
      '<si><t>共享</t></si><si><r><t>张</t></r><r><rPr/><t xml:space="preserve"> 三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></si>' +
      '<si><t>a_x000D_b&amp;</t></si>';
    const row =
      '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="inlineStr"><is><t>内</t></is></c>' +
      '<c t="str"><f>A1</f><v>式</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2026-11-24T00:00:00</v></c></row>';
    expect(await textOf(oneSheet(row, { strings }))).toBe('共享,张 三,"a\rb&",内,式,TRUE,#N/A,2026-11-24\n');
  });

  it('counts lines as the sheet counts rows, and takes empty rows for none', async () => {
    const rows =
      '<row r="2"><c r="B2" t="str"><v>姓名</v></c><c r="C2" t="str"><v>身份证号</v></c></row>' +
      '<row r="3"><c r="B3" s="1"/><c r="C3" s="1"/></row>' +
      '<row r="6"><c r="B6" t="str"><v>张三</v></c></row>';
    const bytes = await handMade(oneSheet(rows));
    expect((await copied(bytes)).text).toBe('\n,姓名,身份证号\n\n\n\n,张三,\n');
    expect(await fates(bytes)).toMatchObject([{ kind: 'local', line: 6, message: 'the number is empty' }]);
  });

  it('has the sheet’s own row numbers, whatever line breaks and quotes its cells have', async () => {
    const person = '张三,11010519491231002X';
    const broken = `${person}\n李四,440524188001010014\n`;
    const rows = [
      ['一月\n名单', ''],
      ['姓\n名', '身份证号'],
      ['张\n三', '11010519491231002X'],
      ['', ''],
      [`张"三\n`, '11010519491231002X'],
      [broken, '1'],
      ['\n'.repeat(300), '1'],
      ['"', '\\"'],
      ['李四', '440524188001010014'],
    ];
    const bytes = await workbookOf(rows);
    const options = { format: { nameColumn: '1', idColumn: '2', headerRow: 2 } };
    await ingest(
      bytes,
      async ({ rows: read, format, reread }) => {
        expect(format).toMatchObject({ sheet: '名单', headerRow: 2, firstLine: 3 });
        expect([...new Set(read.map(({ line }) => line))]).toEqual([3, 5, 6, 7, 8, 9]);
        const last = read.at(-1);
        expect(last).toMatchObject({ line: 9, fate: { kind: 'duplicate' } });
        for (const row of read) expect((await reread(row))[0]?.line).toBe(row.line);
        const unreadable = read.flatMap(({ fate, line }) =>
          fate.kind === 'unreadable' ? [{ said: fate.message.split(':')[0], is: `line ${line}` }] : [],
        );
        expect(unreadable.map(({ said }) => said)).toEqual(unreadable.map(({ is }) => is));
      },
      options,
    );
  });

  it('with a remark beside the table is as wide as that, and no row is unreadable', async () => {
    const rows = textRows([
      ['姓名', '身份证号'],
      ['张三', '11010519491231002X'],
      ['李四', '440524188001010014', '', '已核'],
    ]);
    const bytes = await handMade(oneSheet(rows));
    expect(await fates(bytes)).toMatchObject([{ kind: 'call' }, { kind: 'call' }]);
    expect((await copied(bytes)).text).toContain('姓名,身份证号,,\n张三,11010519491231002X,,\n');
  });

  it('has its first sheet read that is not hidden, or the one that was asked for', async () => {
    const workbook = {
      sheets: [
        { name: '说明', state: 'hidden', rows: textRows([['a']]) },
        { name: '名单', rows: textRows([['b']]) },
        { name: '2', rows: textRows([['c']]) },
      ],
    };
    expect(await textOf(workbook)).toBe('b\n');
    expect(await textOf(workbook, '说明')).toBe('a\n');
    expect(await textOf(workbook, '1')).toBe('a\n');
    expect(await textOf(workbook, '2')).toBe('c\n');
    await expect(textOf(workbook, '名册')).rejects.toThrow(
      'No sheet is "名册". The workbook has 1 "说明", 2 "名单", 3 "2".',
    );
  });

  it.each([
    [
      'is a ZIP file of something else',
      () => zipped({ 'a.txt': 'x' }),
      {},
      'a ZIP archive with a file (.txt) and no workbook',
    ],
    ['is cut off', async () => (await workbookOf([['姓名']])).subarray(0, 400), {}, 'save it again as .xlsx'],
    ['has a damaged sheet', () => handMade(oneSheet('<row><c></row>')), {}, 'save it again as .xlsx'],
    [
      'has a row beyond the last',
      () => handMade(oneSheet('<row r="1048577"/>')),
      {},
      'rows are not numbered',
    ],
    ['is nested without end', () => handMade(oneSheet('<a>'.repeat(100))), {}, 'nested too deeply'],
    [
      'has an element without end',
      () => handMade(oneSheet(`<row r="${' '.repeat(3 << 20)}"/>`)),
      {},
      'an element that is too long',
    ],
    [
      'has a shared text that is not there',
      () => handMade(oneSheet('<row><c t="s"><v>9</v></c></row>')),
      {},
      'its cell A1 has a shared text that is not in the file',
    ],
    [
      'has a cell twice',
      () => handMade(oneSheet('<row><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row>')),
      {},
      'its cell B1 is there twice',
    ],
    [
      'has a text without end',
      () => handMade(oneSheet(textRows([['姓名', 'x'.repeat(300_000)]]))),
      {},
      'Cell B1 has a text that is longer',
    ],
    ['has a password', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), {}, 'has a password'],
    ['is no workbook but has a sheet asked for', () => Buffer.from('姓名\n'), { sheet: '1' }, '--sheet'],
    ['has an encoding given', () => workbookOf([['姓名']]), { encoding: 'gb18030' as const }, '--encoding'],
  ])('that %s is refused in words', async (_, make, options, words) => {
    await expect(copied(await make(), options)).rejects.toThrow(words);
    expect(await readdir(directory)).toEqual(['list']);
  });

  it('gives every table of texts back cell for cell', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
      fc.constantFrom('a,b', '"', '\n', ' x ', '=1', '11010519491231002X', '男', "'0"),
    );
    const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(table, async (records) => {
        const bytes = await workbookOf([['姓名', '身份证号'], ...records]);
        const path = join(directory, 'list');
        await writeFile(path, bytes);
        await writeWorkbookCsv(path, `${path}.csv`, undefined);
        expect(parse(await readFile(`${path}.csv`))).toEqual([['姓名', '身份证号'], ...records]);
      }),
      { numRuns: 50 },
    );
  });

  it('names a row of every table by its own number', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.constantFrom(
        'a,b',
        '"',
        '\n',
        '\r\n',
        '\n"\n',
        '\\"',
        "'",
        '张三,11010519491231002X\n李四,440524188001010014',
      ),
    );
    const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(table, async (records) => {
        const path = join(directory, 'list');
        await writeFile(path, await workbookOf([['姓名', '身份证号'], ...records]));
        await writeWorkbookCsv(path, `${path}.csv`, undefined);
        const read = {
          header: true,
          delimiter: ',',
          encoding: 'utf-8',
          sheet: '名单',
          sourceName: 'l',
        } as const;
        const format = await findFormat(`${path}.csv`, read);
        const lines: number[] = [];
        for await (const some of readRows(`${path}.csv`, format, RULES))
          lines.push(...some.map(({ line }) => line));
        const rows = records.flatMap((cells, index) =>
          cells.every((text) => text === '') ? [] : [index + 2],
        );
        expect([...new Set(lines)]).toEqual(rows);
      }),
      { numRuns: 50 },
    );
  });
});
