// English: whether the provider's own figures, or its bill, are consistent, and what is noted of them.

export const countChecks = {
  between: '; ',
  addsUp: ({ rows }: { rows: number }) => `${rows} rows add up to the summary`,
  addsNotUp: ({ rows, wrong }: { rows: number; wrong: string }) =>
    `the list of ${rows} rows does not add up to the summary: ${wrong}. The comparison by code uses the summary; the rows of the list prove nothing and are shown only.`,
  contradiction: ({ code, summary, list }: { code: string; summary: number; list: number }) =>
    `code ${code}: summary ${summary}, list ${list}`,
  onDay: ({ day, contradiction }: { day: string; contradiction: string }) => `${day}, ${contradiction}`,
  inRange: ({ from, to }: { from: string; to: string }) => `every row lies between ${from} and ${to}`,
  outside: ({ rows, from, to, dates }: { rows: number; from: string; to: string; dates: string }) =>
    `${rows} rows are not rows of ${from} to ${to}: ${dates}`,
  once: 'no row occurs twice',
  twice: ({ dates }: { dates: string }) => `rows that occur twice: ${dates}`,
  codesKnown: 'only codes that we know',
  neverAnswered: ({ code }: { code: string }) => `code ${code} was never an answer to us`,
  notListed: ({ code }: { code: string }) =>
    `code ${code}, which its documents do not list, was never an answer to us`,
};

const lines = (count: number): string => (count === 1 ? '1 line' : `${count} lines`);

export const billChecks = {
  between: '; ',
  linesRead: ({ count }: { count: number }) =>
    `${lines(count)} of FaceID ${count === 1 ? 'was' : 'were'} read`,
  allInRange: 'every line is of these days',
  otherDays: ({ count }: { count: number }) => `of other days, and not compared: ${lines(count)}`,
  deductedTooMuch: ({ periods }: { periods: string }) =>
    `lines on which a package paid more calls than there are: ${periods}`,
  packagesNotSaid: 'the bill does not say which calls a package has paid',
  packages: ({ calls }: { calls: number }) =>
    calls === 1 ? '1 call was paid by a package' : `${calls} calls were paid by a package`,
  noRefunds: 'nothing is taken back',
  refunds: ({ count, calls }: { count: number; calls: number }) =>
    `taken back on ${lines(count)}: ${calls} calls`,
  refundsOf: ({ count, calls, amount }: { count: number; calls: number; amount: string }) =>
    `taken back on ${lines(count)}: ${calls} calls, ${amount}`,
  allAmounts: 'every line has its amount',
  someAmounts: ({ without, count }: { without: number; count: number }) =>
    `${without} of ${lines(count)} have no amount, so no sum of money is stated`,

  // Noted while it was read. `where` is a period, and what was billed.
  total: ({ line, calls, sum }: { line: number; calls: number; sum: number }) =>
    `line ${line} is a total of ${calls} calls; the lines have ${sum}`,
  totalOf: ({ line, calls, sum, amount }: { line: number; calls: number; sum: number; amount: string }) =>
    `line ${line} is a total of ${calls} calls; the lines have ${sum}, ${amount}`,
  unreadablePart: ({ where }: { where: string }) => `${where}: a part that can’t be read; not compared`,
  saysNothing: ({ where }: { where: string }) => `${where}: neither calls nor an amount; not compared`,
  noNumber: ({ where }: { where: string }) => `${where}: a number of calls that is none; not compared`,
  otherCount: ({ month, came, total }: { month: string; came: number; total: number }) =>
    `${month}: ${lines(came)} came, and it says that it has ${total}`,
};
