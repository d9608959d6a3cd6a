// What a whole column of numbers shows that none of its cells does, and that sound columns are left alone. Numbers are made up.

import { describe, expect, it } from 'vitest';
import { checkCharacter, cleanNumber } from '../../../src/domain/identity-number.js';
import { NumberColumn } from '../../../src/domain/number-column.js';
import { mayBeDamaged, type NumberDamage } from '../../../src/domain/number-damage.js';

const AS_OF = '2026-11-24';

/** Sound numbers of different people, the same at every run. */
function people(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, index) => {
    const n = (index + from) * 7919;
    const year = 1950 + (n % 55);
    const month = String(1 + (n % 12)).padStart(2, '0');
    const day = String(1 + (n % 28)).padStart(2, '0');
    const first17 = `${320100 + (n % 7)}${year}${month}${day}${String(100 + (n % 897)).padStart(3, '0')}`;
    return first17 + checkCharacter(first17);
  });
}

function columnOf(numbers: readonly string[]): NumberColumn {
  const column = new NumberColumn(AS_OF);
  for (const number of numbers) column.add(cleanNumber(number, 3));
  return column;
}

function damagesIn(numbers: readonly string[]): NumberDamage[] {
  return columnOf(numbers)
    .found()
    .map(({ kind }) => kind);
}

/** Changes the numbers that a program takes for quantities; one with an X is text. */
function damaged(numbers: readonly string[], change: (number: string) => string): string[] {
  return numbers.map((number) => (number.endsWith('X') ? number : change(number)));
}

const DAMAGES: readonly (readonly [NumberDamage, (number: string) => string])[] = [
  ['three zeros', (number) => `${number.slice(0, 15)}000`],
  ['two zeros', (number) => `${number.slice(0, 16)}00`],
  ['last zero', (number) => String(Number(number))],
  ['binary', (number) => BigInt(Number(number)).toString()],
];

describe.each(DAMAGES)('a column rounded to %s', (kind, change) => {
  it.each([30, 300, 3000])('is found in %i numbers', (count) => {
    expect(damagesIn(damaged(people(count), change))).toContain(kind);
  });

  it('is found where it was pasted below sound numbers', () => {
    expect(damagesIn([...people(300), ...damaged(people(300, 300), change)])).toContain(kind);
  });

  it('sends no number that fits by chance', () => {
    const before = people(3000);
    const numbers = damaged(before, change);
    const damages = new Set(damagesIn(numbers));
    const altered = numbers.filter((number, index) => number !== before[index]);
    const fitting = altered.filter((number) => checkCharacter(number) === number.charAt(17));
    expect(fitting.length).toBeGreaterThan(50);
    expect(fitting.filter((number) => !mayBeDamaged(number, damages))).toEqual([]);
  });

  it('still sends what ends in X', () => {
    const numbers = damaged(people(300), change);
    const damages = new Set(damagesIn(numbers));
    const text = numbers.filter((number) => number.endsWith('X'));
    expect(text.length).toBeGreaterThan(10);
    expect(text.filter((number) => mayBeDamaged(number, damages))).toEqual([]);
  });
});

describe('a column of numbers', () => {
  it.each([1, 3, 30, 3000, 30_000])('is sound where %i numbers are', (count) => {
    expect(damagesIn(people(count))).toEqual([]);
  });

  it('is sound where some are mistyped', () => {
    const numbers = people(3000).map((number, index) =>
      index % 20 === 0 ? `${number.slice(0, 17)}${number.endsWith('3') ? '4' : '3'}` : number,
    );
    expect(damagesIn(numbers)).toEqual([]);
  });

  const FITTING_000 = ['110105198001070000', '110105198001150000', '110105198001230000'];

  it('is sound where one or two people have a number that ends in 000', () => {
    expect(damagesIn([...people(20), ...FITTING_000.slice(0, 1)])).toEqual([]);
    expect(damagesIn([...people(20), ...FITTING_000.slice(0, 2)])).toEqual([]);
    expect(damagesIn(FITTING_000.slice(0, 1))).toEqual([]);
    expect(damagesIn(Array.from({ length: 40 }, () => FITTING_000[0] ?? ''))).toEqual([]);
  });

  it('is damaged where three of three numbers end in 000, and where two do and nothing else is there', () => {
    expect(damagesIn(FITTING_000)).toEqual(['three zeros']);
    expect(damagesIn(FITTING_000.slice(0, 2))).toEqual(['three zeros']);
    expect(damagesIn(['110105194912310000', ...FITTING_000.slice(0, 1)])).toEqual(['three zeros']);
    expect(damagesIn(['1.10105194912E+17', ...FITTING_000.slice(0, 1)])).toEqual(['three zeros']);
  });

  it('is not damaged by single cells among many', () => {
    const rounded = damaged(people(3), (number) => `${number.slice(0, 15)}000`);
    expect(damagesIn([...people(600, 3), ...rounded, ...FITTING_000.slice(0, 1)])).toEqual([]);
  });

  it('counts a number that is repeated once', () => {
    const repeated = Array.from({ length: 500 }, () => '320100195101011000');
    expect(damagesIn([...people(400), ...repeated, ...FITTING_000.slice(0, 1)])).toEqual([]);
  });

  it('is made up where check characters fit by chance alone', () => {
    const madeUp = people(400).map((number, index) => number.slice(0, 17) + String(index % 10));
    expect(damagesIn(madeUp)).toContain('unchecked');
    expect(damagesIn([...madeUp.slice(0, 40), ...people(40, 400)])).not.toContain('unchecked');
  });

  it.each([
    [51, 9, true],
    [36, 8, true],
    [34, 7, true],
    [1000, 140, true],
    [51, 20, false],
    [30, 15, false],
    [1000, 200, false],
  ])('with %i numbers that fail and %i that fit is made up: %s', (failing, fitting, isMadeUp) => {
    const failed = people(failing).map(
      (number) => number.slice(0, 17) + String((Number(number.at(17)) + 1) % 10 || 1),
    );
    const damages = damagesIn([...failed, ...people(fitting, failing)]);
    expect(damages.includes('unchecked')).toBe(isMadeUp);
  });
});

describe('a column of 15 digits', () => {
  const cut = (count: number): string[] => people(count).map((number) => number.slice(0, 15));
  const retired = (count: number): string[] =>
    people(count)
      .filter((number) => number.slice(6, 8) === '19')
      .map((number) => number.slice(0, 6) + number.slice(8, 17));

  it('is cut where whole years stand in it', () => {
    expect(damagesIn(cut(50))).toEqual(['truncated']);
    expect(damagesIn([...people(50), ...cut(50)])).toEqual(['truncated']);
    expect(damagesIn([...retired(50), ...cut(50)])).toEqual(['truncated']);
  });

  it('is cut where everybody would have to be born in 1920', () => {
    expect(damagesIn(['320100200401015', '320100200512115', '320100200112318'])).toEqual(['truncated']);
    expect(damagesIn([...people(50), '320100200401015'])).toEqual(['truncated']);
  });

  it('is sound where the numbers are retired ones', () => {
    expect(damagesIn(retired(400))).toEqual([]);
    expect(damagesIn([...people(400), ...retired(40)])).toEqual([]);
  });

  it('is sound where one of many retired ones is of somebody born in 1920', () => {
    expect(damagesIn([...retired(400), '320100200401015'])).toEqual([]);
  });
});
