// The id that a batch gets where nobody names it.

import { expect, it } from 'vitest';
import { defaultId } from '../../../src/batch/default-id.js';
import { BATCH_ID } from '../../../src/domain/batch-id.js';

const NOW = Date.parse('2026-11-24T09:30:00+08:00');
const idOf = (file: string): string => defaultId(file, NOW);

it('is made of the time and the file’s name', () => {
  expect(idOf('lists/customers.csv')).toBe('20261124-093000-customers');
  expect(idOf('-')).toBe('20261124-093000-stdin');
  expect(idOf('a b (2).xlsx')).toBe('20261124-093000-a-b-2');
});

it('has a print of a name with other letters than it may have, by which such files are told apart', () => {
  const [east, west] = [idOf('东区客户.csv'), idOf('西区客户.csv')];
  for (const id of [east, west]) expect(id).toMatch(/^20261124-093000-list-[0-9a-f]{4}$/);
  expect(east).not.toBe(west);
  expect(idOf('/elsewhere/东区客户.xlsx')).toBe(east);
  expect(idOf('客户11月.csv')).toMatch(/^20261124-093000-11-[0-9a-f]{4}$/);
  // As one system composes a letter and another does not.
  expect(idOf('Zoe\u0308.csv')).toBe(idOf('Zo\u00EB.csv'));
});

it.each(['名'.repeat(90), `${'x'.repeat(90)}名`, 'x'.repeat(90), '..', '🙂', '１２'])(
  'of %s is a possible one',
  (name) => {
    expect(idOf(`${name}.csv`)).toMatch(BATCH_ID);
    expect(idOf(`${name}.csv`).length).toBeLessThanOrEqual(60);
  },
);
