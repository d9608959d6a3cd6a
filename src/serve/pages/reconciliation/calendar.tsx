// A month as a calendar of verdicts, each day a cell: what was found, by how much it differs, and the way to reconcile it. It knows
// forms alone.

import { daysOfPeriod } from '../../../domain/bill.js';
import { daysOf } from '../../../domain/days.js';
import { VERDICT_NAMES } from '../../../reconcile/index.js';
import type { Words } from '../../../words/words.js';
import type { CalendarDay, CalendarMonth } from '../client/reconciliations.js';
import type { Child, Element } from '../parts/element.js';
import { count } from '../parts/figures.js';
import { may, type Visit } from '../visit.js';

interface CalendarProps {
  readonly visit: Visit;
  readonly month: CalendarMonth;
  /** The day that it is in China. */
  readonly today: string;
}

const WEEK = 7;

export function Calendar({ visit, month, today }: CalendarProps): Element {
  const { reconciliationPage } = visit.words;
  const days = wholeMonth(month);
  const before = weekdayOf(days[0]?.date ?? '');
  const cells: (CalendarDay | undefined)[] = [...Array<undefined>(before).fill(undefined), ...days];
  while (cells.length % WEEK !== 0) cells.push(undefined);
  const weeks = Array.from({ length: cells.length / WEEK }, (_, week) =>
    cells.slice(week * WEEK, (week + 1) * WEEK),
  );
  return (
    <table class="calendar" role="table">
      <caption class="unseen">{reconciliationPage.monthOf({ month: month.month })}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {reconciliationPage.weekdays.split(' ').map((name) => (
            <th scope="col" role="columnheader">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {weeks.map((week) => (
          <tr role="row">
            {week.map((day) => (
              <Cell visit={visit} day={day} today={today} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Also the days that have not begun. */
function wholeMonth({ month, days }: CalendarMonth): CalendarDay[] {
  const known = new Map(days.map((day) => [day.date, day]));
  const none = { verdict: null, ours: null, in_doubt: null, theirs: null, difference: null };
  return daysOf(daysOfPeriod(month)).map(
    (date) => known.get(date) ?? { date, calls: 0, ...none, report: null, made_at: null },
  );
}

/** 0 of a Monday. */
function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + WEEK - 1) % WEEK;
}

interface CellProps {
  readonly visit: Visit;
  readonly day: CalendarDay | undefined;
  readonly today: string;
}

function Cell({ visit, day, today }: CellProps): Element {
  if (day === undefined) return <td role="cell" class="is-none"></td>;
  const { words } = visit;
  const { date, verdict, report } = day;
  const look = verdict ?? (date > today ? 'future' : day.calls === 0 ? 'calm' : 'open');
  const number = Number(date.slice(-2));
  return (
    <td role="cell" class={`day is-${look}`}>
      <span class="day-number">
        {report === null ? number : <a href={`/reconciliation/${report}`}>{number}</a>}
      </span>
      <span class="day-verdict">{verdictIn(day, today, words)}</span>
      {day.difference === null || day.difference === 0 ? null : (
        <small>{words.reconciliationPage.byDifference({ difference: signed(day.difference) })}</small>
      )}
      {verdict === null && day.calls > 0 && date <= today && may(visit, 'createReconciliation') ? (
        <form method="post" action="/reconciliation" class="no-paper">
          <input type="hidden" name="from" value={date} />
          <input type="hidden" name="to" value={date} />
          <button type="submit" class="link" aria-label={`${words.reconciliationPage.run.button} ${date}`}>
            {words.reconciliationPage.run.button}
          </button>
        </form>
      ) : null}
    </td>
  );
}

function verdictIn({ verdict, calls, date }: CalendarDay, today: string, words: Words): Child {
  const { reconciliationPage } = words;
  if (verdict !== null) return VERDICT_NAMES[verdict][words.language];
  if (date > today) return <span class="unseen">{reconciliationPage.future}</span>;
  return calls === 0 ? (
    <span class="unseen">{reconciliationPage.noCalls}</span>
  ) : (
    reconciliationPage.dayCalls({ calls: count(calls) })
  );
}

export function signed(difference: number): string {
  return difference > 0 ? `+${count(difference)}` : count(difference);
}
