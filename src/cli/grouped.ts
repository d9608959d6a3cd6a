// A number for people.

/** With commas between the thousands. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
