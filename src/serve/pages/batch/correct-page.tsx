// Rows that could not be verified as they stand, to be mended in place and sent as a correction. It knows forms alone.

import { onPage } from '../../../words/catalogue.js';
import type { Page } from '../../paging.js';
import type { Batch } from '../client/batches.js';
import { queryOf, type ProblemBody } from '../client/interface-client.js';
import type { Row } from '../client/one-batch.js';
import { fileName } from '../batches/batch-row.js';
import { Layout } from '../layout.js';
import { DataTable, Pager } from '../parts/data-table.js';
import { EmptyState } from '../parts/empty-state.js';
import { count } from '../parts/figures.js';
import { ProblemBox } from '../parts/problem-box.js';
import type { Element } from '../parts/element.js';
import type { Visit } from '../visit.js';
import { BatchHeading } from './batch-page.js';
import { BatchTabs } from './tabs.js';

/** Those that another name or number may mend. */
export const MENDABLE = [
  'bad_format',
  'invalid_id',
  'mismatch',
  'unreadable',
  'lookup_failed',
  'error',
] as const;

interface CorrectPageProps {
  readonly visit: Visit;
  readonly batch: Batch;
  readonly status: (typeof MENDABLE)[number];
  readonly rows: Page<Row> | ProblemBody;
  readonly isFirst: boolean;
  readonly once: string;
  readonly problem?: ProblemBody | undefined;
}

export function CorrectPage(props: CorrectPageProps): Element {
  const { visit, batch, status, rows, problem } = props;
  const { words } = visit;
  const { batchPage, pages } = words;
  const there = MENDABLE.filter((each) => (batch.by_status[each] ?? 0) > 0);
  return (
    <Layout visit={visit} title={batchPage.correctOf({ file: fileName(batch.file) })} here="/batches">
      <BatchHeading visit={visit} batch={batch} />
      <BatchTabs visit={visit} batch={batch.batch} here="correct" />
      {problem === undefined ? null : <ProblemBox problem={problem} words={words} />}
      <p>{batchPage.correctMeans}</p>
      <nav class="tabs" aria-label={words.page.status}>
        {there.map((each) => (
          <a
            href={`/batches/${batch.batch}/correct?status=${each}`}
            {...(each === status ? { 'aria-current': 'page' } : {})}
          >
            {pages.ofStatus({ status: pages.statuses[each], rows: count(batch.by_status[each] ?? 0) })}
          </a>
        ))}
      </nav>
      {'type' in rows ? <ProblemBox problem={rows} words={words} /> : <Rows {...props} rows={rows} />}
    </Layout>
  );
}

function Rows(props: Omit<CorrectPageProps, 'rows'> & { readonly rows: Page<Row> }): Element {
  const { visit, batch, status, rows, isFirst, once } = props;
  const { words } = visit;
  const { batchPage, newListPage, pages } = words;
  const address = `/batches/${batch.batch}/correct`;
  if (rows.data.length === 0) return <EmptyState title={batchPage.nothingToCorrect} />;
  const cell = (field: 'name' | 'id_number', label: string) => (row: Row) => (
    <>
      <input type="hidden" name={`was-${field}-${row.row}`} value={row[field]} />
      <input
        name={`${field}-${row.row}`}
        value={row[field]}
        maxlength={200}
        autocomplete="off"
        aria-label={batchPage.ofRow({ row: row.row, what: label })}
      />
    </>
  );
  return (
    <form method="post" action={address}>
      <input type="hidden" name="once" value={once} />
      <input type="hidden" name="status" value={status} />
      <DataTable
        caption={batchPage.tabs.correct}
        columns={[
          { title: batchPage.row, kind: 'figure', cell: ({ row }) => count(row) },
          { title: batchPage.name, cell: cell('name', batchPage.name) },
          { title: batchPage.number, cell: cell('id_number', batchPage.number) },
          { title: newListPage.reason, kind: 'wide', cell: ({ message }) => onPage(message, words) },
        ]}
        rows={rows.data}
        empty=""
      />
      <div class="actions sticky">
        <button type="submit" class="primary" name="then" value="start">
          {batchPage.sendCorrections}
        </button>
        <button type="submit" name="then" value="draft">
          {newListPage.keepAsDraft}
        </button>
        <small>{batchPage.changedAlone}</small>
      </div>
      <Pager
        first={isFirst ? undefined : `${address}${queryOf({ status })}`}
        next={rows.next === null ? undefined : `${address}${queryOf({ status, after: rows.next })}`}
        words={pages}
      />
    </form>
  );
}
