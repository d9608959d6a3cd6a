// What is said of earlier calls before any new one: who is known, by which batches, with which option, and what that saves.

import { expect, it } from 'vitest';
import type { CarryQuote } from '../../../src/batch/carry/quote.js';
import { carryLines } from '../../../src/cli/carry-lines.js';
import { wordsIn } from '../../../src/words/catalogue.js';

const QUOTE: CarryQuote = {
  withinMs: 30 * 86_400_000,
  label: 'east',
  people: 3031,
  known: 2949,
  ofLabel: 2949,
  batches: [{ batch: 'X', label: 'east', people: 2949 }],
  missing: 0,
  isWhole: true,
};

function said(over: Partial<CarryQuote> = {}, price: string | undefined = '0.30'): string[] {
  return carryLines(
    { quote: { ...QUOTE, ...over }, unfinished: undefined, price, currency: 'CNY' },
    wordsIn('en'),
  );
}

it('says how many are known, by which batch, and what taking them over saves', () => {
  expect(said()).toEqual([
    '2,949 of 3,031 people were verified within 30 days, by batch X (label east): `--carry 30d` takes those outcomes over and saves 2,949 calls, 884.70 CNY.',
  ]);
  const saysNoCost = carryLines(
    { quote: QUOTE, unfinished: undefined, price: undefined, currency: 'CNY' },
    wordsIn('en'),
  );
  expect(saysNoCost[0]).toMatch(/saves 2,949 calls\.$/);
});

it('names the batches with most people, and of another label alone with the option that takes those', () => {
  const batches = [1, 2, 3, 4].map((number) => ({ batch: `b${number}`, label: '', people: 10 - number }));
  expect(said({ label: '', batches })[0]).toContain('by batch b1, batch b2 and 2 more: `--carry 30d` takes');
  const west = [{ batch: 'w', label: 'west\u001B[31m', people: 12 }];
  const [line] = said({ ofLabel: 0, known: 12, batches: west });
  expect(line).toMatch(/^12 of 3,031 .*: `--carry 30d --carry-label any` takes/);
  expect(line).not.toContain('\u001B');
  const both = [...west, { batch: 'e', label: 'east', people: 5 }];
  expect(said({ ofLabel: 5, known: 17, batches: both })[0]).toMatch(
    /^5 of .*by batch e \(label east\): `--carry 30d` /,
  );
});

it('says what it does not know, and nothing where there is nothing to say', () => {
  const nobody = { known: 0, ofLabel: 0, batches: [] };
  expect(said(nobody)).toEqual([]);
  expect(said({ ...nobody, missing: 2 })).toEqual([
    'The index of people lacks 2 batches that have ended: whom they called is not known here (rollcall index status).',
  ]);
  expect(said({ isWhole: false })[1]).toBe('That is of the first rows alone.');
  const unfinished = { quote: undefined, unfinished: 'b', price: undefined, currency: 'CNY' };
  expect(carryLines(unfinished, wordsIn('en'))).toEqual([
    "Batch b has the same list and has not ended: 'rollcall resume b' goes on with it and pays for nobody twice.",
  ]);
});
