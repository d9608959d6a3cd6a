// Two batches beside each other, figure by figure, and whose status changed. It knows forms alone.

import { STATUSES } from '../../../domain/status.js';
import type { ComparedBatch, Comparison } from '../client/compare.js';
import { DataTable } from '../parts/data-table.js';
import { Figure, Figures } from '../parts/figure-list.js';
import { count, Money } from '../parts/figures.js';
import type { Child, Element } from '../parts/element.js';
import type { Visit } from '../visit.js';

interface ComparisonProps {
  readonly visit: Visit;
  readonly comparison: Comparison;
}

interface Line {
  readonly name: string;
  readonly one: Child;
  readonly other: Child;
  readonly difference: Child;
}

export function ComparisonSection({ visit, comparison }: ComparisonProps): Element {
  const { comparePage } = visit.words;
  const { batch, with: other } = comparison;
  const heading = ({ batch: id }: ComparedBatch): string => id;
  return (
    <section class="card">
      <DataTable
        caption={comparePage.compare}
        columns={[
          { title: comparePage.figure, kind: 'wide', cell: ({ name }: Line) => name },
          { title: heading(batch), kind: 'figure', cell: ({ one }: Line) => one },
          { title: heading(other), kind: 'figure', cell: (line: Line) => line.other },
          { title: comparePage.difference, kind: 'figure', cell: ({ difference }: Line) => difference },
        ]}
        rows={linesOf(visit, batch, other)}
        empty=""
      />
      <Changes visit={visit} comparison={comparison} />
    </section>
  );
}

function linesOf({ words }: Visit, one: ComparedBatch, other: ComparedBatch): readonly Line[] {
  const { comparePage, newListPage, pages, batchesPage } = words;
  const counted = (name: string, of: (batch: ComparedBatch) => number): Line => ({
    name,
    one: count(of(one)),
    other: count(of(other)),
    difference: signed(of(one) - of(other)),
  });
  return [
    counted(newListPage.rows, ({ rows }) => rows),
    counted(newListPage.calls, ({ calls }) => calls),
    {
      name: batchesPage.columns.cost,
      one: <CostOf batch={one} />,
      other: <CostOf batch={other} />,
      difference: '',
    },
    {
      name: comparePage.matchRate,
      one: percent(one.match_rate),
      other: percent(other.match_rate),
      difference: points(one.match_rate, other.match_rate),
    },
    ...STATUSES.filter((status) => (one.by_status[status] ?? 0) + (other.by_status[status] ?? 0) > 0).map(
      (status) => counted(pages.statuses[status], ({ by_status: byStatus }) => byStatus[status] ?? 0),
    ),
  ];
}

function CostOf({ batch: { cost } }: { readonly batch: ComparedBatch }): Element {
  const { amount, currency } = cost ?? {};
  return amount === undefined || currency === undefined ? (
    <>–</>
  ) : (
    <Money amount={amount} currency={currency} />
  );
}

export function percent(rate: number | null): string {
  return rate === null ? '–' : `${(rate * 100).toFixed(2)} %`;
}

function points(one: number | null, other: number | null): string {
  if (one === null || other === null) return '';
  const difference = (one - other) * 100;
  return `${difference > 0 ? '+' : ''}${difference.toFixed(2)}`;
}

function signed(difference: number): string {
  return `${difference > 0 ? '+' : ''}${count(difference)}`;
}

function Changes({ visit, comparison: { changes } }: ComparisonProps): Element {
  const { comparePage, pages } = visit.words;
  if (changes === null) return <p class="about">{comparePage.notCompared}</p>;
  const statuses: Readonly<Record<string, string>> = pages.statuses;
  return (
    <>
      <Figures>
        <Figure name={comparePage.changed}>{count(changes.changed)}</Figure>
        <Figure name={comparePage.newcomers}>{count(changes.new)}</Figure>
        <Figure name={comparePage.gone}>{count(changes.gone)}</Figure>
      </Figures>
      <DataTable
        caption={comparePage.edges}
        columns={[
          { title: comparePage.from, cell: ({ from }) => statuses[from] ?? from },
          { title: comparePage.to, cell: ({ to }) => statuses[to] ?? to },
          { title: comparePage.people, kind: 'figure', cell: ({ rows }) => count(rows) },
        ]}
        rows={changes.edges}
        empty=""
      />
    </>
  );
}
