// Receipts of what was erased; who was meant is in none of them. It knows forms alone.

import type { Words } from '../../../words/words.js';
import type { Receipts, ShownReceipt } from '../client/record.js';
import { Layout } from '../layout.js';
import { DataTable, Pager, type Column } from '../parts/data-table.js';
import type { Child, Element } from '../parts/element.js';
import { EmptyState } from '../parts/empty-state.js';
import { count, Time } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import { Notice } from '../parts/notice.js';
import type { Visit } from '../visit.js';
import { labelIn } from './retention-page.js';

interface ReceiptsPageProps {
  readonly visit: Visit;
  readonly receipts: Receipts;
  readonly after: string | undefined;
  readonly done: string | undefined;
}

export function ReceiptsPage({ visit, receipts, after, done }: ReceiptsPageProps): Element {
  const { words } = visit;
  const { receiptsPage, retentionPage } = words;
  const { data, next, broken_after: broken } = receipts;
  return (
    <Layout visit={visit} title={receiptsPage.title} here="/retention">
      <Heading
        title={receiptsPage.title}
        above={{ address: '/retention', name: retentionPage.title }}
        about={receiptsPage.about}
      />
      <Notice>{done}</Notice>
      {broken === null ? null : <Notice look="bad">{receiptsPage.broken({ number: broken })}</Notice>}
      <DataTable
        caption={receiptsPage.title}
        columns={columnsIn(words)}
        rows={data}
        empty={<EmptyState title={receiptsPage.none} />}
      />
      {broken === null && data.length > 0 ? <p class="hint">{receiptsPage.whole}</p> : null}
      <Pager
        first={after === undefined ? undefined : '/receipts'}
        next={next === null ? undefined : `/receipts?after=${next}`}
        words={words.pages}
      />
    </Layout>
  );
}

function columnsIn(words: Words): readonly Column<ShownReceipt>[] {
  const { columns } = words.receiptsPage;
  return [
    { title: columns.number, kind: 'figure', cell: ({ number }) => number },
    { title: columns.at, cell: ({ at }) => <Time at={at} words={words} /> },
    { title: columns.by, cell: ({ by }) => by },
    { title: columns.why, kind: 'wide', cell: (receipt) => whyIn(receipt, words) },
    {
      title: columns.rows,
      kind: 'figure',
      cell: ({ batches }) => count(batches.reduce((sum, { rows }) => sum + rows, 0)),
    },
    {
      title: columns.batches,
      kind: 'wide',
      cell: ({ batches, purged }) => [...batches.map(({ batch }) => batch), ...purged].join(words.pages.and),
    },
  ];
}

function whyIn({ people, retention, not_reached: missed, unreadable }: ShownReceipt, words: Words): Child {
  const { receiptsPage } = words;
  return (
    <>
      {people === null ? null : receiptsPage.people({ people })}
      {retention === null
        ? null
        : receiptsPage.rule({ label: labelIn(retention.label, words), days: retention.days })}
      {missed.length === 0 ? null : (
        <small class="why is-late">{receiptsPage.notReached({ count: missed.length })}</small>
      )}
      {unreadable.length === 0 ? null : (
        <small class="why">{receiptsPage.unreadable({ count: unreadable.length })}</small>
      )}
    </>
  );
}
