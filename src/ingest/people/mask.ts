// Masks names and numbers, so that they are unreadable and yet recognisable beside the list. Pure.

/** The first character alone, as in 张*. */
export function maskedName(name: string): string {
  const [first] = name;
  return first === undefined ? '' : `${name.length > first.length ? first : ''}*`;
}

const SHORTEST_SHOWN = 15;

/** The province's digits with one more, and the last two, as in 110***2X. Nothing is shown of a damaged number. */
export function maskedNumber(idNumber: string): string {
  if (idNumber === '') return '';
  return idNumber.length < SHORTEST_SHOWN ? '***' : `${idNumber.slice(0, 3)}***${idNumber.slice(-2)}`;
}
