// Known calls of others are read from a small CSV file, and a mistake in it is named by its line.

import { expect, test } from 'vitest';
import { parseBaseline } from '../../../../src/reconcile/balance/baseline.js';

test('rows with or without a header, from a spreadsheet or not', () => {
  const expected = [
    { day: '2026-11-20', code: '0', count: 12 },
    { day: '2026-11-21', code: '-5803', count: 1 },
  ];
  expect(parseBaseline('date,code,calls\n2026-11-20,0,12\n2026-11-21,-5803,1\n', 'f')).toEqual(expected);
  expect(parseBaseline('\uFEFF"2026-11-20", 0 ,12\r\n\r\n2026-11-21,-5803,1', 'f')).toEqual(expected);
});

test.each(['2026-11-31,0,1', '2026-11-20,zero,1', '2026-11-20,0', '2026-11-20,0,-1', 'date,code,calls'])(
  '"%s" on line 2 is refused',
  (line) => {
    expect(() => parseBaseline(`date,code,calls\n${line}`, 'known.csv')).toThrow('known.csv, line 2');
  },
);
