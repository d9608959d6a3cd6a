// Cells that make sense only in another encoding than their list's come back as they are, and nobody is called by them.

import { describe, expect, it } from 'vitest';
import { BlockDecoder } from '../../../../src/ingest/encoding/block-decoder.js';
import { generatePeople } from '../../../../src/simulator/index.js';
import { encode } from '../../../support/legacy-encodings.js';
import { ingest } from '../ingested.js';

const PEOPLE = [...generatePeople({ seed: 15, count: 30, mix: 'clean' })];
const NUMBER = '11010519491231002X';
const OWN = encode(PEOPLE.map(({ name, idNumber }) => `${name},${idNumber},老客户\n`).join(''), 'gb18030');
const RULES = { version: 4, dedupe: false } as const;

function list(...lines: Buffer[]): Buffer {
  return Buffer.concat([Buffer.from('name,id_number,remark\n'), OWN, ...lines]);
}

describe('a cell that makes sense only in another encoding', () => {
  const pasted = encode('陳志明', 'big5');
  const line = Buffer.concat([pasted, Buffer.from(`,${NUMBER},\n`)]);

  it('is called so where it is the name, and comes back as it is', async () => {
    const row = await ingest(list(line), ({ rows }) => rows.at(-1), { rules: RULES });
    expect(row?.fate).toMatchObject({
      kind: 'unreadable',
      message: expect.stringMatching(/^line 32: a cell .* \(big5\): export .* --encoding$/) as string,
    });
    expect(row?.cells[0]).toBe(new BlockDecoder('gb18030').text(pasted));
  });

  it('is not looked for where the list’s encoding is named', async () => {
    const format = { encoding: 'gb18030' } as const;
    const fate = await ingest(list(line), ({ rows }) => rows.at(-1)?.fate.kind, { rules: RULES, format });
    expect(fate).not.toBe('unreadable');
  });

  it('keeps nobody from being called where it is a remark', async () => {
    for (const remark of [encode('àé', 'gb18030'), encode('北京市朝陽區', 'big5')]) {
      const bytes = Buffer.concat([encode(`张三,${NUMBER},`, 'gb18030'), remark, Buffer.from('\n')]);
      const row = await ingest(list(bytes), ({ rows }) => rows.at(-1), { rules: RULES });
      expect(row?.fate).toMatchObject({ kind: 'call', person: { name: '张三' } });
      expect(row?.cells[2]).toBe(new BlockDecoder('gb18030').lenientText(remark));
    }
  });

  it.each([
    ['楊偉', 'big5'],
    ['楊銘瑞', 'big5'],
    ['馬福國', 'big5'],
    ['김민수', 'euc-kr'],
  ] as const)('is found where each character of it is a common one: %s in %s', async (name, encoding) => {
    const bytes = Buffer.concat([encode(name, encoding), Buffer.from(`,${NUMBER},\n`)]);
    const fate = await ingest(list(bytes), ({ rows }) => rows.at(-1)?.fate, { rules: RULES });
    expect(fate).toMatchObject({ kind: 'unreadable', message: expect.stringContaining(encoding) as string });
  });

  it('is of the encoding of the cell beside it, where by itself it would be as likely in both', async () => {
    const name = encode('陶懷', 'big5');
    const bytes = Buffer.concat([name, Buffer.from(`,${NUMBER},`), encode('北京市中山路一二三街\n', 'big5')]);
    const fate = await ingest(list(bytes), ({ rows }) => rows.at(-1)?.fate.kind, { rules: RULES });
    expect(fate).toBe('unreadable');
  });

  it('is not a rare name', async () => {
    const names = ['禤烁', '禤桢', '禤葳', '禤鹄', '禤瓒', '仉瑭颢'];
    const lines = encode(names.map((name) => `${name},${NUMBER},\n`).join(''), 'gb18030');
    const read = await ingest(list(lines), ({ rows }) => rows.slice(-names.length).map(({ fate }) => fate), {
      rules: RULES,
    });
    expect(read).toMatchObject(names.map((name) => ({ kind: 'call', person: { name } })));
  });
});
