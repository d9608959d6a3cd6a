// Which delimiter and line end a list's beginning speaks for.

import { describe, expect, it } from 'vitest';
import { detectDialect, DELIMITERS } from '../../../../src/ingest/csv/dialect.js';

function detect(text: string, delimiter?: string) {
  return detectDialect({ bytes: Buffer.from(text), isWhole: true, from: 0, line: 1 }, delimiter);
}

describe('the delimiter', () => {
  it.each(DELIMITERS)('%j is found by its header', (delimiter) => {
    const text = [
      ['姓名', '身份证号', '备注'],
      ['张三', '1', 'a,b;c|d\te'.replaceAll(delimiter, ' ')],
    ];
    expect(detect(text.map((cells) => cells.join(delimiter)).join('\n')).delimiter).toBe(delimiter);
  });

  it.each(DELIMITERS)('%j is found without known headers', (delimiter) => {
    const text = Array.from({ length: 5 }, (_, row) => ['x', `${row}`, 'z'].join(delimiter)).join('\n');
    expect(detect(text).delimiter).toBe(delimiter);
  });

  it('is not taken from within quotes', () => {
    expect(detect('a;"b,c,d,e"\nf;"g,h,i,j"').delimiter).toBe(';');
  });

  it('is the one that records agree on', () => {
    expect(detect('a,b;x\nc;y\nd,e,f;z').delimiter).toBe(';');
  });

  it('is that of the rows, though a header in another one stands behind them', () => {
    expect(detect('甲|姓名|身份证号\nx|张三|1\ny|李四|2\n姓名,身份证号\n').delimiter).toBe('|');
  });

  it('is the comma where nothing speaks for another', () => {
    expect(detect('姓名').delimiter).toBe(',');
  });

  it('is the one asked for', () => {
    expect(detect('a,b\nc,d', '^').delimiter).toBe('^');
  });
});

describe('the line end', () => {
  it.each([
    ['LF', 'a,b\nc,d\n', 'lf'],
    ['CRLF', 'a,b\r\nc,d\r\n', 'crlf'],
    ['CRLF with lone LF', 'a,b\r\nc,d\ne\n', 'crlf'],
    ['CR', 'a,b\rc,d\r', 'cr'],
    ['none', 'a,b', 'lf'],
    ['CR with LF in quotes', 'a,"b\nb\nb"\rc,d\r', 'cr'],
    ['LF with a lone CR in a later cell', 'a,b\nc,d\rd\n', 'lf'],
  ])('of a list with %s', (_what, text, lineEnd) => {
    expect(detect(text).lineEnd).toBe(lineEnd);
  });
});
