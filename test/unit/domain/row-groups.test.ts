// Rows counted by what is said of them: bounded, with the first of each by number and line.

import { expect, it } from 'vitest';
import { RowGroups } from '../../../src/domain/row-groups.js';

it('names the first rows of a message, counts all, and has the most frequent first', () => {
  const groups = new RowGroups(2, 'other reasons');
  for (let row = 1; row <= 5; row += 1) groups.add(row === 2 ? 'a' : 'b', { row, line: row + 1 });
  expect(groups.byRows()).toEqual([
    {
      message: 'b',
      rows: 4,
      first: [
        { row: 1, line: 2 },
        { row: 3, line: 4 },
      ],
    },
    { message: 'a', rows: 1, first: [{ row: 2, line: 3 }] },
  ]);
});

it('keeps a bounded number of messages, and counts what comes later together', () => {
  const groups = new RowGroups(1, 'other reasons');
  for (let row = 1; row <= 150; row += 1) groups.add(`m${row}`, { row, line: row });
  const found = groups.byRows();
  expect(found).toHaveLength(101);
  expect(found[0]).toMatchObject({ message: 'other reasons', rows: 50 });
});
