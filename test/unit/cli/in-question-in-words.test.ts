// What a person is told of rows whose answer may be another's.

import { expect, it } from 'vitest';
import { inQuestionInWords } from '../../../src/cli/in-question-in-words.js';
import { wordsIn } from '../../../src/words/catalogue.js';

it('names the rows, and of many the first ones', () => {
  expect(inQuestionInWords({}, wordsIn('en'))).toEqual([]);
  expect(inQuestionInWords({ rows_in_question: [3, 17] }, wordsIn('en'))[0]).toContain(
    'the answer of row 3, 17 came',
  );
  const many = Array.from({ length: 30 }, (_, index) => index + 1);
  expect(inQuestionInWords({ rows_in_question: many }, wordsIn('en'))[0]).toContain(
    '19, 20, and 10 more (summary.json)',
  );
});
