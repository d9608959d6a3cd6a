// Damaged and hostile workbooks: their reader gets an error in words, and nothing else ends by it.

import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fork } from 'node:child_process';
import { convertWorkbook } from '../../../src/ingest/xlsx/convert-workbook.js';
import { writeWorkbookCsv } from '../../../src/ingest/xlsx/workbook-csv.js';
import { handMade, textRows, zipped } from './workbook-file.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rollcall-damaged-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function written(bytes: Uint8Array): Promise<string> {
  const path = join(directory, 'list');
  await writeFile(path, bytes);
  return path;
}

const SOUND = { sheets: [{ name: '名单', rows: textRows([['姓名', '身份证号']]) }] };

describe('a damaged workbook', () => {
  it.each(['damaged', 'damaged-deflate', 'damaged-block'])('(%s.xlsx) is refused in words', async (name) => {
    const path = await written(await readFile(`fixtures/cases/${name}.xlsx`));
    await expect(convertWorkbook(path, undefined)).rejects.toThrow(
      /^The Excel workbook can't be read: .* save it again/,
    );
    expect(await readdir(directory)).toEqual(['list']);
  });

  it('whose shared texts can’t be read leaves nothing behind', async () => {
    const path = await written(await handMade({ ...SOUND, strings: '<si><t>a</si>' }));
    await expect(writeWorkbookCsv(path, `${path}.csv`, undefined)).rejects.toThrow(/./);
    expect(await readdir(directory)).toEqual(['list']);
  });

  it('with a changed digit in a part that is stored is refused, as the digit would be somebody else’s', async () => {
    const bytes = await handMade(
      {
        sheets: [{ name: '名单', rows: textRows([['张三', '11010519491231002X']]) }],
      },
      { compress: false },
    );
    const at = bytes.indexOf('11010519491231002X');
    bytes[at + 5] = 0x39;
    await expect(writeWorkbookCsv(await written(bytes), join(directory, 'csv'), undefined)).rejects.toThrow(
      'worksheets/sheet1.xml is damaged',
    );
  });

  it.each<[string, Record<string, string>, string]>([
    ['Word', { '_rels/.rels': '', 'word/document.xml': '' }, 'a Word document'],
    ['OpenDocument', { mimetype: '', 'content.xml': '' }, 'OpenDocument'],
    ['Numbers', { 'Index/Document.iwa': '', 'Index/Tables/Tile.iwa': '' }, 'Numbers'],
    ['Excel’s binary form', { '_rels/.rels': '', 'xl/workbook.bin': '' }, '.xlsb'],
    ['lists', { 'a.csv': '', 'b.csv': '', 'c.txt': '' }, 'a ZIP archive with 3 files (.csv, .txt)'],
  ])('that is a ZIP file of %s is called that', async (_, parts, words) => {
    await expect(convertWorkbook(await written(await zipped(parts)), undefined)).rejects.toThrow(words);
  });
});

describe('the process that reads a workbook', () => {
  it('is ended where it gives no sign of life, and the workbook is refused with that reason', async () => {
    const path = await written(await handMade(SOUND));
    const limits = { memoryMib: 512, silenceMs: 1, cpuMs: 900_000 };
    await expect(convertWorkbook(path, undefined, limits)).rejects.toThrow(
      'did not get on for 0.001 seconds',
    );
  });

  it('ends by itself where it takes too much memory, and the workbook is refused with that reason', async () => {
    const path = await written(await handMade(SOUND));
    const limits = { memoryMib: 1, silenceMs: 60_000, cpuMs: 900_000 };
    await expect(convertWorkbook(path, undefined, limits)).rejects.toThrow('more than 1 MiB of memory');
  });

  it('ends with the process that started it', async () => {
    const child = fork('dist/programs/workbook.js', [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    child.disconnect();
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
  });
});
