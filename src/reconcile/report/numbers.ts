// Numbers as people read them: thousands apart. For pages; files for programs have bare digits. Pure.

/** Of a count or of a decimal as text: `1234567` → `1,234,567`, `-1234.50` → `-1,234.50`. */
export function grouped(value: number | string): string {
  const [whole = '', ...decimals] = String(value).split('.');
  return [whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ','), ...decimals].join('.');
}

/** With its sign unless it is 0. */
export function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${grouped(value)}`;
}
