// Counts how well each encoding fits the sampled lines of a list: how many are decoded whole and make sense, and how
// likely all of them are together. The verdict is drawn elsewhere.

import type { Encoding } from './encodings.js';
import type { SampledLine } from './line-sample.js';
import { foreignReading, makesSense } from './foreign-reading.js';
import { JUDGED, readCells, type ReadCell } from './readings.js';

/**
 * How often lists of people in China are in each encoding, as a logarithm: what is expected before any line is read.
 */
const EXPECTED: ReadonlyMap<Encoding, number> = new Map([
  ['utf-8', Math.log(0.55)],
  ['gb18030', Math.log(0.38)],
  ['big5', Math.log(0.03)],
  ['euc-kr', Math.log(0.005)],
  ['shift_jis', Math.log(0.002)],
  ['euc-jp', Math.log(0.0005)],
  ['windows-1252', Math.log(0.01)],
]);
const UNEXPECTED = Math.log(0.001);
/** The most that one cell can count against an encoding, however long it is. */
const LOUDEST = 25;

export interface Fit {
  readonly encoding: Encoding;
  /** The logarithm of how likely all lines together are in this encoding. */
  readonly score: number;
  /** How many lines of the list, estimated from the sample, are decoded whole and belong to no other encoding. */
  readonly fitting: number;
  /** How many lines are decoded whole and are not plainly UTF-8 instead. */
  readonly decoding: number;
  /** The first sampled line that does not fit; 0: none. */
  readonly firstMisfit: number;
  /** The first sampled line that fits; 0: none. */
  readonly firstFitting: number;
  readonly cells: number;
  /** How many cells have a text that makes sense. */
  readonly sensible: number;
  /** The texts of all cells of the sample in this encoding. */
  readonly texts: readonly string[];
}

interface ReadLine {
  readonly line: number;
  readonly weight: number;
  readonly cells: readonly ReadCell[];
}

/** How much a byte-order mark at the list's beginning counts for UTF-8. */
const MARKED = 15;

/**
 * @param also an encoding that is judged besides the usual ones
 * @returns the likeliest first
 */
export function tally(sample: readonly SampledLine[], isMarked: boolean, also?: Encoding): Fit[] {
  const encodings: readonly Encoding[] = also === undefined ? JUDGED : [...new Set([...JUDGED, also])];
  const lines = sample.map(({ line, weight, bytes }) => ({
    line,
    weight,
    cells: readCells(bytes, encodings),
  }));
  const expected = (encoding: Encoding): number =>
    (EXPECTED.get(encoding) ?? UNEXPECTED) + (isMarked && encoding === 'utf-8' ? MARKED : 0);
  return encodings
    .map((encoding) => fitOf(encoding, lines, expected(encoding)))
    .sort((a, b) => b.score - a.score);
}

function fitOf(encoding: Encoding, lines: readonly ReadLine[], expected: number): Fit {
  const texts: string[] = [];
  let score = expected;
  let fitting = 0;
  let decoding = 0;
  let firstMisfit = 0;
  let firstFitting = 0;
  let sensible = 0;
  for (const { line, weight, cells } of lines) {
    let fits = true;
    let decodes = true;
    for (const cell of cells) {
      const own = cell.readings.find((reading) => reading.encoding === encoding);
      if (own === undefined) continue;
      const best = Math.max(...cell.readings.map(({ likelihood }) => likelihood));
      score += Math.max(own.likelihood - best, -LOUDEST) * weight;
      texts.push(own.text);
      if (makesSense(own)) sensible++;
      const foreign = foreignReading(cell, encoding)?.encoding;
      if (!own.isWhole || foreign !== undefined) fits = false;
      if (!own.isWhole || foreign === 'utf-8') decodes = false;
    }
    if (fits) fitting += weight;
    if (decodes) decoding += weight;
    if (fits && firstFitting === 0) firstFitting = line;
    if (!fits && firstMisfit === 0) firstMisfit = line;
  }
  return {
    encoding,
    score,
    fitting,
    decoding,
    firstMisfit,
    firstFitting,
    cells: texts.length,
    sensible,
    texts,
  };
}
