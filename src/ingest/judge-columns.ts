// Reads the whole of a copied list before the first call, to find damage of a column that no single cell shows. It
// knows rows and columns; the domain says what the damage is and what becomes of a cell.

import { cleanNumber } from '../domain/identity-number.js';
import { NameColumn } from '../domain/name-column.js';
import { NumberColumn } from '../domain/number-column.js';
import { cleanName } from '../domain/person-name.js';
import type { ColumnFinding, ListFormat, RowRules } from './list.js';
import { readListRecords } from './written-columns.js';

/** @returns how many rows the list has */
export async function countRecords(path: string, format: ListFormat): Promise<number> {
  const start = { row: 1, line: format.firstLine, byteStart: format.firstByte };
  let rows = 0;
  for await (const records of readListRecords(path, format, start)) rows += records.length;
  return rows;
}

/**
 * Reads the list once, in flat memory.
 *
 * @param path a copy made by `copyList`, whose format was found by `findFormat`
 * @returns the same rules, with what was found
 */
export async function judgeColumns(path: string, format: ListFormat, rules: RowRules): Promise<RowRules> {
  if (rules.precheck === 'off') return rules;
  const numbers = new NumberColumn(rules.asOf);
  const names = new NameColumn();
  const start = { row: 1, line: format.firstLine, byteStart: format.firstByte };
  let row = 0;
  for await (const records of readListRecords(path, format, start)) {
    for (const { line, cells, fault } of records) {
      row++;
      if (fault !== undefined) continue;
      const number = cleanNumber(cells[format.idColumn] ?? '', rules.version);
      numbers.add(number);
      const name = cleanName(cells[format.nameColumn] ?? '', rules.version);
      names.add({ idNumber: number.number, name }, { row, line });
    }
  }
  const columns: ColumnFinding[] = [...numbers.found(), ...names.found()];
  return columns.length === 0 ? rules : { ...rules, columns };
}
