// Finds the cells of a line that belong to another encoding than their list: they make sense in it, and hardly any in
// the list's. It knows the readings of one line at a time; who calls it chooses the lines.

import type { Encoding } from './encodings.js';
import { JUDGED, readCells, type ReadCell, type Reading } from './readings.js';

/** The usual encodings of lists of people in China: lines pasted from another list are in one of these. */
export const NEAR: ReadonlySet<Encoding> = new Set(['utf-8', 'gb18030', 'big5']);

/**
 * How much more likely than the list's own reading another one must be, as a power of e. Of names that people in China
 * have, about one in ten thousand passes the margin in a wrong encoding; of pasted names, all but about one in a
 * hundred pass it. A text that is no name of Han characters tells less, so its margin is wider.
 */
const NEAR_NAME = 4;
const FAR_NAME = 7;
const OTHER = 10;
/**
 * Where one cell of a line is certainly in another encoding, its other cells may even be a little less likely in it.
 */
const SAME_LINE = -3;

/** A letter beyond ASCII. ASCII is the same in all encodings, and signs such as dashes tell nothing. */
const LETTER = /[^\P{L}\0-~]/u;

/** The likelihood per character from which on a text makes sense. */
const SENSE = Math.log(1 / 8000);

/** How far a text may fall short of `SENSE`, because rare names are less likely. */
const LEEWAY = 8;
/** A text that speaks against the list's encoding has to be more convincing. */
const NO_LEEWAY = 4;

/** Names are never written in the half-width kana of Shift_JIS, but bytes of other encodings often look like them. */
const HALF_WIDTH_KANA = /[\uFF61-\uFF9F]/;

export function makesSense({ text, likelihood: likely }: Reading, leeway = LEEWAY): boolean {
  if (HALF_WIDTH_KANA.test(text)) return false;
  return likely >= SENSE * Math.max(1, Array.from(text).length) - leeway;
}

/** The reading that shows the cell to be in another encoding than its list; undefined where the list's fits. */
export function foreignReading({ readings }: ReadCell, encoding: Encoding): Reading | undefined {
  const own = likelihoodIn(readings, encoding);
  return readings.find(
    (reading) =>
      reading.encoding !== encoding &&
      reading.likelihood > own + marginOf(reading, encoding) &&
      isLikeText(reading),
  );
}

function marginOf({ isHanName, encoding }: Reading, own: Encoding): number {
  if (!isHanName) return OTHER;
  return NEAR.has(encoding) && NEAR.has(own) ? NEAR_NAME : FAR_NAME;
}

function isLikeText(reading: Reading): boolean {
  return reading.isWhole && LETTER.test(reading.text) && makesSense(reading, NO_LEEWAY);
}

function likelihoodIn(readings: readonly Reading[], encoding: Encoding): number {
  return readings.find((reading) => reading.encoding === encoding)?.likelihood ?? -Infinity;
}

/**
 * @param cells of one line
 * @returns for each cell the other encoding that it belongs to; undefined where it is in the list's
 */
export function foreignEncodings(
  cells: readonly ReadCell[],
  encoding: Encoding,
): readonly (Encoding | undefined)[] {
  const found = cells.map((cell) => foreignReading(cell, encoding)?.encoding);
  const ofLine = found.find((one) => one !== undefined);
  if (ofLine === undefined) return found;
  return found.map(
    (one, index) => one ?? (isLikelierIn(cells[index], ofLine, encoding) ? ofLine : undefined),
  );
}

function isLikelierIn(cell: ReadCell | undefined, other: Encoding, encoding: Encoding): boolean {
  const reading = cell?.readings.find((one) => one.encoding === other);
  if (cell === undefined || reading === undefined) return false;
  return reading.likelihood > likelihoodIn(cell.readings, encoding) + SAME_LINE && isLikeText(reading);
}

export function isForeign(line: Buffer, encoding: Encoding): boolean {
  return readCells(line, JUDGED).some((cell) => foreignReading(cell, encoding) !== undefined);
}
