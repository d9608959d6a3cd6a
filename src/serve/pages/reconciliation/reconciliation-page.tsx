// Reconciliation: the calendar of a month, days to be reconciled, all reports. It knows forms alone.

import type { Page } from '../../paging.js';
import type { ProblemBody } from '../client/interface-client.js';
import type { CalendarMonth, KnownReconciliation } from '../client/reconciliations.js';
import { queryOf } from '../client/interface-client.js';
import { Layout } from '../layout.js';
import { DataTable, Pager, type Column } from '../parts/data-table.js';
import type { Element } from '../parts/element.js';
import { EmptyState } from '../parts/empty-state.js';
import { Field } from '../parts/field.js';
import { Time } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import { ProblemBox } from '../parts/problem-box.js';
import { VerdictPill } from '../parts/verdict.js';
import { may, type Visit } from '../visit.js';
import type { Words } from '../../../words/words.js';
import { Calendar } from './calendar.js';

export interface ReconciliationPageProps {
  readonly visit: Visit;
  readonly month: CalendarMonth;
  readonly months: { readonly before: string; readonly after: string | undefined };
  readonly today: string;
  readonly reports: Page<KnownReconciliation>;
  readonly after: string | undefined;
  /** The days that are filled in. */
  readonly days: { readonly from: string; readonly to: string };
  readonly problem?: ProblemBody | undefined;
}

export function ReconciliationPage(props: ReconciliationPageProps): Element {
  const { visit, month, months, today, days, problem } = props;
  const { words } = visit;
  const { reconciliationPage } = words;
  const at = (name: string): string => `/reconciliation?month=${name}`;
  return (
    <Layout visit={visit} title={reconciliationPage.title} here="/reconciliation">
      <Heading title={reconciliationPage.title} about={reconciliationPage.about} />
      {problem === undefined ? null : <ProblemBox problem={problem} words={words} />}
      <div class="month-line">
        <a class="button" href={at(months.before)} rel="prev">
          ← {months.before}
        </a>
        <h2>{month.month}</h2>
        {months.after === undefined ? null : (
          <a class="button" href={at(months.after)} rel="next">
            {months.after} →
          </a>
        )}
        <span class="month-about">
          {month.unreconciled === 0 ? null : reconciliationPage.unreconciled({ days: month.unreconciled })}
        </span>
        <a href={`/months/${month.month}`}>{reconciliationPage.openMonth}</a>
      </div>
      <Calendar visit={visit} month={month} today={today} />
      {may(visit, 'createReconciliation') ? <RunForm words={words} days={days} today={today} /> : null}
      <h2>{reconciliationPage.reports}</h2>
      <Reports {...props} />
    </Layout>
  );
}

interface RunFormProps {
  readonly words: Words;
  readonly days: { readonly from: string; readonly to: string };
  readonly today: string;
}

function RunForm({ words, days, today }: RunFormProps): Element {
  const { run } = words.reconciliationPage;
  return (
    <form method="post" action="/reconciliation" class="card in-line no-paper">
      <h2>{run.title}</h2>
      <Field
        name="from"
        type="date"
        label={run.from}
        value={days.from}
        input={{ required: true, max: today }}
      />
      <Field name="to" type="date" label={run.to} value={days.to} input={{ required: true, max: today }} />
      <button type="submit" class="primary">
        {run.button}
      </button>
      <p class="hint">{run.hint}</p>
    </form>
  );
}

function Reports({ visit, reports, after, month }: ReconciliationPageProps): Element {
  const { words } = visit;
  const { reconciliationPage } = words;
  const at = (next?: string): string => `/reconciliation${queryOf({ month: month.month, after: next })}`;
  return (
    <>
      <DataTable
        caption={reconciliationPage.reports}
        columns={reportColumns(words)}
        rows={reports.data}
        empty={<EmptyState title={reconciliationPage.noReports} />}
      />
      <Pager
        first={after === undefined ? undefined : at()}
        next={reports.next === null ? undefined : at(reports.next)}
        words={words.pages}
      />
    </>
  );
}

function reportColumns(words: Words): readonly Column<KnownReconciliation>[] {
  const { columns, basis, asksAgainShort } = words.reconciliationPage;
  return [
    {
      title: columns.days,
      kind: 'wide',
      cell: (report) => (
        <a class="name" href={`/reconciliation/${report.id}`}>
          {daysIn(report, words)}
        </a>
      ),
    },
    {
      title: columns.verdict,
      cell: ({ verdict, asks_again: again }) => (
        <>
          <VerdictPill verdict={verdict} words={words} />
          {again ? <small> {asksAgainShort}</small> : null}
        </>
      ),
    },
    { title: columns.basis, cell: (report) => basis[report.basis] },
    {
      title: columns.made,
      kind: 'figure',
      cell: ({ made_at: at }) => (at === null ? '–' : <Time at={at} words={words} />),
    },
  ];
}

export function daysIn({ from, to }: Pick<KnownReconciliation, 'from' | 'to'>, words: Words): string {
  return from === to ? from : words.reconciliationPage.days({ from, to });
}
