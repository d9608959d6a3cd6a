// Refuses a list that no workbook can hold together with its outcomes.

import { outcomeTitles } from '../../collect/outcome-line.js';
import { MOST_COLUMNS } from '../../collect/workbook-parts.js';
import { UserError } from '../../domain/user-error.js';
import type { ListFormat } from '../../ingest/list.js';

/** @throws UserError where no workbook can hold the list's columns */
export function refuseTooWide({ columnCount }: ListFormat, file: string): void {
  const widest = MOST_COLUMNS - outcomeTitles(undefined, 0, true).length;
  if (columnCount <= widest) return;
  throw new UserError('invalid-options', ({ batchErrors }) =>
    batchErrors.tooWide({ file, columns: columnCount, most: widest }),
  );
}
