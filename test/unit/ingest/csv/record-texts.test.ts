// That records decoded together come out as each by itself would.

import { describe, expect, it } from 'vitest';
import type { ByteWindow } from '../../../../src/ingest/csv/byte-window.js';
import { RecordScanner } from '../../../../src/ingest/csv/record-scanner.js';
import { type Dialect, type ScannedRecord } from '../../../../src/ingest/csv/record-shape.js';
import { recordTexts } from '../../../../src/ingest/csv/record-texts.js';

/** @returns the texts, and what each record's bytes are by themselves */
function texts(bytes: Buffer, lineEnd: Dialect['lineEnd'], columns?: number) {
  const view = { bytes, length: bytes.length, atEnd: true };
  const scanner = new RecordScanner({ delimiter: ',', lineEnd }, columns);
  const scanned: ScannedRecord[] = [];
  for (let start = 0, line = 1; start < bytes.length;) {
    const shape = scanner.scan(view, start);
    if (shape === 'more') throw new Error('asked for more at the end');
    if (shape.end > start) scanned.push({ start, line, shownLine: line, shape });
    line += shape.lines;
    start = shape.next;
  }
  const together = recordTexts(view as unknown as ByteWindow, scanned, lineEnd === 'cr' ? '\r' : '\n');
  return { together, alone: scanned.map(({ start, shape }) => bytes.toString('utf8', start, shape.end)) };
}

describe('records decoded together', () => {
  it.each([
    ['of one line', 'lf', '姓名,b\n张三,1\n李四,2'],
    ['with CRLF', 'crlf', '姓名,b\r\n张三,1\r\n李四,2\r\n'],
    ['with LF and CRLF, and a CR that belongs to a cell', 'lf', 'a,b\r\r\nc\r,d\ne,f\r\n'],
    ['with blank lines between them', 'lf', '\n\na,b\n\r\n\nc,d\n\n'],
    ['over several lines', 'lf', 'a,"b\r\nc\n\n"\r\nd,e\n"\n","\n"\nf,g'],
    ['with lone line feeds in cells', 'crlf', 'a\nb,c\r\nd,"e\n"\r\n\r\nf,g'],
    ['broken ones among them', 'lf', 'a,b"c\nd,"e\nf,g\r\n"h\r\ni,j\n'],
    ['where CR ends lines', 'cr', 'a,b\rc,"d\re"\r\nf,g\r'],
    ['that end with a CR', 'lf', 'a,b\nc,d\r'],
  ] as const)('are as each alone: %s', (_what, lineEnd, text) => {
    const { together, alone } = texts(Buffer.from(text), lineEnd, 2);
    expect(alone.length).toBeGreaterThan(1);
    expect(together).toEqual(alone);
  });

  it('are as each alone where bytes are no text', () => {
    const bytes = Buffer.concat([
      Buffer.from('a,b\n'),
      Buffer.from([0xe5, 0xbc, 0x2c, 0xf0, 0x90, 0x80, 0x0a]),
      Buffer.from('张三,1\n'),
      Buffer.from([0xff, 0x0d, 0x0a]),
      Buffer.from('c,d'),
    ]);
    const { together, alone } = texts(bytes, 'lf');
    expect(together).toEqual(alone);
    expect(together).toHaveLength(5);
  });

  it('are as each alone after one that is too long, of which the beginning is given', () => {
    const long = 'x'.repeat(1 << 20);
    const { together } = texts(Buffer.from(`a,b\n${long}yz\nc,d`), 'lf');
    expect(together).toEqual(['a,b', long, 'c,d']);
  });
});
