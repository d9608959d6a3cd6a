// Shows somebody how a list is read, so that he can say which column is which: encoding, sheet, header, columns with cells that are
// masked. It reads the beginning alone, but of a workbook.

import { join } from 'node:path';
import { copyListFrom } from '../ingest/copy-list.js';
import { formatOptions } from '../ingest/list-format.js';
import { lookAtList, type LookedColumn } from '../ingest/list-look.js';
import type { ListReading } from '../ingest/list-source.js';
import { maskedName, maskedNumber } from '../ingest/people/mask.js';
import { withTemporaryDirectory } from './temporary-directory.js';

export interface ListColumns {
  /** Null of a workbook. */
  readonly encoding: string | null;
  readonly sheet: string | null;
  readonly delimiter: string | null;
  readonly header_row: number | null;
  /** How many rows were looked at. */
  readonly rows: number;
  readonly columns: readonly {
    readonly column: number;
    readonly title: string | null;
    readonly filled: number;
    /** Masked. */
    readonly samples: readonly string[];
  }[];
  /** From 1; null where they are not found. */
  readonly name_column: number | null;
  readonly id_column: number | null;
}

/** @throws UserError where there is nothing that can be looked at */
export async function listColumns(file: string, reading: ListReading): Promise<ListColumns> {
  return withTemporaryDirectory(async (directory) => {
    const path = join(directory, 'list');
    const copied = await copyListFrom(file, path, reading);
    // A doubt about the encoding is told by the check; whoever looks sees the characters himself.
    const { sheet, encoding } = copied;
    const look = await lookAtList(path, {
      ...formatOptions(reading, { encoding, sheet }, file),
      isEncodingSure: true,
    });
    return {
      encoding: sheet === undefined ? encoding : null,
      sheet: sheet ?? null,
      delimiter: sheet === undefined ? look.delimiter : null,
      header_row: look.headerRow ?? null,
      rows: look.rows,
      columns: look.columns.map(shown),
      name_column: counted(look.nameColumn),
      id_column: counted(look.idColumn),
    };
  });
}

function shown({ title, filled, cells }: LookedColumn, index: number): ListColumns['columns'][number] {
  return { column: index + 1, title: title ?? null, filled, samples: cells.map(masked) };
}

function counted(index: number | undefined): number | null {
  return index === undefined ? null : index + 1;
}

/** Recognisable beside the list, and by nobody else: any column may hold something of a person. */
function masked(cell: string): string {
  return /\d{6}/.test(cell) ? maskedNumber(cell) : maskedName(cell);
}
