// The names of the columns that Rollcall writes behind a list's own. Pure.

export const OUTCOME_COLUMNS = [
  'verify_status',
  'verify_code',
  'verify_message',
  'verify_source',
  'verify_duplicate_of',
  'verify_attempts',
  'verify_session_id',
  'verify_checked_at',
  'verify_carried_from',
] as const;
/** The row's number, as files of outcomes have it. */
export const ROW_COLUMN = 'verify_row';
/** Where the record stands in the list. Batches of versions that did not say so have none of these columns. */
export const PLACE_COLUMNS = [ROW_COLUMN, 'verify_line'] as const;
/** Of corrected.csv: the batch from which a row's outcome is, where that corrects the first one. */
export const CORRECTED_COLUMN = 'verify_corrected_by';
/** Of changes.csv. */
export const CHANGE_COLUMNS = [
  'verify_change',
  ROW_COLUMN,
  'verify_previous_row',
  'verify_from',
  'verify_to',
  'verify_from_checked_at',
  'verify_to_checked_at',
] as const;

const KNOWN: ReadonlySet<string> = new Set([
  ...OUTCOME_COLUMNS,
  ...PLACE_COLUMNS,
  ...CHANGE_COLUMNS,
  CORRECTED_COLUMN,
]);

/** A list may have one column of such a name by chance; two are the mark of a file that Rollcall wrote. */
const LEAST_KNOWN = 2;

export interface FoundColumns {
  /** The 0-based columns that Rollcall wrote, in a file of its own. */
  readonly written: readonly number[];
  /** Columns of the list's own that have such a name. */
  readonly namesakes: readonly number[];
}

/**
 * @param least how many different names make the list a file of Rollcall's; 1 where somebody says that it is one
 */
export function outcomeColumnsIn(header: readonly string[], least = LEAST_KNOWN): FoundColumns {
  const found = header.flatMap((title, column) => (KNOWN.has(title.trim()) ? [column] : []));
  const names = new Set(found.map((column) => header[column]?.trim()));
  return names.size >= least ? { written: found, namesakes: [] } : { written: [], namesakes: found };
}
