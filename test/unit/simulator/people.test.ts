// The pretend world's population, and the committed list that is made from it.

import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import {
  generatePeople,
  peopleCsv,
  POPULATION,
  STRIDE,
  type PeopleOptions,
} from '../../../src/simulator/people.js';
import { answerAbout } from '../../../src/simulator/person-rule.js';

/** `rollcall simulate people --count 600 --seed 20171101 --mix fixture --out fixtures/customers.csv` */
const FIXTURE: PeopleOptions = { count: 600, seed: 20_171_101, mix: 'fixture' };
const PATH = new URL('../../../fixtures/customers.csv', import.meta.url);

function codes(options: PeopleOptions): Map<string, number> {
  const found = new Map<string, number>();
  for (const { idNumber, name } of generatePeople(options)) {
    const { code } = answerAbout(idNumber, name);
    found.set(code, (found.get(code) ?? 0) + 1);
  }
  return found;
}

function highestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : highestCommonDivisor(b, a % b);
}

describe('fixtures/customers.csv', () => {
  const people = [...generatePeople(FIXTURE)];

  test('is what its command makes, byte for byte', () => {
    expect(Buffer.from([...peopleCsv(FIXTURE)].join('')).equals(readFileSync(PATH))).toBe(true);
  });

  test('has a record for each person, with the columns of its header but for one', () => {
    const records = parse(readFileSync(PATH), { relaxColumnCount: true });
    expect(records).toHaveLength(601);
    expect(records.filter((record) => record.length !== 4)).toHaveLength(1);
    expect(records.filter((record) => record[3]?.includes('\n'))).toHaveLength(1);
    expect(records.filter((record) => record[3]?.includes(','))).toHaveLength(1);
    expect(records.filter((record) => record[3]?.includes('"'))).toHaveLength(1);
  });

  test('has no byte-order mark', () => {
    expect(readFileSync(PATH).subarray(0, 3).toString('utf8')).toBe('客');
  });

  test('has every outcome that a person can have', () => {
    expect(new Set(codes(FIXTURE).keys())).toEqual(new Set(['0', '-5803', '-5804', '-5806', '-5807', '213']));
  });

  test.each(['', '1.10105E+17'])('has the number "%s"', (idNumber) => {
    expect(people.some((person) => person.idNumber === idNumber)).toBe(true);
  });

  test('repeats some people exactly', () => {
    const lines = people.map((person) => JSON.stringify(person));
    expect(lines.length - new Set(lines).size).toBe(9);
  });

  test('has names of every form', () => {
    const names = people.map(({ name }) => name);
    expect(names.some((name) => name.includes('\u00b7'))).toBe(true);
    expect(names.some((name) => /^(欧阳|司马|上官|诸葛)/.test(name))).toBe(true);
    expect(names.some((name) => /[\u{20000}-\u{2ffff}]/u.test(name))).toBe(true);
  });

  test('has telephone numbers that can not be dialled', () => {
    expect(people.every(({ phone }) => phone.replace('"家" ', '').startsWith('000'))).toBe(true);
  });
});

describe('the clean mix', () => {
  const options: PeopleOptions = { seed: 5, count: 50_000, mix: 'clean' };

  test('has only verdicts on people as answers, mostly matches', () => {
    const found = codes(options);
    expect(new Set(found.keys())).toEqual(new Set(['0', '-5803', '-5807']));
    expect(found.get('0')).toBeGreaterThan(0.85 * options.count);
  });

  test('has nobody twice', () => {
    const numbers = new Set<string>();
    for (const { idNumber } of generatePeople(options)) numbers.add(idNumber);
    expect(numbers.size).toBe(options.count);
  });

  test('can not meet anybody twice before everybody was met', () => {
    expect(highestCommonDivisor(POPULATION, STRIDE)).toBe(1);
    expect(POPULATION).toBeGreaterThan(10_000_000);
  });

  test('is another with another seed', () => {
    const [first] = generatePeople({ ...options, count: 1 });
    const [second] = generatePeople({ ...options, seed: 6, count: 1 });
    expect(first).not.toEqual(second);
  });

  test('is the beginning of a longer one', () => {
    const [short, long] = [3, 10].map((count) => [...generatePeople({ ...options, count })]);
    expect(long?.slice(0, 3)).toEqual(short);
  });

  test('of more people than there are is refused', () => {
    expect(() => generatePeople({ ...options, count: POPULATION + 1 }).next()).toThrow(RangeError);
  });
});
