// What is known of a list once it has been copied and read through. The batch's record keeps it, so that the same bytes
// always give the same rows.

import { NAME_COLUMN_FINDINGS } from '../domain/name-column.js';
import { NUMBER_DAMAGES } from '../domain/number-damage.js';
import type { Language } from '../words/language.js';
import type { Encoding } from './encoding/encodings.js';

/** What happens to rows that break the rules of identity numbers: refused here, sent with a note, or not checked. */
export const PRECHECKS = ['reject', 'warn', 'off'] as const;
export type Precheck = (typeof PRECHECKS)[number];

/** `lf`: a record ends at LF or CRLF, and a lone CR is part of its cell; `cr`: at CR. */
export type LineEnd = 'lf' | 'cr';

/**
 * `standard`: cells stand in double quotes, and a quote within a cell is doubled. `backslash`: a backslash takes the
 * meaning from the next character. `none`: quotes are ordinary characters. `single`: cells stand in single quotes, and
 * double quotes are ordinary characters.
 */
export const QUOTINGS = ['standard', 'backslash', 'none', 'single'] as const;
export type Quoting = (typeof QUOTINGS)[number];

/** How the columns of a list lie in it that is a file of outcomes. */
export interface WrittenColumns {
  /** How many columns the file has. */
  readonly columnCount: number;
  /** The columns that are the list's own, 0-based, in their order. */
  readonly own: readonly number[];
  /** The column with the number that a row has in its batch. */
  readonly rowColumn?: number | undefined;
  /** Whether the file is a batch's corrected one. */
  readonly isCorrected?: boolean | undefined;
}

/** How the copied list is to be read. */
export interface ListFormat {
  /** The encoding in which the list came; its copy is always UTF-8 (see copy-list.ts). */
  readonly encoding: Encoding;
  /**
   * The sheet's name, where the list came as a workbook: its lines are then the spreadsheet's rows. Undefined for texts,
   * and for batches of earlier versions.
   */
  readonly sheet?: string | undefined;
  /** A single ASCII character. */
  readonly delimiter: string;
  readonly lineEnd: LineEnd;
  /**
   * Undefined for batches of versions that did not look for it: their records all have the header's number of cells,
   * and any quote out of its place is a fault.
   */
  readonly quoting?: Quoting | undefined;
  /**
   * The row in which a spreadsheet shows the header, from 1; undefined where there is no header, and for batches of
   * earlier versions.
   */
  readonly headerRow?: number | undefined;
  /** The header as read; undefined with `--no-header`. */
  readonly header: readonly string[] | undefined;
  readonly columnCount: number;
  /** The column's 0-based index. */
  readonly nameColumn: number;
  readonly idColumn: number;
  /** The offset of the first record behind the byte-order mark and the header. */
  readonly firstByte: number;
  /** The line of that record or of blank ones before it; a spreadsheet's row, where the list came as a workbook. */
  readonly firstLine: number;
  /** Present where the list is a file of outcomes: header and columns are then those of the list's own alone. */
  readonly written?: WrittenColumns | undefined;
}

/** What may be found in a column when all of it is read. */
export const COLUMN_FINDINGS = [...NUMBER_DAMAGES, ...NAME_COLUMN_FINDINGS] as const;

export interface ColumnFinding {
  readonly kind: (typeof COLUMN_FINDINGS)[number];
  /** `rows`: how many show it; `of`: how many could have shown it. */
  readonly rows: number;
  readonly of: number;
  /** The first row that shows it; absent where it would not help to find the damage. */
  readonly first?: number | undefined;
  /** Its line; absent where `first` is, and in batches of earlier versions. */
  readonly firstLine?: number | undefined;
}

/** What decides each row's fate besides the row's own bytes. */
export interface RowRules {
  readonly precheck: Precheck;
  readonly dedupe: boolean;
  /** Birth dates after this day (YYYY-MM-DD) are refused. */
  readonly asOf: string;
  /** Rises with every change of the rules that could give a row another fate. */
  readonly version: number;
  /** What was found in the columns; absent where nothing was found, or the columns were not read. */
  readonly columns?: readonly ColumnFinding[] | undefined;
  /** In which remarks on rows are written; absent: English. */
  readonly language?: Language | undefined;
}

/** A point between two records at which reading can continue. */
export interface Position {
  /** The next record's number. */
  readonly row: number;
  /** As of a row. */
  readonly line: number;
  readonly byteStart: number;
}
