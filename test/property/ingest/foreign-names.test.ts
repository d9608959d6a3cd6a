// Names pasted alone into a list of another encoding of China: nearly all of them are found, and hardly any of the list's own
// is taken for one. How many is measured, so that a change of the weights shows.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockDecoder } from '../../../src/ingest/encoding/block-decoder.js';
import { ForeignCells } from '../../../src/ingest/encoding/foreign-cells.js';
import { GIVEN_CHARACTERS, SURNAMES, TRADITIONAL } from '../../../src/ingest/encoding/name-characters.js';
import { canEncode, encode } from '../../support/legacy-encodings.js';

type China = 'gb18030' | 'big5';

const COUNT = 4000;
const oftenFirst = (characters: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...characters.slice(0, 100)) },
    { weight: 2, arbitrary: fc.constantFrom(...characters.slice(0, 400)) },
  );
const names = fc
  .tuple(oftenFirst(SURNAMES), fc.array(oftenFirst(GIVEN_CHARACTERS), { minLength: 1, maxLength: 2 }))
  .map(([surname, given]) => surname + given.join(''));

function namesIn(encoding: China): string[] {
  const written = (name: string): string =>
    encoding === 'big5' ? Array.from(name, (one) => TRADITIONAL.get(one) ?? one).join('') : name;
  return fc
    .sample(names, { numRuns: COUNT, seed: 15 })
    .map(written)
    .filter((name) => canEncode(name, encoding));
}

/** How many in a thousand of the names that decode in the list's encoding are taken for another's. */
function found(own: China, list: China): number {
  const decoder = new BlockDecoder(list);
  const lines = namesIn(own).flatMap((name) => {
    const line = encode(`${name},11010519491231002X\n`, own);
    const text = decoder.text(line);
    return text === undefined ? [] : [{ line, text }];
  });
  expect(lines.length).toBeGreaterThan(COUNT / 2);
  const taken = lines.filter(({ line, text }) => new ForeignCells(list).find(line, text).length > 0);
  return (taken.length * 1000) / lines.length;
}

describe('names pasted alone', () => {
  it.each([
    ['big5', 'gb18030'],
    ['gb18030', 'big5'],
  ] as const)(
    'from %s are found in a list in %s, rare ones among them, all but a few in a hundred',
    (own, list) => {
      expect(found(own, list)).toBeGreaterThan(970);
    },
  );

  it.each(['gb18030', 'big5'] as const)('are never the own ones of a list in %s', (list) => {
    expect(found(list, list)).toBe(0);
  });
});
