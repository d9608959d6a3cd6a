// The tables of a month: days, differences, labels, the bridge from our calls to the provider's. They know forms alone.

import { BRIDGE_NAMES, DIFFERENCE_NAMES } from '../../../reconcile/index.js';
import type { Words } from '../../../words/words.js';
import type { Difference, Month } from '../client/months.js';
import { DataTable, type Column } from '../parts/data-table.js';
import type { Child, Element } from '../parts/element.js';
import { count, Money } from '../parts/figures.js';
import { VerdictPill } from '../parts/verdict.js';
import { signed } from '../reconciliation/calendar.js';

interface TableProps {
  readonly words: Words;
  readonly month: Month;
}

type Day = Month['days'][number];

/** Days on which nothing was called and nothing differs are told in one line. */
export function DaysTable({ words, month: { days } }: TableProps): Element {
  const { monthsPage } = words;
  const shown = days.filter((day) => !isCalm(day));
  const calm = days.length - shown.length;
  return (
    <>
      <DataTable caption={monthsPage.days} columns={dayColumns(words)} rows={shown} empty={null} />
      {calm === 0 ? null : <p class="hint">{monthsPage.calmDays({ count: calm })}</p>}
    </>
  );
}

function isCalm({ ours, in_doubt: inDoubt, theirs, difference, verdict }: Day): boolean {
  return verdict === 'balanced' && ours + inDoubt + (theirs ?? 0) === 0 && (difference ?? 0) === 0;
}

function dayColumns(words: Words): readonly Column<Day>[] {
  const { dayColumns: columns } = words.monthsPage;
  return [
    {
      title: columns.day,
      cell: ({ date }) => <a href={`/reconciliation?month=${date.slice(0, 7)}`}>{date}</a>,
    },
    { title: columns.verdict, cell: ({ verdict }) => <VerdictPill verdict={verdict} words={words} /> },
    { title: columns.ours, kind: 'figure', cell: ({ ours }) => count(ours) },
    { title: columns.inDoubt, kind: 'figure', cell: ({ in_doubt: inDoubt }) => count(inDoubt) },
    { title: columns.theirs, kind: 'figure', cell: ({ theirs }) => (theirs === null ? '–' : count(theirs)) },
    {
      title: columns.difference,
      kind: 'figure',
      cell: ({ difference }) => (difference === null ? '–' : signed(difference)),
    },
  ];
}

export function DifferencesTable({ words, month }: TableProps): Element {
  const { monthsPage } = words;
  return (
    <DataTable
      caption={monthsPage.differences}
      columns={differenceColumns(words, month.cost.currency)}
      rows={month.differences}
      empty={<p>{monthsPage.noDifferences}</p>}
    />
  );
}

function differenceColumns(words: Words, currency: string): readonly Column<Difference>[] {
  const { differenceColumns: columns, ageDays, carriedFrom, notAccepted } = words.monthsPage;
  return [
    { title: columns.what, kind: 'wide', cell: (difference) => whatIn(difference, words) },
    { title: columns.day, cell: ({ date }) => date },
    { title: columns.code, cell: ({ code }) => code ?? '–' },
    { title: columns.calls, kind: 'figure', cell: (difference) => amountIn(difference, currency) },
    {
      title: columns.age,
      cell: ({ age_days: days, carried_from: from }) => (
        <>
          {ageDays({ days })}
          {from === null ? null : <small> {carriedFrom({ month: from })}</small>}
        </>
      ),
    },
    {
      title: columns.accepted,
      kind: 'wide',
      cell: ({ accepted }) =>
        accepted === null ? <span class="pill is-late">{notAccepted}</span> : accepted,
    },
  ];
}

export function whatIn({ kind }: Difference, words: Words): string {
  const names: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = DIFFERENCE_NAMES;
  return names[kind]?.[words.language] ?? kind;
}

function amountIn({ calls, amount }: Difference, currency: string): Child {
  return amount === undefined ? count(calls) : <Money amount={amount} currency={currency} />;
}

export function LabelsTable({ words, month: { labels, cost } }: TableProps): Element {
  const { labelColumns: columns, labels: caption, noLabel } = words.monthsPage;
  const money = (amount: string | null): Child =>
    amount === null ? '–' : <Money amount={amount} currency={cost.currency} />;
  const all: readonly Column<Month['labels'][number]>[] = [
    { title: columns.label, cell: ({ label }) => (label === '' ? noLabel : label) },
    { title: columns.batches, kind: 'figure', cell: ({ batches }) => count(batches) },
    { title: columns.calls, kind: 'figure', cell: ({ calls }) => count(calls) },
    { title: columns.cost, kind: 'figure', cell: (label) => money(label.cost) },
    { title: columns.inDoubt, kind: 'figure', cell: ({ cost_in_doubt: inDoubt }) => money(inDoubt) },
  ];
  return <DataTable caption={caption} columns={all} rows={labels} empty={<p>–</p>} />;
}

export function BridgeTable({ words, month: { bridge, cost } }: TableProps): Element {
  const { bridgeColumns: columns, bridge: caption } = words.monthsPage;
  const names: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = BRIDGE_NAMES;
  const all: readonly Column<Month['bridge'][number]>[] = [
    { title: columns.line, cell: ({ line }) => names[line]?.[words.language] ?? line },
    { title: columns.calls, kind: 'figure', cell: ({ calls }) => count(calls) },
    {
      title: columns.amount,
      kind: 'figure',
      cell: ({ amount }) => (amount === null ? '–' : <Money amount={amount} currency={cost.currency} />),
    },
  ];
  return <DataTable caption={caption} columns={all} rows={bridge} empty={<p>–</p>} />;
}
