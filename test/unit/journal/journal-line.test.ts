// A call's line in the journal: what is written comes back.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Attempt } from '../../../src/domain/attempt.js';
import { decodeJournal, encodeEnd, fieldOf } from '../../../src/journal/journal-line.js';

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const attempts: fc.Arbitrary<Attempt> = fc.record({
  row: fc.integer({ min: 1, max: 1e9 }),
  attempt: fc.integer({ min: 1, max: 1e4 }),
  startedAt: fc.integer({ min: 0, max: 1e14 }),
  finishedAt: optional(fc.integer({ min: 0, max: 1e14 })),
  result: fc.constantFrom('answered', 'refused', 'in_doubt'),
  code: optional(fc.oneof(fc.integer().map(String), fc.stringMatching(/^[A-Z][A-Za-z.]{1,30}$/))),
  httpStatus: optional(fc.integer({ min: 100, max: 599 })),
  sessionId: fc.stringMatching(/^[\x21-\x7e]{0,40}$/),
  message: fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.replace(/\p{Cc}/gu, ' ')),
  probe: fc.boolean(),
});

test('every call that has ended comes back as it was', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(attempts, { selector: ({ row, attempt }) => fieldOf(row, attempt) }),
      (calls) => {
        const hash = calls.flatMap((call) => {
          const { letter, rest } = encodeEnd(call);
          return [fieldOf(call.row, call.attempt), `3 ${letter} ${rest}`];
        });
        const ordered = calls.toSorted((a, b) => a.row - b.row || a.attempt - b.attempt);
        expect(decodeJournal(['epoch', '3', ...hash])).toEqual(ordered);
      },
    ),
  );
});

test('a call that is still marked as sent is in doubt, without an end', () => {
  expect(decodeJournal(['epoch', '1', '12.3', '1 s 1700000000000'])).toEqual([
    {
      row: 12,
      attempt: 3,
      startedAt: 1_700_000_000_000,
      finishedAt: undefined,
      result: 'in_doubt',
      code: undefined,
      httpStatus: undefined,
      sessionId: '',
      message: '',
      probe: false,
    },
  ]);
});

test('rows and attempts come in the order of their numbers, not of their digits', () => {
  const hash = ['10.1', '1 s 5', '9.10', '1 s 5', '9.9', '1 s 5'];
  expect(decodeJournal(hash).map(({ row, attempt }) => fieldOf(row, attempt))).toEqual([
    '9.9',
    '9.10',
    '10.1',
  ]);
});

test('a line of an unknown state is refused rather than guessed', () => {
  expect(() => decodeJournal(['1.1', '1 x 5'])).toThrow('journal line 1.1 has an unknown state');
});
