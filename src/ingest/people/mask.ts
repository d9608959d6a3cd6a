// Masks names and numbers, so that they are unreadable and yet recognisable beside the list. Pure.

/** 张*: the first character alone. */
export function maskedName(name: string): string {
  const [first] = name;
  return first === undefined ? '' : `${name.length > first.length ? first : ''}*`;
}

const SHORTEST_SHOWN = 15;

/** 110***2X: the province and a bit, and the end. Of what is no whole number, nothing. */
export function maskedNumber(idNumber: string): string {
  if (idNumber === '') return '';
  return idNumber.length < SHORTEST_SHOWN ? '***' : `${idNumber.slice(0, 3)}***${idNumber.slice(-2)}`;
}
