// Currencies by the names that people and bills give them. Pure.

const NAMES: Readonly<Record<string, string>> = {
  RMB: 'CNY',
  元: 'CNY',
  人民币: 'CNY',
  美元: 'USD',
  US$: 'USD',
};

/** The currency's code: `元` → `CNY`. A name that is not known stays, in capitals. */
export function currencyNamed(name: string): string {
  const plain = name.trim().toUpperCase();
  return NAMES[plain] ?? plain;
}
