// What a record becomes whose person was erased: as many cells as before, all of them empty but the one that says so. Pure.

/** Of files of outcomes, and of changes.csv, which has no status of the row. */
const SAYING: readonly string[] = ['verify_status', 'verify_change'];

/**
 * @param titles of the file
 * @param own how many of its columns, from the first on, are the list's own
 * @param word what the file says of such a row, in its language
 */
export function emptied(titles: readonly string[], own: number, word: string): string[] {
  const saying = titles.findIndex((title, column) => column >= own && SAYING.includes(title));
  return titles.map((_, column) => (column === saying ? word : ''));
}
