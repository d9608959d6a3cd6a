// Writes numbers for people, with separators between the thousands. Files for programs have plain digits instead. Pure.

/** Takes a count, or a decimal as text: `1234567` → `1,234,567`, `-1234.50` → `-1,234.50`. */
export function grouped(value: number | string): string {
  const [whole = '', ...decimals] = String(value).split('.');
  return [whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ','), ...decimals].join('.');
}

/** The number with its sign, which 0 has not. */
export function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${grouped(value)}`;
}
