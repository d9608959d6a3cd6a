// Lines of CSV are what csv-stringify makes of them, the quick way and the long.

import { stringify } from 'csv-stringify/sync';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvLines } from '../../../src/collect/csv-lines.js';

const cells = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constantFrom('', ' ', ',', '"', '\r', '\n', 'a,b', 'a"b', '"', "'", '\t', '\uFEFF', '张三', '-1'),
);

it('of any cells are those of csv-stringify', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cells, { minLength: 1, maxLength: 6 })), (records) => {
      const expected = stringify(records, { record_delimiter: '\n', quoted_match: /\r/ });
      expect(csvLines(records)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});
