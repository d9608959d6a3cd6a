// Finds other sheets of a workbook that have rows, because the user may have meant those too. It reads only the
// beginning of each.

import type { Workbook } from './workbook.js';
import { parseXml, type XmlHandler } from './xml-parser.js';
import { wordsIn } from '../../words/catalogue.js';

const MOST_SHEETS = 20;
const ENOUGH_ROWS = 1_000;
const NAMES_SHOWN = 5;

/**
 * @param read the sheet that is read
 * @returns sentences for the user; none where no other sheet has rows
 */
export async function otherSheetsWithRows(workbook: Workbook, read: string): Promise<string[]> {
  const { sheets } = wordsIn('en');
  const found: string[] = [];
  for (const { name, path, hidden } of workbook.sheets.slice(0, MOST_SHEETS)) {
    if (name === read || hidden) continue;
    const rows = await rowsOf(workbook, path);
    if (rows > ENOUGH_ROWS) found.push(sheets.withMore({ sheet: name, rows: ENOUGH_ROWS }));
    else if (rows > 1) found.push(sheets.withRows({ sheet: name, rows }));
  }
  if (found.length === 0) return [];
  const others = found.slice(0, NAMES_SHOWN).join(', ');
  return [
    found.length > NAMES_SHOWN ? sheets.othersAndMore({ read, others }) : sheets.others({ read, others }),
  ];
}

/**
 * How many rows have text, counted up to `ENOUGH_ROWS`; 0 where the sheet can't be read, which is no fault
 * because nobody has asked for it.
 */
async function rowsOf(workbook: Workbook, path: string): Promise<number> {
  const count = new RowsWithText();
  try {
    for await (const _ of parseXml(await workbook.read(path), count)) if (count.rows > ENOUGH_ROWS) break;
  } catch {
    return 0;
  }
  return count.rows;
}

class RowsWithText implements XmlHandler {
  rows = 0;
  #isInValue = false;
  #hasText = false;

  open(name: string): void {
    if (name === 'row') this.#hasText = false;
    this.#isInValue = name === 'v' || name === 't';
  }

  close(name: string): void {
    this.#isInValue = false;
    if (name === 'row' && this.#hasText) this.rows++;
  }

  text(): void {
    if (this.#isInValue) this.#hasText = true;
  }
}
