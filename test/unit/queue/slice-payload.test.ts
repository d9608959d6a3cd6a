// A slice's rows at rest in Redis: readable with the key, in their place, unchanged, and in no other way.

import * as fc from 'fast-check';
import { NewerFormat } from '../../../src/domain/newer.js';
import { randomBytes } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { ZodError } from 'zod';
import { decryptSlice, encryptSlice, parsePayload } from '../../../src/queue/slice-payload.js';

/** Node's errors for a tag that doesn't fit, or that is not there. */
const REFUSED = /authenticate data|authentication tag|initialization vector/i;
const KEY = randomBytes(32);
const ROWS = [
  { row: 3, person: { idNumber: '11010519491231002X', name: '张三' } },
  { row: 5, person: { idNumber: '440524188001010014', name: '阿卜杜拉·买买提' } },
];

describe('a slice', () => {
  it('comes back as it was, through JSON and the schema', () => {
    const stored = JSON.stringify(encryptSlice(KEY, 'd.batch', 7, ROWS));
    expect(decryptSlice(KEY, parsePayload(JSON.parse(stored)))).toEqual(ROWS);
  });

  it('shows neither names nor numbers', () => {
    const stored = JSON.stringify(encryptSlice(KEY, 'd.batch', 7, ROWS));
    const clear = stored + Buffer.from(encryptSlice(KEY, 'd.batch', 7, ROWS).rows, 'base64').toString('utf8');
    for (const { person } of ROWS) {
      expect(clear).not.toContain(person.name);
      expect(clear).not.toContain(person.idNumber);
    }
  });

  it('is never encrypted the same way twice', () => {
    expect(encryptSlice(KEY, 'b', 1, ROWS).rows).not.toBe(encryptSlice(KEY, 'b', 1, ROWS).rows);
  });

  it('is refused with another key', () => {
    expect(() => decryptSlice(randomBytes(32), encryptSlice(KEY, 'b', 1, ROWS))).toThrow(REFUSED);
  });

  it('is refused in another slice’s or another batch’s place', () => {
    const payload = encryptSlice(KEY, 'b', 1, ROWS);
    expect(() => decryptSlice(KEY, { ...payload, slice: 2 })).toThrow(REFUSED);
    expect(() => decryptSlice(KEY, { ...payload, name: 'c' })).toThrow(REFUSED);
  });

  it.each(['', 'AAAA', 'A'.repeat(36)])('is refused where its bytes are %j', (rows) => {
    expect(() => decryptSlice(KEY, { v: 1, name: 'b', slice: 1, key: '', rows })).toThrow(REFUSED);
  });

  it('of a newer version is refused by its version, whatever else stands in it', () => {
    expect(() => parsePayload({ v: 2, more: true })).toThrow(NewerFormat);
  });

  it.each([null, {}, { v: '1', name: 'b', slice: 1, rows: '' }, { v: 1, name: 'b', slice: 1.5, rows: '' }])(
    'is no payload where it is %j',
    (data) => {
      expect(() => parsePayload(data)).toThrow(ZodError);
    },
  );
});

test('a change of any one bit is noticed', () => {
  const payload = encryptSlice(KEY, 'b', 1, ROWS);
  const bytes = Buffer.from(payload.rows, 'base64');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), (bit) => {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => decryptSlice(KEY, { ...payload, rows: changed.toString('base64') })).toThrow(REFUSED);
    }),
  );
});
