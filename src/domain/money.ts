// Amounts of money as whole numbers at a given scale, so that no binary fraction changes them. Pure; it does not know
// what is billed.

/** The amount is `units` / 10^`scale` of a currency. */
export interface Money {
  readonly units: bigint;
  readonly scale: number;
}

const DECIMAL = /^(\d+)(?:\.(\d+))?$/;

/** @returns undefined where the text is no decimal such as `0.35` */
export function parseMoney(text: string): Money | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, whole = '', fraction = ''] = match;
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

/** As `parseMoney`, and below 0 too: `-1.50`. */
export function parseAmount(text: string): Money | undefined {
  const money = parseMoney(text.replace(/^-/, ''));
  return money !== undefined && text.startsWith('-') ? { ...money, units: -money.units } : money;
}

export function minus(one: Money, other: Money): Money {
  return addMoney(one, { ...other, units: -other.units });
}

/** @param count a whole number */
export function times({ units, scale }: Money, count: number): Money {
  return { units: units * BigInt(count), scale };
}

/** A share of an amount where it is exact within so many places; undefined where it is not. */
export function divided({ units, scale }: Money, by: number, placesAtMost: number): Money | undefined {
  for (let places = scale; places <= placesAtMost; places += 1) {
    const whole = units * 10n ** BigInt(places - scale);
    if (whole % BigInt(by) === 0n) return { units: whole / BigInt(by), scale: places };
  }
  return undefined;
}

export function addMoney(one: Money, other: Money): Money {
  const scale = Math.max(one.scale, other.scale);
  const at = ({ units, scale: own }: Money): bigint => units * 10n ** BigInt(scale - own);
  return { units: at(one) + at(other), scale };
}

/** Writes as many decimals as the scale has: `35.00`. */
export function formatMoney({ units, scale }: Money): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
