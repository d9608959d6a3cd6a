// Twelve months of the books: state, verdict, what is still to be done. It knows forms alone.

import type { CalendarMonth } from '../client/reconciliations.js';
import { Layout } from '../layout.js';
import { DataTable, type Column } from '../parts/data-table.js';
import type { Element } from '../parts/element.js';
import { count, Time } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import { VerdictPill } from '../parts/verdict.js';
import type { Visit } from '../visit.js';
import type { Words } from '../../../words/words.js';

interface MonthsPageProps {
  readonly visit: Visit;
  /** The newest first. */
  readonly months: readonly CalendarMonth[];
  readonly earlier: string;
  readonly later: string | undefined;
}

export function MonthsPage({ visit, months, earlier, later }: MonthsPageProps): Element {
  const { monthsPage } = visit.words;
  return (
    <Layout visit={visit} title={monthsPage.title} here="/months">
      <Heading title={monthsPage.title} about={monthsPage.about} />
      <DataTable caption={monthsPage.title} columns={columnsIn(visit.words)} rows={months} empty={null} />
      <nav class="pager" aria-label={visit.words.pages.morePages}>
        {later === undefined ? null : <a href={`/months?to=${later}`}>{monthsPage.laterYear}</a>}
        <a href={`/months?to=${earlier}`} rel="next">
          {monthsPage.earlierYear}
        </a>
      </nav>
    </Layout>
  );
}

function columnsIn(words: Words): readonly Column<CalendarMonth>[] {
  const { columns, states, notKnown, closedBy } = words.monthsPage;
  return [
    {
      title: columns.month,
      kind: 'wide',
      cell: ({ month }) => (
        <a class="name" href={`/months/${month}`}>
          {month}
        </a>
      ),
    },
    { title: columns.state, cell: ({ state }) => <MonthPill state={state} name={states[state]} /> },
    {
      title: columns.verdict,
      cell: ({ verdict, calls }) =>
        verdict === null ? calls === 0 ? '–' : notKnown : <VerdictPill verdict={verdict} words={words} />,
    },
    { title: columns.calls, kind: 'figure', cell: ({ calls }) => count(calls) },
    { title: columns.unreconciled, kind: 'figure', cell: ({ unreconciled }) => count(unreconciled) },
    {
      title: columns.closed,
      cell: ({ closed_at: at, closed_by: by }) =>
        at === null ? (
          '–'
        ) : (
          <>
            <Time at={at} words={words} /> <small>{closedBy({ by: by ?? '' })}</small>
          </>
        ),
    },
  ];
}

const LOOKS = { open: 'calm', awaiting_review: 'late', closed: 'good' } as const;

export function MonthPill({
  state,
  name,
}: {
  readonly state: keyof typeof LOOKS;
  readonly name: string;
}): Element {
  return <span class={`pill is-${LOOKS[state]}`}>{name}</span>;
}
