// What is known of a list once it has been copied and looked through. Recorded with the batch, so that the
// same bytes always come out as the same rows.

import { NAME_COLUMN_FINDINGS } from '../domain/name-column.js';
import { NUMBER_DAMAGES } from '../domain/number-damage.js';
import type { Encoding } from './encoding/encodings.js';

/** Rows that break the rules of identity numbers: answered here, sent with a note, or not looked at. */
export const PRECHECKS = ['reject', 'warn', 'off'] as const;
export type Precheck = (typeof PRECHECKS)[number];

/** `lf`: a record ends at LF or CRLF, and a lone CR is part of its cell; `cr`: at CR. */
export type LineEnd = 'lf' | 'cr';

/**
 * `standard`: cells stand in double quotes, and a quote in one is doubled. `backslash`: a backslash takes the meaning from
 * the character behind it. `none`: quotes are characters like others. `single`: cells stand in
 * single quotes, and double ones are characters like others.
 */
export const QUOTINGS = ['standard', 'backslash', 'none', 'single'] as const;
export type Quoting = (typeof QUOTINGS)[number];

/** How the copied list is to be read. */
export interface ListFormat {
  /** What the list came in; its copy is UTF-8 whatever it came in (see copy-list.ts). */
  readonly encoding: Encoding;
  /** One ASCII character. */
  readonly delimiter: string;
  readonly lineEnd: LineEnd;
  /**
   * Undefined for batches from before it was found out: of those every record has the header's number of cells, and any
   * quote out of its place is a fault.
   */
  readonly quoting?: Quoting | undefined;
  /** Where a spreadsheet shows the header, from 1; undefined where there is none, and for batches from before that. */
  readonly headerRow?: number | undefined;
  /** The header as read; undefined with `--no-header`. */
  readonly header: readonly string[] | undefined;
  readonly columnCount: number;
  /** 0-based. */
  readonly nameColumn: number;
  readonly idColumn: number;
  /** Where the first record after the byte-order mark and the header begins. */
  readonly firstByte: number;
  readonly firstLine: number;
}

/** What may be found of a column when all of it is looked at. */
export const COLUMN_FINDINGS = [...NUMBER_DAMAGES, ...NAME_COLUMN_FINDINGS] as const;

export interface ColumnFinding {
  readonly kind: (typeof COLUMN_FINDINGS)[number];
  /** Rows that show it, of those that could. */
  readonly rows: number;
  readonly of: number;
  /** The first row that shows it, where that helps to find it. */
  readonly first?: number | undefined;
}

/** What decides each row's fate besides its bytes. */
export interface RowRules {
  readonly precheck: Precheck;
  readonly dedupe: boolean;
  /** The day (YYYY-MM-DD) after which no birth date may lie. */
  readonly asOf: string;
  /** Raised with every change of the rules that could give a row another fate. */
  readonly version: number;
  /** What all of the list shows of its columns; absent where that is nothing, or nobody has looked. */
  readonly columns?: readonly ColumnFinding[] | undefined;
}

/** A place between two records from which reading can go on. */
export interface Position {
  /** Number of the next record. */
  readonly row: number;
  readonly line: number;
  readonly byteStart: number;
}
