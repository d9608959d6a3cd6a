// English: prices by date, and packages of calls.

export const prices = {
  summary: 'what calls cost, by day, provider and code',
  description:
    'A call costs what is in force when it is made, and keeps that price: later prices change no cost that is on record. Where no price is set here, ROLLCALL_PRICE counts.',
  set: {
    summary: 'set a price from a day on',
    description:
      'Days are days in China. A price of one code goes before the price of all. A price for a day that has begun holds from now on: calls made before keep theirs. Calls without a price on record are reckoned at the price of their date.',
    price: 'of a call, as a decimal such as 0.30',
    from: 'the first day on which it holds, such as 2026-12-01',
    provider: 'whose calls (default: ROLLCALL_PROVIDER)',
    code: 'only calls with this return code (default: all billed codes that have no price of their own)',
    json: 'print what was set on standard output as JSON',
  },
  packages: {
    summary: 'enter a package: calls that are paid for beforehand',
    description:
      'Billed calls from its first day on are taken from the package, and cost what the package makes of a call, until it is used up or has expired; then the price counts. Several are used up in the order of their first days. What a batch takes is settled when it halts, pauses or ends. Calls in doubt take nothing.',
    calls: 'how many calls are paid for',
    price: 'of one of its calls, as a decimal such as 0.25',
    amount: 'of the whole package, instead of --price',
    from: 'the first day on which its calls can be used',
    until: 'the last day (default: it does not expire)',
    json: 'print what was entered on standard output as JSON',
  },
  list: {
    summary: 'all prices and packages, with what is in force and what is left',
    json: 'as JSON',
  },
  remove: {
    summary: 'take a price or a package back, on record with who and when',
    description:
      'From now on it counts no more; calls that were made keep their price. A new price needs no removal of the one before.',
    number: "its number in 'rollcall price list'",
    json: 'print what was taken back on standard output as JSON',
  },

  wasSet: ({
    number,
    price,
    currency,
    from,
    what,
  }: {
    number: number;
    price: string;
    currency: string;
    from: string;
    what: string;
  }) => `Price ${number}: ${price} ${currency} from ${from} on, for ${what}.`,
  allCodes: ({ provider }: { provider: string }) => `all billed calls of ${provider}`,
  oneCode: ({ provider, code }: { provider: string; code: string }) => `code ${code} of ${provider}`,
  hasBegun: ({ at }: { at: string }) =>
    `That day has begun: the price holds from ${at} on, and calls made before keep theirs.`,
  unpriced: ({ codes }: { codes: string }) =>
    `These billed codes have no price on that day, so nothing will be said of costs: ${codes}. Set one without --code.`,
  packageAdded: ({
    number,
    calls,
    price,
    currency,
    from,
  }: {
    number: number;
    calls: number;
    price: string;
    currency: string;
    from: string;
  }) => `Package ${number}: ${calls} calls at ${price} ${currency} each, from ${from} on.`,
  removed: ({ number }: { number: number }) =>
    `${number} counts no more from now on. What is on record stays.`,

  none: 'No price is set here.',
  nothingAtAll: 'No price is set: nothing is said of costs. rollcall price set 0.30 --from DAY',
  otherwise: ({ price, currency }: { price: string; currency: string }) =>
    `Where none of these holds: ROLLCALL_PRICE, ${price} ${currency}.`,
  columns: {
    number: 'no.',
    price: 'price',
    currency: 'currency',
    from: 'from',
    until: 'until',
    provider: 'provider',
    code: 'code',
    all: 'all',
    state: 'state',
    set: 'set',
    by: 'by',
    calls: 'calls',
    left: 'left',
  },
  states: { 'in-force': 'in force', later: 'later', earlier: 'earlier', removed: 'taken back' },
  packagesTitle: 'Packages, in the order in which they are used up:',

  noPrice: ({ price, places }: { price: string; places: number }) =>
    `"${price}" is no price. It must be a decimal such as 0.30, with at most ${places} places.`,
  noAmount: ({ amount }: { amount: string }) => `--amount: "${amount}" is no decimal such as 2500.00.`,
  noCalls: 'The number of calls must be a whole number from 1 on.',
  priceOrAmount: 'Give the price of a call with --price, or that of the whole package with --amount.',
  inexact: ({ amount, calls, price }: { amount: string; calls: number; price: string }) =>
    `${amount} for ${calls} calls is no exact price of a call. Give the price by which your books reckon one, such as --price ${price}.`,
  noDay: ({ day }: { day: string }) => `"${day}" is no day such as 2026-12-01.`,
  endsBefore: ({ from, until }: { from: string; until: string }) =>
    `--until ${until} is before --from ${from}.`,
  notBilled: ({ code, provider, billed }: { code: string; provider: string; billed: string }) =>
    `Code ${code} is not billed by ${provider}. Those that are (ROLLCALL_BILLABLE_CODES): ${billed}.`,
  otherCurrency: ({ number, its, currency }: { number: number; its: string; currency: string }) =>
    `Price ${number} is in ${its}, and ROLLCALL_CURRENCY is ${currency}. Set it to ${its}, or take the prices in ${its} back first.`,
  unknown: ({ number }: { number: number }) =>
    `There is no price or package ${number}. 'rollcall price list' shows them.`,
  removedBefore: ({ number }: { number: number }) => `${number} was taken back before.`,
};
