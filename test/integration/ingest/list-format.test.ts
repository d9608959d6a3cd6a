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

  it('refuses one column for both', async () => {
    const both = { nameColumn: '1', idColumn: '1' };
    await expect(formatOf('a,b\n', both)).rejects.toThrow(
      "column 1 can't hold both. Give --name-column and --id-column.",
    );
  });
});
