// Random lists from a seed, for as long as one likes: each is refused in words, or read with an outcome for every
// record, and nobody is called who is not in it. `npm run test:fuzz`, with FUZZ_SEED and FUZZ_MINUTES.

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { UserError } from '../../src/domain/user-error.js';
import type { Encoding } from '../../src/ingest/encoding/encodings.js';
import { ingest, type Ingested } from '../integration/ingest/ingested.js';
import { exports, type Export } from '../property/ingest/exports.js';
import { canEncode, encode } from '../support/legacy-encodings.js';
import { changes, goodParts, withPartChanged } from '../property/ingest/mutated-workbook.js';
import { mutated, mutations } from './mutations.js';

const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const MINUTES = Number(process.env['FUZZ_MINUTES'] ?? 1);
const MS_PER_MINUTE = 60_000;
/** One list in this many is a workbook, because a process of its own reads it and takes far longer. */
const WORKBOOK_EVERY = 40;
/** Far more time than a list takes on a busy machine; a reader slower than linear takes longer still. */
const SLOW_MS = 20_000;
const ENCODINGS = ['utf-8', 'gb18030', 'big5', 'utf-16le'] as const;
const RULES = { version: 4, dedupe: false } as const;

const plans = fc.record({
  list: exports,
  encoding: fc.constantFrom<Encoding>(...ENCODINGS),
  all: mutations,
  chunkBytes: fc.constantFrom(1, 7, 4096, 65_536),
  pasted: fc.option(fc.record({ encoding: fc.constantFrom<Encoding>(...ENCODINGS), at: fc.nat() }), {
    freq: 3,
  }),
});
type Plan = typeof plans extends fc.Arbitrary<infer Value> ? Value : never;

interface Made {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
  /** How many people may be lost by the damage to the list; all others have to be called. */
  readonly mayBeLost: number;
  readonly list: Export;
}

function made({ list, encoding, all, pasted }: Plan): Made {
  const delimiter = list.text.includes('身份证号') ? delimiterOf(list) : ',';
  const own = canEncode(list.text, encoding) ? encoding : 'utf-8';
  const lines = list.text.split(/(?<=\n)/).map((line, index, every) => {
    const other = pasted !== null && index === 2 + (pasted.at % every.length) ? pasted.encoding : own;
    return encode(line, canEncode(line, other) ? other : own);
  });
  const mark = own === 'utf-16le' ? encode('\uFEFF', own) : Buffer.alloc(0);
  const whole = Buffer.concat([mark, ...lines]);
  const bytes = mutated(whole, all, delimiter);
  const headerEnd = whole.indexOf(encode(list.people[0]?.idNumber ?? '', own));
  const isLocal = all.every(({ kind, at }) => LOCAL.has(kind) && at * whole.length > headerEnd);
  const hurt = all.length * RECORDS_HURT + (pasted === null ? 0 : 1);
  return {
    bytes,
    isWhole: all.length === 0 && pasted === null,
    mayBeLost: isLocal ? hurt : Infinity,
    list,
  };
}

/** A byte too many or too few spoils its own record, and the one whose quote it opens or closes. */
const RECORDS_HURT = 2;
const LOCAL: ReadonlySet<string> = new Set(['lost', 'put in', 'at a cell’s edge', 'lines swapped']);

function delimiterOf({ header, text }: Export): string {
  return [',', ';', '\t', '|'].find((one) => text.includes(header.join(one))) ?? ',';
}

/** What is wrong with the rows; empty where nothing is. */
function wrongs({ rows, format }: Ingested, { bytes, isWhole, mayBeLost, list }: Made): string[] {
  const numberOf = new Map(list.people.map(({ name, idNumber }) => [name, idNumber]));
  const nameOf = new Map(list.people.map(({ name, idNumber }) => [idNumber, name]));
  const found = rows.flatMap(({ row, line, byteStart, cells, fate }, index) => {
    const before = rows[index - 1];
    const own: string[] = [];
    if (row !== index + 1) own.push(`row ${row} is the ${index + 1}th`);
    if (byteStart <= (before?.byteStart ?? -1) || line <= (before?.line ?? 0))
      own.push(`row ${row} is out of order`);
    if (cells.length !== format.columnCount) own.push(`row ${row} has ${cells.length} cells`);
    if (fate.kind !== 'call') return own;
    const { name, idNumber } = fate.person;
    const isOther = numberOf.has(name) && numberOf.get(name) !== idNumber && nameOf.has(idNumber);
    if (isOther) own.push(`row ${row} has one person's name and another's number`);
    if (!nameOf.has(idNumber) && !bytes.includes(idNumber))
      own.push(`row ${row} has a number that is not there`);
    return own;
  });
  if (isWhole && rows.length !== list.records.length)
    found.push(`${rows.length} rows of ${list.records.length} records`);
  const called = new Set(rows.flatMap(({ fate }) => (fate.kind === 'call' ? [fate.person.idNumber] : [])));
  const lost = list.people.filter(({ idNumber }) => !called.has(idNumber)).length;
  if (lost > mayBeLost) found.push(`${lost} of ${list.people.length} people lost`);
  return found;
}

/** `refused` where the message is in words and names no person. */
async function judged(one: Made, chunkBytes: number): Promise<string[]> {
  const began = performance.now();
  const found = await outcomeOf(one, chunkBytes);
  const took = performance.now() - began;
  return took > SLOW_MS ? [...found, `took ${Math.round(took)} ms for ${one.bytes.length} bytes`] : found;
}

async function outcomeOf(one: Made, chunkBytes: number): Promise<string[]> {
  try {
    return await ingest(one.bytes, (ingested) => wrongs(ingested, one), { rules: RULES, chunkBytes });
  } catch (error) {
    if (!(error instanceof UserError)) return [`crashed: ${String(error)}`];
    if (one.isWhole) return [`refused whole: ${error.message}`];
    const named = one.list.people.some(({ idNumber }) => error.message.includes(idNumber));
    return named || /\n\s+at /.test(error.message) ? [`a person or a stack in: ${error.message}`] : [];
  }
}

async function workbookOutcome(parts: ReadonlyMap<string, Buffer>, seed: number): Promise<string[]> {
  const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  const [plan] = fc.sample(fc.tuple(share, changes), { seed, numRuns: 1 });
  if (plan === undefined) return [];
  const bytes = await withPartChanged(parts, ...plan);
  const numbers = /^(?:11010519491231002[0-9X]|440524188001010014)$/;
  try {
    return await ingest(
      bytes,
      ({ rows }) =>
        rows.flatMap(({ row, fate }) =>
          fate.kind === 'call' &&
          !numbers.test(fate.person.idNumber) &&
          plan[1].every(({ kind }) => kind === 'cut')
            ? [`row ${row} has a number that is not there`]
            : [],
        ),
      { rules: RULES },
    );
  } catch (error) {
    return error instanceof UserError ? [] : [`crashed: ${String(error)}`];
  }
}

it(`lists made from seed ${SEED}, for ${MINUTES} minutes`, async () => {
  const parts = await goodParts();
  const end = performance.now() + MINUTES * MS_PER_MINUTE;
  const found: { readonly seed: number; readonly what: string[] }[] = [];
  let count = 0;
  let workbooks = 0;
  for (; performance.now() < end; count++) {
    const seed = SEED * 1_000_000 + count;
    const [plan] = fc.sample(plans, { seed, numRuns: 1 });
    const isWorkbook = count % WORKBOOK_EVERY === 0;
    if (isWorkbook) workbooks++;
    const what =
      isWorkbook || plan === undefined
        ? await workbookOutcome(parts, seed)
        : await judged(made(plan), plan.chunkBytes);
    if (what.length > 0) found.push({ seed, what });
  }
  process.stdout.write(
    `${count} lists, ${workbooks} of them workbooks, ${found.length} with something wrong\n`,
  );
  expect(found.slice(0, 20)).toEqual([]);
});
