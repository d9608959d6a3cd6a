// As what a batch's rows have ended, with their shares and the way to the rows. It knows forms alone.

import { STATUSES } from '../../../domain/status.js';
import { shareOf } from '../../../batch/page/figures.js';
import type { Batch } from '../client/batches.js';
import { DataTable } from '../parts/data-table.js';
import { count } from '../parts/figures.js';
import type { Element } from '../parts/element.js';
import { may, type Visit } from '../visit.js';

interface StatusTableProps {
  readonly visit: Visit;
  readonly batch: Batch;
}

export function StatusTable({ visit, batch }: StatusTableProps): Element {
  const { words } = visit;
  const { page, pages } = words;
  const { by_status: byStatus, rows: all } = batch;
  const seesRows = may(visit, 'listRows');
  const rows = STATUSES.flatMap((status) => {
    const of = byStatus[status] ?? 0;
    return of === 0 ? [] : [{ status, of }];
  });
  return (
    <DataTable
      caption={page.byStatus}
      columns={[
        {
          title: page.status,
          kind: 'wide',
          cell: ({ status }) => (
            <>
              <span class={`key is-${status}`}></span>
              {seesRows ? (
                <a class="name" href={`/batches/${batch.batch}/rows?status=${status}`}>
                  {pages.statuses[status]}
                </a>
              ) : (
                <strong>{pages.statuses[status]}</strong>
              )}{' '}
              <small>{page.statuses[status]}</small>
            </>
          ),
        },
        { title: page.rows, kind: 'figure', cell: ({ of }) => count(of) },
        { title: page.share, kind: 'figure', cell: ({ of }) => shareOf(of, all) },
      ]}
      rows={rows}
      empty=""
    />
  );
}
