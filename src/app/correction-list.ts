// Makes the list of a correction: rows of an ended batch with other names and numbers, in the form of its outcomes, so that each is known
// by its row's number. It knows the file and its columns, not who asks.

import { defusedLines, headerLine } from '../collect/outcome-line.js';
import { openOutcomes } from '../batch/output/written-outcomes.js';
import { outputPaths } from '../batch/paths.js';
import type { BatchRecord } from '../batch/record.js';
import { ROW_COLUMN } from '../domain/outcome-columns.js';
import { UserError } from '../domain/user-error.js';
import type { ListRequest } from '../batch/list-request.js';

export interface MendedRow {
  /** The row's number in the batch. */
  readonly row: number;
  readonly name: string;
  readonly idNumber: string;
}

export interface CorrectionList {
  readonly text: string;
  readonly reading: ListRequest['reading'];
}

/** @throws UserError where the batch has no such row, or its outcomes can't be read */
export async function correctionList(
  record: BatchRecord,
  mended: readonly MendedRow[],
): Promise<CorrectionList> {
  const { batch, outDirectory, format, rules } = record;
  const { columnCount, nameColumn, idColumn } = format;
  const left = new Map(mended.map((row) => [row.row, row]));
  const { header, records } = await openOutcomes(outputPaths(outDirectory).outcomes, (cause) =>
    gone(batch, cause),
  );
  const lines: string[][] = [];
  for await (const some of records()) {
    for (const { row, cells } of some) {
      const now = left.get(row);
      if (now === undefined) continue;
      left.delete(row);
      const own = cells.slice(0, columnCount);
      [own[nameColumn], own[idColumn]] = [now.name, now.idNumber];
      lines.push([...own, String(row)]);
    }
    if (left.size === 0) break;
  }
  const [missing] = left.keys();
  if (missing !== undefined)
    throw new UserError('unusable-correction', ({ corrections }) =>
      corrections.noSuchRow({ batch, row: missing }),
    );
  const titles = [...header.slice(0, columnCount), ROW_COLUMN];
  return {
    text: headerLine(titles) + defusedLines(lines),
    reading: {
      header: true,
      headerRow: 1,
      encoding: 'utf-8',
      delimiter: ',',
      nameColumn: String(nameColumn + 1),
      idColumn: String(idColumn + 1),
      precheck: rules.precheck,
      dedupe: rules.dedupe,
    },
  };
}

function gone(batch: string, cause: Error): UserError {
  return new UserError('incomplete-batch', ({ batchErrors }) => batchErrors.noOutcomes({ batch }), { cause });
}
