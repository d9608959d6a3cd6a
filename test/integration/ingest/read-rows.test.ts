// Rows as a batch takes them: in order, in arrays, from any place, flat whatever the list is like.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '../../../src/domain/row.js';
import { findFormat } from '../../../src/ingest/list-format.js';
import { readRows } from '../../../src/ingest/read-rows.js';
import { MAX_RECORD_BYTES } from '../../../src/ingest/csv/record-shape.js';
import { ingest, RULES } from './ingested.js';

const HEADER = '姓名,身份证号\n';
const SOUND = '张三,11010519491231002X\n';

function rowsOf(text: string): Promise<readonly Row[]> {
  return ingest(Buffer.from(text), ({ rows }) => rows);
}

describe('the rows of a list', () => {
  it('tell their line and the place of their first byte', async () => {
    const list = `${HEADER}"张\n三",1\n\n李四,2\n`;
    const rows = await rowsOf(list);
    expect(rows.map(({ row, line }) => ({ row, line }))).toEqual([
      { row: 1, line: 2 },
      { row: 2, line: 5 },
    ]);
    const firstCharacters = rows.map(({ byteStart }) =>
      Buffer.from(list).toString('utf8', byteStart).slice(0, 2),
    );
    expect(firstCharacters).toEqual(['"张', '李四']);
  });

  it('are unreadable alone where their bytes are no text', async () => {
    const lines = Buffer.from(HEADER + SOUND.repeat(1001));
    const bad = Buffer.concat([Buffer.from([0xd5, 0xc5]), Buffer.from(',1\n')]);
    const rows = await ingest(Buffer.concat([lines, bad, Buffer.from(SOUND)]), (ingested) => ingested.rows);
    expect(rows.filter(({ fate }) => fate.kind === 'unreadable').map(({ row }) => row)).toEqual([1002]);
    expect(rows[1001]?.fate).toMatchObject({
      message: 'line 1003: bytes that are not text in the encoding of the list',
    });
  });

  it('are unreadable where they are longer than a record may be, and kept in part', async () => {
    const [long, wide, after] = await rowsOf(
      `${HEADER}${'x'.repeat(MAX_RECORD_BYTES + 1)}\n${'y'.repeat(5 * MAX_RECORD_BYTES)}\n${SOUND}`,
    );
    for (const row of [long, wide]) {
      expect(row?.fate).toEqual({
        kind: 'unreadable',
        message: `line ${row?.line}: longer than ${MAX_RECORD_BYTES} bytes`,
        reason: `longer than ${MAX_RECORD_BYTES} bytes`,
      });
      expect(row?.cells[0]).toHaveLength(MAX_RECORD_BYTES);
    }
    expect(after).toMatchObject({ row: 3, line: 4, fate: { kind: 'call' } });
  });

  it('go on after quoted cells without end, however many', async () => {
    const rows = await rowsOf(HEADER + `"${'x,1\n'.repeat(400)}`.repeat(20) + SOUND);
    expect(rows).toHaveLength(20 * 400 + 1);
    expect(rows.at(-1)?.fate.kind).toBe('call');
  });

  it('are the same where a long record stands across what is read at once', async () => {
    const wide = `"${'x\n'.repeat(200)}${'y'.repeat(100_000)}",1\n`;
    const rows = await rowsOf(HEADER + (wide + SOUND).repeat(60));
    expect(rows).toHaveLength(120);
    expect(rows.every(({ cells }) => cells.length === 2)).toBe(true);
    expect(rows.filter(({ fate }) => fate.kind === 'unreadable')).toEqual([]);
  });

  it('that repeat a person are duplicates of the first that is called', async () => {
    const rows = await rowsOf(`${HEADER}张三,1\n张三,1\n${SOUND}${SOUND}`);
    expect(rows.map(({ fate }) => fate.kind)).toEqual(['local', 'local', 'call', 'duplicate']);
    expect(rows[3]?.fate).toEqual({ kind: 'duplicate', of: 3, note: '' });
  });

  it('are each called where duplicates are not looked for', async () => {
    const fates = await ingest(
      Buffer.from(HEADER + SOUND + SOUND),
      ({ rows }) => rows.map(({ fate }) => fate.kind),
      {
        rules: { dedupe: false },
      },
    );
    expect(fates).toEqual(['call', 'call']);
  });
});

describe('reading', () => {
  let path = '';
  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'rollcall-rows-')), 'list');
    await writeFile(path, HEADER + SOUND.repeat(2000));
  });
  afterEach(async () => {
    await rm(join(path, '..'), { recursive: true });
  });
  const format = () => findFormat(path, { encoding: 'utf-8', header: true, sourceName: 'list.csv' });

  it('gives some hundred rows at a time', async () => {
    const lengths: number[] = [];
    for await (const rows of readRows(path, await format(), RULES)) lengths.push(rows.length);
    expect(lengths).toEqual([512, 512, 512, 464]);
  });

  it('lets the rest of the process have its turn, however long the list', async () => {
    await writeFile(path, HEADER + SOUND.repeat(300_000));
    let turns = 0;
    let reading = true;
    const count = (): void => {
      turns += 1;
      if (reading) setImmediate(count);
    };
    setImmediate(count);
    let longest = 0;
    let seen = { turns: 0, row: 0 };
    for await (const rows of readRows(path, await format(), RULES)) {
      const { row } = rows[0] ?? { row: 0 };
      if (turns !== seen.turns) seen = { turns, row };
      longest = Math.max(longest, row - seen.row);
    }
    reading = false;
    // More than twice as many bytes are in memory at a time.
    expect(longest).toBeLessThan(35_000);
  });

  it('from a place is refused with duplicates looked for', async () => {
    const rows = readRows(path, await format(), RULES, { from: { row: 2, line: 3, byteStart: 47 } });
    await expect(rows.next()).rejects.toThrow('from the list’s start');
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const rows = readRows(path, await format(), RULES, { signal: stop.signal });
    await rows.next();
    stop.abort(new Error('stopped'));
    await expect(rows.next()).rejects.toThrow('stopped');
  });
});

describe('who was asked about under an earlier way of cleaning', () => {
  const path = () => join(directory, 'earlier.csv');
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rollcall-earlier-'));
    await writeFile(path(), `${HEADER}⼠三,11010519491231002X\n`);
  });
  afterEach(() => rm(directory, { recursive: true }));

  it.each([
    ['carried', 'match', '⼠三'],
    ['call', 'mismatch', '⼠三'],
    ['call', 'invalid_id', '⼠三'],
    ['carried', 'mismatch', '士三'],
  ] as const)('is %s where the earlier outcome is %s for %s', async (kind, status, asked) => {
    const earlier = {
      place: 0,
      row: 1,
      status,
      code: '0',
      checkedAt: 1,
      sessionId: 's',
      message: '',
      calledIn: 'b',
      isCarried: true,
    };
    const format = await findFormat(path(), {
      encoding: 'utf-8',
      header: true,
      sourceName: 'list.csv',
      isEncodingSure: true,
    });
    const findEarlier = ({ name }: { readonly name: string }) => (name === asked ? earlier : undefined);
    const rows: Row[] = [];
    for await (const some of readRows(path(), format, { ...RULES, version: 3 }, { findEarlier }))
      rows.push(...some);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ fate: { kind }, earlier: { status, isCarried: kind === 'carried' } });
  });
});
