// Which cells of a line belong to another encoding than their list: in it they make sense, and in the list's they hardly do.
// It knows the readings of one line at a time; which lines are worth a look is not its business.

import type { Encoding } from './encodings.js';
import { JUDGED, readCells, type ReadCell, type Reading } from './readings.js';

/** Those that lists of people in China are in; one pasted into another is of these. */
export const NEAR: ReadonlySet<Encoding> = new Set(['utf-8', 'gb18030', 'big5']);

/**
 * So much more likely another reading has to be: e to this power. Of names as people in China have them, one in some ten
 * thousand is more likely by this in another encoding than the own, and all but one in some hundred of those pasted are. What
 * is no name of Han characters tells less, and signs such as dashes tell nothing.
 */
const NEAR_NAME = 4;
const FAR_NAME = 7;
const OTHER = 10;
/** In a line with a cell that is of another encoding without doubt, the others may be even a little less likely in it. */
const SAME_LINE = -3;

/** ASCII is the same in all of them. */
const LETTER = /[^\P{L}\0-~]/u;

/** A likelihood for each character above which a text makes sense. */
const SENSE = Math.log(1 / 8000);

/** Rare names are a little less likely. */
const LEEWAY = 8;
/** For what is held against another reading. */
const NO_LEEWAY = 4;

/** Of Shift_JIS: no name is written in it, and bytes of other encodings are full of it. */
const HALF_WIDTH_KANA = /[\uFF61-\uFF9F]/;

export function makesSense({ text, likelihood: likely }: Reading, leeway = LEEWAY): boolean {
  if (HALF_WIDTH_KANA.test(text)) return false;
  return likely >= SENSE * Math.max(1, Array.from(text).length) - leeway;
}

/** By which the cell belongs to another encoding than its list; undefined where it belongs. */
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
 * @returns for each cell the encoding that it belongs to; undefined where that is the list's
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
