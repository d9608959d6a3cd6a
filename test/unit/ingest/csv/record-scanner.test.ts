// Where records end, above all broken ones: each costs its own first line and nothing after it.

import { describe, expect, it } from 'vitest';
import { RecordScanner } from '../../../../src/ingest/csv/record-scanner.js';
import {
  MAX_QUOTED_BYTES,
  MAX_QUOTED_LINES,
  MAX_RECORD_BYTES,
  type Dialect,
} from '../../../../src/ingest/csv/record-shape.js';

const COMMA: Dialect = { delimiter: ',', lineEnd: 'lf' };

/** Each record as its text, or the fault of its first line. */
function records(text: string, columns?: number, dialect = COMMA): string[] {
  const bytes = Buffer.from(text);
  const scanner = new RecordScanner(dialect, columns);
  const found: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const shape = scanner.scan({ bytes, length: bytes.length, atEnd: true }, at);
    if (shape === 'more') throw new Error('asked for more at the end');
    found.push(shape.fault ?? bytes.toString('utf8', at, shape.end));
    at = shape.next;
  }
  return found;
}

describe('a sound record', () => {
  it.each([
    ['LF', 'a,b\nc,d\n', ['a,b', 'c,d']],
    ['CRLF', 'a,b\r\nc,d\r\n', ['a,b', 'c,d']],
    ['LF and CRLF mixed', 'a,b\nc,d\r\ne,f', ['a,b', 'c,d', 'e,f']],
    ['the end of the list', 'a,b', ['a,b']],
    ['the end of the list after a quoted cell', 'a,"b"', ['a,"b"']],
    ['CR at the end of the list', 'a,b\r', ['a,b']],
  ])('ends at %s', (_what, text, found) => {
    expect(records(text)).toEqual(found);
  });

  it('ends at CR where that is the line end, an LF after it included', () => {
    expect(records('a,b\rc,d\r\ne,f\r', undefined, { delimiter: ',', lineEnd: 'cr' })).toEqual([
      'a,b',
      'c,d',
      'e,f',
    ]);
  });

  it('holds line breaks, delimiters and doubled quotes in quotes', () => {
    const text = 'a,"b\r\n"",""\nc"\r\nd,e';
    expect(records(text)).toEqual(['a,"b\r\n"",""\nc"', 'd,e']);
  });

  it('may hold quotes in a cell that begins as a formula', () => {
    expect(records('="1",="b"c"\n"=d",e=f', 2)).toEqual(['="1",="b"c"', '"=d",e=f']);
    expect(records('="a,b"\nc,d', 2)).toEqual(['stray quote', 'c,d']);
    expect(records('e="f",g\nh,i', 2)).toEqual(['stray quote', 'h,i']);
  });

  it('keeps a lone CR in its cell where LF ends lines', () => {
    expect(records('a\rb,c\nd,e')).toEqual(['a\rb,c', 'd,e']);
  });

  it('keeps a lone LF in its cell in a list of CRLF, where that gives the cells expected', () => {
    const crlf: Dialect = { delimiter: ',', lineEnd: 'crlf' };
    expect(records('a\nb,c\r\nd,"e"\r\n', 2, crlf)).toEqual(['a\nb,c', 'd,"e"']);
    expect(records('a,b\nc\nd,"e\n"\r\nf,g,h', 3, crlf)).toEqual(['a,b\nc\nd,"e\n"', 'f,g,h']);
    expect(records('"\n",b\nc,d\r\ne,f,g', 3, crlf)).toEqual(['"\n",b\nc,d', 'e,f,g']);
    expect(records('"\r\n",b\nc,d', 3, crlf)).toEqual(['"\r\n",b\nc,d']);
    expect(records('a,b\nc,d\ne,f\r\n', 2, crlf)).toEqual(['a,b', 'c,d', 'e,f']);
    expect(records('a,b\n', 2, crlf)).toEqual(['a,b']);
    expect(records('a,"b"\nc\r\nd,e', 2, crlf)).toEqual(['a,"b"', 'c', 'd,e']);
  });

  it('counts cells and lines', () => {
    const bytes = Buffer.from('a,"b\n\n",,c\n');
    const shape = new RecordScanner(COMMA, undefined).scan({ bytes, length: bytes.length, atEnd: true }, 0);
    expect(shape).toMatchObject({ cells: 4, lines: 3, quoted: true, fault: undefined });
  });
});

describe('a broken record costs its first line alone', () => {
  it.each([
    ['a quote in a plain cell', 'a,b"c\nd,e', ['stray quote', 'd,e']],
    ['junk after a closing quote', 'a,"b"c\nd,e', ['stray quote', 'd,e']],
    ['a lone CR after a closing quote', 'a,"b"\rc\nd,e', ['stray quote', 'd,e']],
    ['a blank before a quote', 'a, "b"\nd,e', ['stray quote', 'd,e']],
    ['a quote that never closes', 'a,"b\nd,e\nf,g', ['quote never closed', 'd,e', 'f,g']],
    ['a quote that another row’s quote closes', 'a,"b\nd,e\n"f",g', ['stray quote', 'd,e', '"f",g']],
    [
      'a quote that is closed elsewhere, with other columns',
      'a,"b\nd,e\nf,g"\nh,i',
      ['a,"b\nd,e\nf,g"', 'h,i'],
    ],
  ])('%s', (_what, text, found) => {
    expect(records(text, 2)).toEqual(found);
  });

  it('takes a record over several lines with a wrong number of columns for a stray quote', () => {
    expect(records('1,"a,b\n2,c,d\n3,e,f"\n4,g,h', 3)).toEqual([
      'lines and columns',
      '2,c,d',
      'stray quote',
      '4,g,h',
    ]);
  });

  it('leaves a wrong number of columns on one line to the reader', () => {
    expect(records('1,2,3\n4,5', 2)).toEqual(['1,2,3', '4,5']);
  });

  it('gives a quoted cell up after as many line breaks as a cell of Excel can have', () => {
    const most = `a,"${'\n'.repeat(MAX_QUOTED_LINES)}"`;
    expect(records(most)).toEqual([most]);
    expect(records(`a,"${'\n'.repeat(MAX_QUOTED_LINES + 1)}"\n`)[0]).toBe('quote never closed');
  });

  it('gives a quoted cell up that is longer than a cell can be', () => {
    const filler = 'x'.repeat(MAX_QUOTED_BYTES);
    expect(records(`"a\n${filler}",b\nc,d`)).toEqual(['quote never closed', 'stray quote', 'c,d']);
  });
});

describe('the limits', () => {
  it('gives up a record that is too long', () => {
    const long = 'x'.repeat(MAX_RECORD_BYTES);
    expect(records(`${long}\nc,d`)).toEqual([long, 'c,d']);
    expect(records(`${long}x\nc,d`)).toEqual(['too long', 'c,d']);
  });

  it('asks for more until the end of a record is in sight, wherever the bytes are cut', () => {
    const text = 'a,"b\r\n""c"\r\nd,e\r\n';
    const bytes = Buffer.from(text);
    const scanner = new RecordScanner(COMMA, 2);
    const whole = scanner.scan({ bytes, length: bytes.length, atEnd: true }, 0);
    for (let length = 0; length < bytes.length; length++) {
      const shape = scanner.scan({ bytes, length, atEnd: false }, 0);
      expect(shape === 'more' || JSON.stringify(shape) === JSON.stringify(whole)).toBe(true);
    }
  });

  it('says of a line that goes on beyond all limits that its end is not in sight', () => {
    const bytes = Buffer.alloc(MAX_RECORD_BYTES + 10, 'x');
    const shape = new RecordScanner(COMMA, 2).scan({ bytes, length: bytes.length, atEnd: false }, 0);
    expect(shape).toMatchObject({ fault: 'too long', lines: 0, next: bytes.length });
  });
});
