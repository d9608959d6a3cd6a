// Lists of made-up people in the encodings of China, with some records cut and some pasted from elsewhere: each is read in
// its own encoding with those records alone unreadable, or refused. Nobody is ever called by a garbled name.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../../../src/domain/user-error.js';
import type { Encoding } from '../../../../src/ingest/encoding/encodings.js';
import { GIVEN_CHARACTERS, SURNAMES, TRADITIONAL } from '../../../../src/ingest/encoding/name-characters.js';
import { generatePeople } from '../../../../src/simulator/index.js';
import { ingest } from '../../../integration/ingest/ingested.js';
import { canEncode, encode } from '../../../support/legacy-encodings.js';

const LISTED = ['utf-8', 'gb18030', 'big5'] as const;
const NUMBERS = [...generatePeople({ seed: 15, count: 100, mix: 'clean' })].map(({ idNumber }) => idNumber);
const REMARKS = ['', '老客户', '已回访，无异议', 'VIP', '北京市朝阳区'];
const REMARK = '北京市中山路一二三街';
const HEADERS = ['name,id_number,remark', '姓名,身份证号,备注'];

const common = <Value>(values: readonly Value[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...values.slice(0, 60)) },
    { weight: 1, arbitrary: fc.constantFrom(...values) },
  );
const names = fc
  .tuple(common(SURNAMES), fc.array(common(GIVEN_CHARACTERS), { minLength: 1, maxLength: 2 }))
  .map(([surname, given]) => surname + given.join(''));

const lists = fc.record({
  encoding: fc.constantFrom(...LISTED),
  header: fc.constantFrom(...HEADERS),
  people: fc.array(fc.record({ name: names, remark: fc.constantFrom(...REMARKS) }), {
    minLength: 1,
    maxLength: 100,
    size: 'max',
  }),
  /** In percent. */
  damage: fc.integer({ min: 0, max: 5 }),
  pasted: fc.constantFrom(undefined, ...LISTED),
  seed: fc.nat({ max: 99 }),
});
type List = typeof lists extends fc.Arbitrary<infer Value> ? Value : never;

interface Line {
  readonly bytes: Buffer;
  readonly name: string;
  readonly isDamaged: boolean;
}

function written(text: string, encoding: Encoding): string {
  return encoding === 'big5' ? Array.from(text, (one) => TRADITIONAL.get(one) ?? one).join('') : text;
}

/** A list in Big5 has only characters that Big5 has. */
function linesOf({ encoding, people, damage, pasted, seed }: List): Line[] {
  const able = people.filter(({ name, remark }) => canEncode(written(name + remark, encoding), encoding));
  const count = Math.floor((able.length * damage) / 100);
  return able.map((person, index) => {
    const name = written(person.name, encoding);
    const number = NUMBERS[index] ?? '';
    const cells = `,${number},${written(person.remark, encoding)}\n`;
    const own = encode(name, encoding);
    const whole = { bytes: Buffer.concat([own, encode(cells, encoding)]), name, isDamaged: false };
    if ((index + seed) % able.length >= count) return whole;
    // A name alone may be as sensible in another encoding, so there is a remark beside it.
    const other = `${written(person.name, pasted ?? encoding)},${number},${REMARK}\n`;
    if (pasted !== undefined && pasted !== encoding && canEncode(other, pasted))
      return { bytes: encode(other, pasted), name, isDamaged: true };
    return { bytes: Buffer.concat([own.subarray(0, -1), encode(cells, encoding)]), name, isDamaged: true };
  });
}

/** What is called and what can't be read, by row; undefined where the list is refused. */
async function readOf(header: Buffer, lines: readonly Line[]) {
  try {
    return await ingest(
      Buffer.concat([header, ...lines.map(({ bytes }) => bytes)]),
      ({ copied, rows }) => ({
        encoding: copied.encoding,
        names: rows.map(({ fate }) => (fate.kind === 'call' ? fate.person.name : fate.kind)),
      }),
      { rules: { dedupe: false, version: 4 } },
    );
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

test('a list is read in its encoding, or refused: only its damaged records are unreadable, and no name is garbled', async () => {
  let read = 0;
  await fc.assert(
    fc.asyncProperty(lists, async (list) => {
      const lines = linesOf(list);
      fc.pre(lines.length > 0);
      const header = encode(`${written(list.header, list.encoding)}\n`, list.encoding);
      const found = await readOf(header, lines);
      if (found === undefined) return;
      read++;
      expect(found.names).toEqual(lines.map(({ name, isDamaged }) => (isDamaged ? 'unreadable' : name)));
      expect(found.encoding).toBe(list.encoding);
    }),
    { numRuns: 60, seed: 20261130, endOnFailure: true },
  );
  // A judge that refused everything would never be wrong.
  expect(read).toBeGreaterThan(50);
});
