// What the finder tells apart and what not, in the memory that it may take.

import { describe, expect, it } from 'vitest';
import { DuplicateFinder } from '../../../../src/ingest/people/duplicate-finder.js';

const KEY = Buffer.alloc(32, 7);

describe('the duplicate finder', () => {
  it('names the first row of the same person, and of the same number with another name', () => {
    const finder = new DuplicateFinder(KEY);
    expect(finder.claim({ idNumber: '11010519491231002X', name: '张三' }, 3)).toBeUndefined();
    expect(finder.claim({ idNumber: '11010519491231002X', name: '李四' }, 5)).toEqual({
      kind: 'same number',
      row: 3,
    });
    expect(finder.claim({ idNumber: '11010519491231002X', name: '李四' }, 6)).toEqual({
      kind: 'same person',
      row: 5,
    });
    expect(finder.claim({ idNumber: '11010519491231002X', name: '张三' }, 7)).toEqual({
      kind: 'same person',
      row: 3,
    });
    expect(finder.claim({ idNumber: '440524188001010014', name: '张三' }, 8)).toBeUndefined();
  });

  it('tells apart what is nearly the same', () => {
    const finder = new DuplicateFinder(KEY);
    const persons = ['110105194912310021', '110105194912310022', '11010519491231002X', '', '\n'].flatMap(
      (idNumber) =>
        ['', '张', '张\0', '张三', '张三\0', '张三丰', '张三丰 ', '\n'].map((name) => ({ idNumber, name })),
    );
    const found = persons.map((person, index) => finder.claim(person, index + 1)?.kind);
    expect(found).not.toContain('same person');
    const again = persons.map((person, index) => finder.claim(person, 1000 + index));
    expect(again).toEqual(persons.map((_, index) => ({ kind: 'same person', row: index + 1 })));
  });

  it('takes at most 32 bytes a row, at every length from 10,000 rows on', () => {
    const finder = new DuplicateFinder(KEY);
    let worst = 0;
    for (let row = 1; row <= 300_000; row++) {
      finder.claim({ idNumber: String(110101190000000000n + BigInt(row) * 7919n), name: '张三' }, row);
      if (row >= 10_000 && row % 1009 === 0) worst = Math.max(worst, finder.byteLength / row);
    }
    expect(worst).toBeLessThanOrEqual(32);
  });

  it('answers a second reading that follows the first at any distance as it answered that, in the same memory', () => {
    const people = Array.from({ length: 12 * 900 }, (_, index) => ({
      idNumber: String(110101190000000000n + BigInt(index % 900)),
      name: `张${Math.floor(index / 900) % 10}`,
    }));
    for (const distance of [1, 100, people.length]) {
      const finder = new DuplicateFinder(KEY);
      const first: unknown[] = [];
      const second: unknown[] = [];
      const claim = (row: number) => {
        const person = people[row - 1];
        return person === undefined ? undefined : finder.claim(person, row);
      };
      for (let row = 1; row <= people.length + distance; row++) {
        if (row <= people.length) first.push(claim(row));
        if (row > distance) second.push(claim(row - distance));
      }
      const { byteLength } = finder;
      expect(second).toEqual(first);
      expect(people.map((_, index) => claim(index + 1))).toEqual(first);
      expect(finder.byteLength).toBe(byteLength);
      expect(new Set(first.map((found) => (found as { kind: string } | undefined)?.kind)).size).toBe(3);
    }
  });

  it('refuses a key of another length', () => {
    expect(() => new DuplicateFinder(Buffer.alloc(16))).toThrow('32 bytes');
  });
});
