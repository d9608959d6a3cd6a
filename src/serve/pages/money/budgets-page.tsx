// Budgets: what labels may call in a month, what is used and left, and one that is set. It knows forms alone.

import { queryOf, type ProblemBody } from '../client/interface-client.js';
import type { Budget } from '../client/money.js';
import { Layout } from '../layout.js';
import { DataTable, type Column } from '../parts/data-table.js';
import type { Child, Element } from '../parts/element.js';
import { EmptyState } from '../parts/empty-state.js';
import { Field } from '../parts/field.js';
import { count, Money, Time } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import { Notice } from '../parts/notice.js';
import { ProblemBox } from '../parts/problem-box.js';
import { may, type Visit } from '../visit.js';

export interface BudgetsPageProps {
  readonly visit: Visit;
  readonly budgets: readonly Budget[];
  /** Undefined: the present one and later ones. */
  readonly month: string | undefined;
  readonly done?: string | undefined;
  readonly problem?: ProblemBody | undefined;
  /** What is filled in. */
  readonly typed?: Readonly<Record<string, string>> | undefined;
}

export function BudgetsPage({ visit, budgets, month, done, problem, typed = {} }: BudgetsPageProps): Element {
  const { words } = visit;
  const { budgetsPage } = words;
  return (
    <Layout visit={visit} title={budgetsPage.title} here="/budgets">
      <Heading title={budgetsPage.title} about={budgetsPage.about} />
      <Notice>{done}</Notice>
      {problem === undefined ? null : <ProblemBox problem={problem} words={words} />}
      <form class="search is-short" method="get" action="/budgets">
        <div class="field">
          <label for="of">{budgetsPage.month}</label>
          <input id="of" name="month" type="month" value={month ?? ''} />
        </div>
        <button type="submit">{budgetsPage.show}</button>
        {month === undefined ? null : <a href="/budgets">{budgetsPage.allMonths}</a>}
      </form>
      <DataTable
        caption={budgetsPage.title}
        columns={columnsFor(visit)}
        rows={budgets}
        empty={<EmptyState title={budgetsPage.none} />}
      />
      {may(visit, 'putBudget') ? <BudgetForm visit={visit} typed={typed} /> : null}
    </Layout>
  );
}

function columnsFor(visit: Visit): readonly Column<Budget>[] {
  const { words } = visit;
  const { budgetsPage } = words;
  const { columns } = budgetsPage;
  const figure = (value: number | string, currency: string | null): Child =>
    currency === null ? count(Number(value)) : <Money amount={String(value)} currency={currency} />;
  return [
    { title: columns.month, cell: ({ month }) => <span class="nowrap">{month}</span> },
    {
      title: columns.label,
      kind: 'wide',
      cell: ({ label }) => <strong>{label === '' ? budgetsPage.noLabel : label}</strong>,
    },
    { title: columns.budget, kind: 'figure', cell: ({ budget, currency }) => figure(budget, currency) },
    {
      title: columns.used,
      kind: 'figure',
      cell: ({ used, currency, percent }) => (
        <>
          {figure(used, currency)}
          <Used percent={percent} said={budgetsPage.percent({ percent })} />
        </>
      ),
    },
    { title: columns.left, kind: 'figure', cell: ({ left, currency }) => figure(left, currency) },
    {
      title: columns.set,
      cell: ({ set_at: at, set_by: by }) => (
        <>
          <Time at={at} words={words} /> <small>{by}</small>
        </>
      ),
    },
    ...(may(visit, 'deleteBudget')
      ? [
          {
            title: columns.act,
            cell: ({ label, month }: Budget) => (
              <a class="button" href={`/budgets/remove${queryOf({ label, month })}`} data-dialog>
                {budgetsPage.remove}
              </a>
            ),
          },
        ]
      : []),
  ];
}

const WIDTH = 1000;
const NEARLY = 80;

function Used({ percent, said }: { readonly percent: number; readonly said: string }): Element {
  const part = Math.min(100, percent);
  const look = percent >= 100 ? 'bad' : percent >= NEARLY ? 'late' : 'good';
  return (
    <svg class="bar used" viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" role="img" aria-label={said}>
      <rect class={`is-${look}`} x="0" y="0" width={((part / 100) * WIDTH).toFixed(1)} height="10" />
    </svg>
  );
}

function BudgetForm({ visit, typed }: { visit: Visit; typed: Readonly<Record<string, string>> }): Element {
  const { form } = visit.words.budgetsPage;
  const digits = { inputmode: 'decimal', maxlength: '20' };
  return (
    <form method="post" action="/budgets" class="card in-line no-paper">
      <h2>{form.title}</h2>
      <Field
        name="label"
        label={form.label}
        hint={form.labelHint}
        value={typed['label']}
        input={{ maxlength: '200' }}
      />
      <Field name="month" type="month" label={form.month} value={typed['month']} input={{ required: true }} />
      <Field name="calls" label={form.calls} value={typed['calls']} input={digits} />
      <Field
        name="amount"
        label={form.amount}
        hint={form.amountHint}
        value={typed['amount']}
        input={digits}
      />
      <button type="submit" class="primary">
        {form.button}
      </button>
      <p class="hint">{form.hint}</p>
    </form>
  );
}
