// Months by their names, such as 2026-11. Pure.

export function monthBefore(month: string): string {
  return monthsAway(month, -1);
}

/** Undefined where it is none. */
export function monthIn(text: string | undefined): string | undefined {
  return text !== undefined && /^20\d\d-(0[1-9]|1[0-2])$/.test(text) ? text : undefined;
}

export function monthAfter(month: string): string {
  return monthsAway(month, 1);
}

export function monthsAway(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}
