// Whether a bill is consistent by itself, and what is to be known of its lines. Pure: it does not compare them with ours.

import type { Bill, BillLine, BillPeriod } from '../../domain/bill.js';
import { inBoth } from '../../words/catalogue.js';
import type { Say } from '../../words/words.js';
import { checkSaying, type ProviderCheck } from '../balance/provider-checks.js';
import { sumsOf } from './bill-sums.js';

const NAMED_AT_MOST = 5;

/** @param periods that are compared */
export function billChecks({ lines, notes }: Bill, periods: readonly BillPeriod[]): ProviderCheck[] {
  const own = lines.filter((line) => periods.some((period) => line.period.startsWith(period)));
  return [linesRead(lines, notes), datesInRange(lines, own), deductions(own), refunds(own), amounts(own)];
}

function linesRead(lines: readonly BillLine[], notes: Bill['notes']): ProviderCheck {
  const many = inBoth((words) => words.billChecks.linesRead({ count: lines.length }));
  const told = [many, ...notes.slice(0, NAMED_AT_MOST)];
  const more = notes.length > NAMED_AT_MOST ? ['…'] : [];
  return checkSaying(
    'lines_read',
    notes.every(({ ok }) => ok),
    ({ language, billChecks: { between } }) => [...told.map((each) => each[language]), ...more].join(between),
  );
}

/** Only a note: a month's bill has the other days, too. */
function datesInRange(lines: readonly BillLine[], own: readonly BillLine[]): ProviderCheck {
  const count = lines.length - own.length;
  return checkSaying('dates_in_range', true, (words) =>
    count === 0 ? words.billChecks.allInRange : words.billChecks.otherDays({ count }),
  );
}

function deductions(lines: readonly BillLine[]): ProviderCheck {
  const wrong = lines.filter(
    ({ calls, deducted }) => deducted !== undefined && calls >= 0 && deducted > calls,
  );
  const deducted = sumsOf(lines)?.deducted_calls ?? null;
  const some = wrong.slice(0, NAMED_AT_MOST).map(({ period }) => period);
  const say: Say = ({ billChecks: said }) => {
    if (wrong.length > 0) return said.deductedTooMuch({ periods: some.join(', ') });
    return deducted === null ? said.packagesNotSaid : said.packages({ calls: deducted });
  };
  return checkSaying('deductions', wrong.length === 0, say);
}

/** Only a note: a refund is counted as what it takes back. */
function refunds(lines: readonly BillLine[]): ProviderCheck {
  const back = lines.filter(({ calls, amount }) => calls < 0 || amount?.startsWith('-') === true);
  const sums = sumsOf(back);
  return checkSaying('refunds', true, ({ billChecks: said }) => {
    if (sums === null) return said.noRefunds;
    const { calls, amount } = sums;
    const about = { count: back.length, calls };
    return amount === null ? said.refunds(about) : said.refundsOf({ ...about, amount });
  });
}

/** Only a note: without every amount there is no sum of money. */
function amounts(lines: readonly BillLine[]): ProviderCheck {
  const without = lines.filter(({ amount, calls }) => amount === undefined && calls !== 0).length;
  return checkSaying('amounts', true, ({ billChecks: said }) =>
    without === 0 ? said.allAmounts : said.someAmounts({ without, count: lines.length }),
  );
}
