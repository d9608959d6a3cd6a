// What is kept of a list: its bytes' hash, its text as UTF-8, readable to its owner alone.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeGb18030 } from '../../../fixtures/lists/gb18030.mjs';
import { UserError } from '../../../src/domain/user-error.js';
import { copyList, type CopiedList } from '../../../src/ingest/copy-list.js';
import type { Encoding } from '../../../src/ingest/encoding/encodings.js';
import { handMade, textRows } from './workbook-file.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rollcall-copy-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function copied(bytes: Buffer, encoding?: Encoding): Promise<{ info: CopiedList; content: Buffer }> {
  const target = join(directory, 'list');
  const info = await copyList(Readable.from([bytes]), target, encoding === undefined ? {} : { encoding });
  return { info, content: await readFile(target) };
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

describe('a copied list', () => {
  it('of UTF-8 is the bytes that came, the mark included', async () => {
    const bytes = Buffer.from('\uFEFF姓名\r\n张三\r\n');
    const { info, content } = await copied(bytes);
    expect(content).toEqual(bytes);
    expect(info).toEqual({
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      encoding: 'utf-8',
      evidence: 'a byte-order mark; all 2 lines that are not plain ASCII fit and make sense',
      isNamed: false,
      misfits: { lines: 0, firstLine: 0 },
      linesInHalves: 0,
      sheet: undefined,
      recordEstimate: 2,
    });
  });

  it.each([
    ['gb18030', encodeGb18030('姓名,𠮷\n亅,张三\n')],
    ['utf-16le', utf16('\uFEFF姓名,𠮷\n亅,张三\n')],
    ['utf-16be', utf16('\uFEFF姓名,𠮷\n亅,张三\n').swap16()],
  ])('of %s is its text in UTF-8, with the hash of what came', async (encoding, bytes) => {
    const { info, content } = await copied(bytes);
    expect(content.toString()).toBe('姓名,𠮷\n亅,张三\n');
    expect(info.encoding).toBe(encoding);
    expect(info.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(info.bytes).toBe(bytes.length);
  });

  it('is read in the encoding that was asked for', async () => {
    const { info, content } = await copied(Buffer.from([0xc3, 0xa9]), 'gb18030');
    expect(content.toString()).toBe('茅');
    expect(info.encoding).toBe('gb18030');
  });

  it.each([
    [
      'gb18030',
      Buffer.from([0xd5, 0xc5, 0x0a, 0xd5, 0xc5, 0x81, 0x0a, 0xd5, 0xc5, 0x0a, 0xd5, 0xc5, 0x0a, 0xd5]),
      '张\n张\uFFFD\n张\n张\n\uFFFD',
    ],
    [
      'utf-16le',
      Buffer.from([0x20, 0x5f, 0x00, 0xd8, 0x0a, 0x00, 0x00, 0xdc, 0x41]),
      '张\uFFFD\n\uFFFD\uFFFD',
    ],
  ] as const)('of %s marks bytes that are no text, in their own line', async (encoding, bytes, text) => {
    const { content } = await copied(bytes, encoding);
    expect(content.toString()).toBe(text);
    expect(content.includes('\uFFFD')).toBe(false);
  });

  it('keeps a replacement character that was text', async () => {
    expect((await copied(utf16('a\uFFFDb'), 'utf-16le')).content.toString('hex')).toBe(
      Buffer.from('a\uFFFDb').toString('hex'),
    );
  });

  it.each(['gb18030', 'utf-16le', 'utf-16be'] as const)(
    'of %s is whole where it is long',
    async (encoding) => {
      const text = '亅𠮷张三,x\n'.repeat(150_000);
      const bytes = {
        gb18030: () => encodeGb18030(text),
        'utf-16le': () => utf16(text),
        'utf-16be': () => utf16(text).swap16(),
      }[encoding]();
      const { content } = await copied(bytes, encoding);
      expect(content.equals(Buffer.from(text))).toBe(true);
    },
  );

  it('whose names were garbled before is refused as a workbook and as UTF-16 too, and read where they are rare', async () => {
    const garbled = ['寮犱笁', '鏉庡洓', '鐜嬩簲', '璧靛叚', '瀛欎竷'];
    const rare = ['禤茕', '郄猗荇', '觊逄', '笪禔', '龘靐'];
    const listOf = (names: readonly string[]) => [
      ['name', 'id_number'],
      ...names.map((name) => [name, '11010519491231002X']),
    ];
    const workbook = (names: readonly string[]) =>
      handMade({ sheets: [{ name: 'S', rows: textRows(listOf(names)) }] });
    const unicode = (names: readonly string[]) =>
      utf16(
        `\uFEFF${listOf(names)
          .map((cells) => cells.join('\t'))
          .join('\r\n')}\r\n`,
      );
    const said = /utf-8 that was read as gb18030.*Nothing was sent/;
    for (const make of [workbook, unicode]) {
      expect((await copied(await make(garbled))).info.refusal).toMatch(said);
      expect((await copied(await make(rare))).info.refusal).toBe(undefined);
    }
    expect((await copied(unicode(garbled), 'utf-16le')).info.refusal).toBe(undefined);
  });

  it('is readable to its owner alone, and nothing else is left', async () => {
    await copied(encodeGb18030('张三'));
    expect(await readdir(directory)).toEqual(['list']);
    expect((await stat(join(directory, 'list'))).mode & 0o777).toBe(0o600);
  });

  it('is refused where the list can’t be read', async () => {
    const missing = createReadStream(join(directory, 'missing.csv'));
    const copying = copyList(missing, join(directory, 'list'), {});
    await expect(copying).rejects.toThrow(UserError);
    await expect(copying).rejects.toThrow("The list can't be read: ENOENT");
  });
});
