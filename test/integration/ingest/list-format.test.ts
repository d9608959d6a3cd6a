// What is found out about a list before its first row.

import { describe, expect, it } from 'vitest';
import type { ListFormat } from '../../../src/ingest/list.js';
import type { FormatOptions } from '../../../src/ingest/list-format.js';
import { ingest } from './ingested.js';

function formatOf(text: string, format: Partial<FormatOptions> = {}): Promise<ListFormat> {
  return ingest(Buffer.from(text), (ingested) => ingested.format, { format });
}

describe('the format of a list', () => {
  it('tells columns, delimiter, line end and where the rows begin', async () => {
    expect(await formatOf('\uFEFF\n客户号;姓名;身份证号\r\n1;张三;2\r\n')).toEqual({
      encoding: 'utf-8',
      delimiter: ';',
      lineEnd: 'lf',
      quoting: 'standard',
      headerRow: 2,
      header: ['客户号', '姓名', '身份证号'],
      columnCount: 3,
      nameColumn: 1,
      idColumn: 2,
      firstByte: 35,
      firstLine: 3,
    });
  });

  it('of a list without a header has the first record among the rows', async () => {
    const format = await formatOf('\n张三,1\n', { header: false, nameColumn: '1', idColumn: '2' });
    expect(format).toMatchObject({ header: undefined, columnCount: 2, firstByte: 1, firstLine: 2 });
  });

  it('of a header alone ends where the list does', async () => {
    expect(await formatOf('姓名,身份证号\n')).toMatchObject({ firstByte: 20, firstLine: 2 });
  });

  it('takes quoted headers with line breaks', async () => {
    const format = await formatOf('"姓名\n(必填)","身份证号"\n张三,1\n');
    expect(format).toMatchObject({ nameColumn: 0, idColumn: 1, firstLine: 3 });
  });

  it.each([
    ['tab', '\t'],
    ['\\t', '\t'],
    ['^', '^'],
  ])('takes the delimiter %s that was asked for', async (asked, delimiter) => {
    const text = ['姓名', '身份证号'].join(delimiter);
    expect(await formatOf(text, { delimiter: asked })).toMatchObject({ delimiter, columnCount: 2 });
  });

  it.each(['"', '', '::', '，', '\n'])('refuses %j as a delimiter', async (delimiter) => {
    await expect(formatOf('姓名,身份证号', { delimiter })).rejects.toThrow('--delimiter takes one character');
  });

  it.each([
    ['an empty list', '', 'list.csv is empty'],
    ['blank lines alone', '\n\n \n', 'list.csv is empty'],
    [
      'a broken header',
      '姓名,"身份证号\n张三,1',
      'its first record, on line 1, can’t be read: broken quoting',
    ],
  ])('refuses %s', async (_what, text, message) => {
    await expect(formatOf(text)).rejects.toThrow(message.replace('’', "'"));
  });

  it('takes zero bytes for a list in the wrong encoding, unless somebody says that it is the right one', async () => {
    const text = '姓名,身份证号\n张\0\0三,1\n';
    await expect(formatOf(text)).rejects.toThrow('has zero bytes');
    expect(await formatOf(text, { isEncodingSure: true })).toMatchObject({ columnCount: 2 });
  });

  it.each([
    ['a title', '2026年11月客户名单\n', 2],
    ['a title as wide as the table, and a line of empty cells', '2026年11月客户名单,,\n,,\n', 3],
    ['blank lines', '\n\n \n', 4],
    ['two titles and a date', '某某银行\n客户名单,机密\n导出日期:,2026-11-24\n', 4],
    ['comments', '# 导出自核心系统\n# 共 2 条\n', 3],
    ['a title over two lines', '"客户名单\n2026年11月",,\n', 2],
    ['a title with a quote in it', '5寸"屏活动名单\n', 2],
    ['a title with a broken quote', '"5寸屏活动名单\n', 2],
    ['a remark that names one of the columns', '姓名,须与证件一致\n', 2],
    ['nineteen lines', '说明\n'.repeat(19), 20],
  ])('finds the header below %s', async (_what, above, headerRow) => {
    const header = ['序号', '姓名', '身份证号'];
    const text = `${above}${header.join(',')}\n1,张三,11010519491231002X\n2,李四,440524188001010014\n`;
    const found = await ingest(Buffer.from(text), ({ format, rows }) => ({ format, rows }));
    expect(found.format).toMatchObject({ header, headerRow, delimiter: ',', nameColumn: 1, idColumn: 2 });
    expect(found.rows.map(({ cells }) => cells[1])).toEqual(['张三', '李四']);
    expect(found.rows.map(({ fate }) => fate.kind)).toEqual(['call', 'call']);
  });

  it.each([
    ['sep=;\n', ';'],
    ['\uFEFFsep=;\r\n', ';'],
    ['"sep=;"\r\n', ';'],
    ['SEP=^\n', '^'],
    ['sep=\t\n', '\t'],
  ])('takes its delimiter from the line %j', async (line, delimiter) => {
    const text = `${line}${['姓名', '身份证号'].join(delimiter)}\n张三${delimiter}1\n`;
    expect(await formatOf(text)).toMatchObject({ delimiter, headerRow: 2, columnCount: 2, firstLine: 3 });
  });

  it('has the rows of a list without a header begin below sep=', async () => {
    const format = await formatOf('sep=;\n张三;1\n', { header: false, nameColumn: '1', idColumn: '2' });
    expect(format).toMatchObject({ delimiter: ';', firstByte: 6, firstLine: 2, headerRow: undefined });
  });

  it('takes the header from the row that was said', async () => {
    const text = '名单\n\n"a\nb",x\n姓名,身份证号\n客户,证件编码\n张三,1\n';
    const asked = { headerRow: 5, nameColumn: '客户', idColumn: '2' };
    expect(await formatOf(text, asked)).toMatchObject({
      header: ['客户', '证件编码'],
      headerRow: 5,
      firstLine: 7,
    });
  });

  it.each([2, 9])('refuses row %i for a header where there is nothing', async (headerRow) => {
    await expect(formatOf('名单\n\n姓名,身份证号\n张三,1\n', { headerRow })).rejects.toThrow(
      `there is nothing on line ${headerRow}, where --header-row says that the header is`,
    );
  });

  it('refuses to leave out people above a header whose delimiter is another', async () => {
    const text = '张三|11010519491231002X\n李四|440524188001010014\n姓名,身份证号\n王五,13010219990101001X\n';
    await expect(ingest(Buffer.from(text), ({ rows }) => rows)).rejects.toThrow(
      'its header seems to be line 3, but line 1 above it holds an identity number',
    );
  });

  it('refuses to leave out people above what looks like a header', async () => {
    const text = '客户,证号码\n张三,11010519491231002X\n姓名,身份证号\n李四,440524188001010014\n';
    await expect(formatOf(text)).rejects.toThrow(
      'its header seems to be line 3, but line 2 above it holds an identity number. ' +
        'Move the header to the top, or give --header-row 3 to leave out what stands above it.',
    );
    expect(await formatOf(text, { headerRow: 3 })).toMatchObject({ firstLine: 4 });
  });

  it.each(['导出编号,202411240930001', '订单号,335678901234567890'])(
    'leaves out a title with a number that is nobody’s: %s',
    async (title) => {
      expect(await formatOf(`${title}\n姓名,身份证号\n李四,440524188001010014\n`)).toMatchObject({
        headerRow: 2,
      });
    },
  );

  it('takes the first record for the header where columns are named by numbers and none is known', async () => {
    const asked = { nameColumn: '1', idColumn: '2' };
    expect(await formatOf('客,码\n姓名,x\n', asked)).toMatchObject({ header: ['客', '码'], headerRow: 1 });
    expect(await formatOf('名单,\n姓名,身份证号\n', asked)).toMatchObject({ headerRow: 2 });
  });

  it('refuses one column for both', async () => {
    const both = { nameColumn: '1', idColumn: '1' };
    await expect(formatOf('a,b\n', both)).rejects.toThrow(
      "column 1 can't hold both. Give --name-column and --id-column.",
    );
  });
});
