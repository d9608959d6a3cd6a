// Which delimiter and which line end a list is written with, judged by its first records. It knows no file.

import { knownRole } from '../column-names.js';
import { firstRecords, type Beginning, type FirstRecord } from './first-records.js';
import { likelyLineEnd } from './line-end.js';
import type { Dialect } from './record-shape.js';

/** The delimiters that are recognised without being named; the first wins a tie. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;

const JUDGED_RECORDS = 200;
/** How many records may stand above the header. */
const HEADER_LOOK = 20;

/**
 * @param delimiter undefined where it has to be found out
 * @param headerRow the header's row as the user gave it, from 1
 */
export function detectDialect(
  beginning: Beginning,
  delimiter: string | undefined,
  headerRow?: number,
): Dialect {
  const { bytes, from } = beginning;
  const lineEnd = likelyLineEnd(bytes.subarray(from));
  if (delimiter !== undefined) return { delimiter, lineEnd };
  const judged = DELIMITERS.map((candidate) =>
    judge(beginning, { delimiter: candidate, lineEnd }, headerRow),
  );
  const best = judged.reduce((leader, other) => (isBetter(other, leader) ? other : leader));
  return best.dialect;
}

interface Judgement {
  readonly dialect: Dialect;
  /** How many of name and number have a known header in one record. */
  readonly knownHeaders: number;
  /** The share of all records that stand below the header, are sound, and have as many cells as it. */
  readonly alike: number;
  readonly columns: number;
}

function judge(beginning: Beginning, dialect: Dialect, headerRow: number | undefined): Judgement {
  const records: FirstRecord[] = [];
  for (const record of firstRecords(beginning, { ...dialect, quoting: 'standard' })) {
    if (records.push(record) >= JUDGED_RECORDS && (headerRow ?? 0) <= record.row) break;
  }
  const known = records.map(({ row, cells }, index) => {
    const isLookedAt = headerRow === undefined ? index < HEADER_LOOK : row === headerRow;
    return isLookedAt ? new Set(cells.map(knownRole).filter((role) => role !== undefined)).size : 0;
  });
  const knownHeaders = Math.max(0, ...known);
  const asked =
    headerRow === undefined
      ? 0
      : Math.max(
          0,
          records.findIndex(({ row }) => row === headerRow),
        );
  const header = knownHeaders > 0 ? known.indexOf(knownHeaders) : asked;
  const columns = columnsOf(records, header);
  const table = records.slice(header);
  const isAlike = ({ isBroken, hasStrayQuotes, cells }: FirstRecord): boolean =>
    !isBroken && !hasStrayQuotes && cells.length === columns;
  const alike = table.filter(isAlike).length;
  return { dialect, knownHeaders, alike: alike / Math.max(1, records.length), columns };
}

/** Of a header; of what stands alone in its line and is most likely a title: as many as most records have. */
function columnsOf(records: readonly FirstRecord[], header: number): number {
  const own = records[header]?.cells.length ?? 0;
  if (own !== 1) return own;
  const counts = new Map<number, number>();
  for (const { cells, isBroken } of records)
    if (!isBroken) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].reduce((most, other) => (other[1] > most[1] ? other : most), [1, 0])[0] ?? 1;
}

function isBetter(one: Judgement, other: Judgement): boolean {
  if (one.columns > 1 !== other.columns > 1) return one.columns > 1;
  if (one.knownHeaders !== other.knownHeaders) return one.knownHeaders > other.knownHeaders;
  if (one.alike !== other.alike) return one.alike > other.alike;
  return one.columns > other.columns;
}
