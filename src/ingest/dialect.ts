// Which delimiter and which line end a list is written with, judged by its first records. It knows bytes alone.

import { isKnownHeader } from './column-names.js';
import { observedLineEnd } from './line-end.js';
import { RecordScanner, type Dialect } from './record-scanner.js';

/** Those found by themselves; the first wins a tie. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;

const JUDGED_RECORDS = 200;

/**
 * @param sample the list's beginning, without a byte-order mark
 * @param whole whether the sample is the whole list
 */
export function detectDialect(sample: Buffer, whole: boolean, delimiter: string | undefined): Dialect {
  const lineEnd = observedLineEnd(sample);
  if (delimiter !== undefined) return { delimiter, lineEnd };
  const judged = DELIMITERS.map((candidate) => judge(sample, whole, { delimiter: candidate, lineEnd }));
  const best = judged.reduce((leader, other) => (isBetter(other, leader) ? other : leader));
  return best.dialect;
}

interface Judgement {
  readonly dialect: Dialect;
  /** Cells of the first record that are known as a name's or a number's header. */
  readonly knownHeaders: number;
  /** Share of the records that are sound and as wide as the first. */
  readonly alike: number;
  readonly columns: number;
}

function judge(sample: Buffer, whole: boolean, dialect: Dialect): Judgement {
  const view = { bytes: sample, length: sample.length, atEnd: whole };
  let scanner = new RecordScanner(dialect, undefined);
  let columns = 0;
  let knownHeaders = 0;
  let records = 0;
  let alike = 0;
  for (let at = 0; at < sample.length && records < JUDGED_RECORDS;) {
    const shape = scanner.scan(view, at);
    if (shape === 'more') break;
    if (shape.end > at) {
      if (records === 0) {
        columns = shape.cells;
        scanner = new RecordScanner(dialect, columns);
        knownHeaders = countKnown(sample.toString('utf8', at, shape.end), dialect.delimiter);
      }
      records++;
      if (shape.fault === undefined && shape.cells === columns) alike++;
    }
    at = shape.next;
  }
  return { dialect, knownHeaders, alike: records === 0 ? 0 : alike / records, columns };
}

function countKnown(header: string, delimiter: string): number {
  return header.split(delimiter).filter(isKnownHeader).length;
}

function isBetter(one: Judgement, other: Judgement): boolean {
  if (one.columns > 1 !== other.columns > 1) return one.columns > 1;
  if (one.knownHeaders !== other.knownHeaders) return one.knownHeaders > other.knownHeaders;
  if (one.alike !== other.alike) return one.alike > other.alike;
  return one.columns > other.columns;
}
