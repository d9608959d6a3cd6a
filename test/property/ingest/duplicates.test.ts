// That the duplicate finder finds what plain Maps find, on any persons in any order.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../src/domain/row.js';
import { DuplicateFinder } from '../../../src/ingest/people/duplicate-finder.js';

const idNumbers = fc.oneof(
  fc.constantFrom('11010519491231002X', '440524188001010014', '', 'x'),
  fc.integer({ min: 0, max: 60 }).map((last) => String(110105194912310000n + BigInt(last))),
);
const names = fc.oneof(fc.constantFrom('张', '张三', '欧阳三丰', 'John Smith'), fc.string({ maxLength: 2 }));
const persons = fc.array(fc.record({ idNumber: idNumbers, name: names }), { maxLength: 400, size: 'max' });
const keys = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('the duplicate finder', () => {
  it('finds what Maps find', () => {
    fc.assert(
      fc.property(persons, keys, (list, key) => {
        expect(found(list, new DuplicateFinder(Buffer.from(key)))).toEqual(foundByMaps(list));
      }),
    );
  });

  it('finds the same in a long list with one number on every other row', () => {
    const list = Array.from({ length: 60_000 }, (_, index) => ({
      idNumber: index % 2 === 0 ? '110105194912310021' : String(110105194912310000n + BigInt(index % 20_011)),
      name: `名${index % 15_013}`,
    }));
    expect(found(list, new DuplicateFinder(Buffer.alloc(32, 7)))).toEqual(foundByMaps(list));
  });
});

/** `same person 3`, by row. */
function found(list: readonly Person[], finder: DuplicateFinder): string[] {
  return list.map((person, index) => {
    const earlier = finder.claim(person, index + 1);
    return earlier === undefined ? '' : `${earlier.kind} ${earlier.row}`;
  });
}

function foundByMaps(list: readonly Person[]): string[] {
  const byPerson = new Map<string, number>();
  const byNumber = new Map<string, number>();
  return list.map((person, index) => {
    const key = JSON.stringify(person);
    const samePerson = byPerson.get(key);
    const sameNumber = byNumber.get(person.idNumber);
    if (samePerson === undefined) byPerson.set(key, index + 1);
    if (sameNumber === undefined) byNumber.set(person.idNumber, index + 1);
    if (samePerson !== undefined) return `same person ${samePerson}`;
    return sameNumber === undefined ? '' : `same number ${sameNumber}`;
  });
}
