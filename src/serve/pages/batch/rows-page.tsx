// The rows of a batch with their outcomes, masked, or as they are for who may and says so. It knows forms alone.

import { ERASED, STATUSES, type WrittenStatus } from '../../../domain/status.js';
import { onPage } from '../../../words/catalogue.js';
import type { Page } from '../../paging.js';
import type { Batch } from '../client/batches.js';
import { queryOf, type ProblemBody } from '../client/interface-client.js';
import type { Row, RowReason, RowsAsked } from '../client/one-batch.js';
import { Layout } from '../layout.js';
import { fileName } from '../batches/batch-row.js';
import { DataTable, Pager, type Column } from '../parts/data-table.js';
import { EmptyState } from '../parts/empty-state.js';
import { Choice } from '../parts/field.js';
import { count, Time } from '../parts/figures.js';
import { StatusPill } from '../parts/pill.js';
import { ProblemBox } from '../parts/problem-box.js';
import type { Element } from '../parts/element.js';
import { may, type Visit } from '../visit.js';
import { BatchHeading } from './batch-page.js';
import { BatchTabs } from './tabs.js';

interface RowsPageProps {
  readonly visit: Visit;
  readonly batch: Batch;
  readonly asked: RowsAsked;
  readonly rows: Page<Row> | ProblemBody;
  readonly reasons: readonly RowReason[];
}

export function RowsPage(props: RowsPageProps): Element {
  const { visit, batch, asked, rows } = props;
  const { words } = visit;
  const { batchPage } = words;
  return (
    <Layout visit={visit} title={batchPage.rowsOf({ file: fileName(batch.file) })} here="/batches">
      <BatchHeading visit={visit} batch={batch} />
      <BatchTabs visit={visit} batch={batch.batch} here="rows" />
      <Filter {...props} />
      {'type' in rows ? (
        <ProblemBox problem={rows} words={words} />
      ) : (
        <>
          <Reveal visit={visit} batch={batch} asked={asked} />
          <DataTable
            caption={batchPage.tabs.rows}
            columns={rowColumns(visit)}
            rows={rows.data}
            empty={<EmptyState title={batchPage.noRows} />}
          />
          <Pager
            first={asked.after === undefined ? undefined : addressOf(batch, { ...asked, after: undefined })}
            next={rows.next === null ? undefined : addressOf(batch, { ...asked, after: rows.next })}
            words={words.pages}
          />
        </>
      )}
    </Layout>
  );
}

function addressOf({ batch }: Batch, asked: RowsAsked): string {
  return `/batches/${batch}/rows${queryOf({ ...asked })}`;
}

function Filter({ visit, batch, asked, reasons }: RowsPageProps): Element {
  const { words } = visit;
  const { batchPage, pages, newListPage, batchesPage } = words;
  const all: readonly WrittenStatus[] = [...STATUSES, ERASED];
  const statuses = all.filter((status) => status === asked.status || (batch.by_status[status] ?? 0) > 0);
  const told = reasons
    .filter(({ status }) => asked.status === undefined || status === asked.status)
    .slice(0, 50);
  return (
    <form class="search" method="get" action={`/batches/${batch.batch}/rows`}>
      <Choice
        name="status"
        label={words.page.status}
        value={asked.status}
        options={[
          { value: '', name: batchPage.anyStatus },
          ...statuses.map((status) => ({ value: status, name: pages.statuses[status] })),
        ]}
      />
      {told.length === 0 ? null : (
        <Choice
          name="reason"
          label={newListPage.reason}
          value={asked.reason}
          options={[
            { value: '', name: batchPage.anyReason },
            ...told.map(({ message, rows }) => ({
              value: message,
              name: pages.ofStatus({ status: onPage(message, words), rows: count(rows) }),
            })),
          ]}
        />
      )}
      <button type="submit">{batchesPage.find}</button>
    </form>
  );
}

function Reveal({ visit, batch, asked }: Pick<RowsPageProps, 'visit' | 'batch' | 'asked'>): Element {
  const { batchPage } = visit.words;
  if (!may(visit, 'revealRows')) return <></>;
  return asked.reveal === 'true' ? (
    <p class="note is-late no-paper">
      {batchPage.revealed} <a href={addressOf(batch, { ...asked, reveal: undefined })}>{batchPage.mask}</a>
    </p>
  ) : (
    <p class="no-paper">
      <a href={addressOf(batch, { ...asked, reveal: 'true' })}>{batchPage.reveal}</a>{' '}
      <small>{batchPage.revealMeans}</small>
    </p>
  );
}

function rowColumns({ words }: Visit): readonly Column<Row>[] {
  const { batchPage, page } = words;
  return [
    { title: batchPage.row, kind: 'figure', cell: ({ row }) => count(row) },
    { title: batchPage.name, cell: ({ name }) => name },
    { title: batchPage.number, cell: ({ id_number: number }) => <span class="id">{number}</span> },
    {
      title: page.status,
      cell: ({ status }) => <StatusPill status={status as WrittenStatus} words={words} />,
    },
    { title: batchPage.message, kind: 'wide', cell: ({ message }) => onPage(message, words) },
    { title: batchPage.attempts, kind: 'figure', cell: ({ attempts }) => count(attempts) },
    {
      title: batchPage.checked,
      kind: 'figure',
      cell: ({ checked_at: at }) => (at === null || at === '' ? '–' : <Time at={at} words={words} />),
    },
  ];
}
