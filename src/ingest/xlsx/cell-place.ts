// How a spreadsheet names its cells and columns: `AB12` is column 27, from 0, of row 12.

const LETTERS = 26;
const PLACE = /^([A-Za-z]{1,3})(\d{1,7})?$/;

/** @returns -1 where the text is no cell's name */
export function columnOf(place: string): number {
  const [, letters] = PLACE.exec(place) ?? [];
  if (letters === undefined) return -1;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * LETTERS + letter.charCodeAt(0) - 0x40;
  return column - 1;
}

export function placeOf(column: number, row: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / LETTERS))
    letters = String.fromCharCode(0x41 + ((rest - 1) % LETTERS)) + letters;
  return `${letters}${row}`;
}

const RANGE = /^[A-Za-z]{1,3}(\d{1,7}):[A-Za-z]{1,3}(\d{1,7})$/;

/** Whether a range such as `A3:B4` has several rows. */
export function isOverRows(range: string): boolean {
  const [, from, to] = RANGE.exec(range) ?? [];
  return from !== to;
}
