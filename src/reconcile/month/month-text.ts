// A month on a terminal: its verdict, the days that are not balanced, what is open, cost by label, the bill. Pure.

import type { Words } from '../../words/words.js';
import { labelTable } from '../report/report-text.js';
import { table } from '../report/text-table.js';
import { VERDICT_NAMES } from '../report/words.js';
import { DIFFERENCE_NAMES } from './close-page.js';
import type { ClosedBefore } from './close.js';
import type { MonthView } from './view.js';

/** @param closed as the month was closed; undefined: it is open */
export function monthText(view: MonthView, closed: ClosedBefore | undefined, words: Words): string[] {
  const { months, language } = words;
  const { closed_at: at = '', closed_by: by = '' } = closed ?? {};
  return [
    months.title(view),
    ...(closed === undefined ? [] : [`  ${months.isClosed({ at, by })}`]),
    `  ${months.stands({ verdict: VERDICT_NAMES[view.verdict][language] })}`,
    ...(view.open ? [`  ${months.notOverYet}`] : []),
    '',
    months.days,
    ...dayTable(view, words),
    '',
    ...differenceLines(view, words),
    '',
    months.labels,
    ...labelTable(view.labels, words),
    ...billLines(view, words),
    ...(closed === undefined && !view.open ? ['', months.mayClose(view)] : []),
  ];
}

function dayTable({ days }: MonthView, { months, reports, language }: Words): string[] {
  const { ours, inDoubt, theirs, difference, verdictColumn } = reports;
  return table(
    [months.columns.day, ours, inDoubt, theirs, difference, verdictColumn],
    days.map((day) => [
      day.date,
      String(day.ours),
      String(day.in_doubt),
      String(day.theirs ?? '-'),
      String(day.difference ?? '-'),
      VERDICT_NAMES[day.verdict][language],
    ]),
  );
}

function differenceLines({ differences }: MonthView, { months, reports, language }: Words): string[] {
  if (differences.length === 0) return [months.noDifferences];
  const { id: idColumn, what, age, from, accepted: because } = months.columns;
  return [
    months.differences,
    ...table(
      [idColumn, what, reports.calls, age, from, because],
      differences.map(({ id, kind, calls, amount, age_days: days, carried_from: month, accepted }) => [
        id,
        DIFFERENCE_NAMES[kind][language],
        amount ?? String(calls),
        String(days),
        month ?? '',
        accepted ?? '',
      ]),
    ),
  ];
}

function billLines({ bill, cost }: MonthView, { months }: Words): string[] {
  if (bill === null) return [];
  const { calls, amount, difference, rounding_at_most: rounding } = bill;
  const { currency } = cost;
  const said = { amount: amount ?? '-', difference: difference ?? '-', rounding: rounding ?? '-' };
  return ['', months.billSays({ calls, currency, ...said })];
}
