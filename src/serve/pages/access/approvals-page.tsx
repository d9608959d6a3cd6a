// Batches that await an approval, and from how many calls on one is needed. It knows forms alone.

import type { ShownApproval } from '../client/access.js';
import type { Batch } from '../client/batches.js';
import { fileName } from '../batches/batch-row.js';
import { Layout } from '../layout.js';
import { DataTable, type Column } from '../parts/data-table.js';
import type { Child, Element } from '../parts/element.js';
import { EmptyState } from '../parts/empty-state.js';
import { Field } from '../parts/field.js';
import { count, Time } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import { Notice } from '../parts/notice.js';
import { may, type Visit } from '../visit.js';

interface ApprovalsPageProps {
  readonly visit: Visit;
  readonly batches: readonly Batch[];
  readonly approval: ShownApproval;
  readonly done: string | undefined;
}

export function ApprovalsPage({ visit, batches, approval, done }: ApprovalsPageProps): Element {
  const { approvalsPage } = visit.words;
  const { calls } = approval;
  const rule = calls === null ? approvalsPage.noLimit : approvalsPage.limit({ calls: count(calls) });
  return (
    <Layout visit={visit} title={approvalsPage.title} here="/approvals">
      <Heading title={approvalsPage.title} about={rule} />
      <Notice>{done}</Notice>
      <DataTable
        caption={approvalsPage.title}
        columns={columnsFor(visit)}
        rows={batches}
        empty={<EmptyState title={approvalsPage.none} />}
      />
      {may(visit, 'setApproval') ? <LimitForm visit={visit} approval={approval} /> : null}
    </Layout>
  );
}

function columnsFor(visit: Visit): readonly Column<Batch>[] {
  const { words } = visit;
  const { columns } = words.approvalsPage;
  return [
    {
      title: columns.list,
      kind: 'wide',
      cell: ({ batch, file, label }) => (
        <>
          <a class="name" href={`/batches/${batch}`}>
            {fileName(file)}
          </a>
          {label === '' ? null : <span class="tag">{label}</span>}
          <small class="id">{batch}</small>
        </>
      ),
    },
    { title: columns.madeBy, cell: ({ approval }) => approval?.made_by_name ?? approval?.made_by ?? '–' },
    { title: columns.calls, kind: 'figure', cell: ({ approval }) => count(approval?.calls ?? 0) },
    { title: columns.rows, kind: 'figure', cell: ({ rows }) => count(rows) },
    { title: columns.made, cell: ({ created_at: at }) => <Time at={at} words={words} /> },
    { title: columns.act, kind: 'wide', cell: (batch) => decisionsFor(batch, visit) },
  ];
}

function decisionsFor({ batch, approval }: Batch, { words, caller }: Visit): Child {
  const { approvalsPage } = words;
  if (approval?.made_by === caller.id) return <small>{approvalsPage.own}</small>;
  const at = `/approvals/${batch}`;
  return (
    <span class="actions">
      <a class="button primary" href={`${at}/approve`} data-dialog>
        {approvalsPage.approve}
      </a>
      <a class="button" href={`${at}/reject`} data-dialog>
        {approvalsPage.reject}
      </a>
    </span>
  );
}

function LimitForm({ visit, approval }: Pick<ApprovalsPageProps, 'visit' | 'approval'>): Element {
  const { change, setBy } = visit.words.approvalsPage;
  return (
    <form method="post" action="/approvals" class="card in-line no-paper">
      <h2>{change.title}</h2>
      <Field
        name="calls"
        label={change.calls}
        hint={change.hint}
        value={approval.calls === null ? '' : String(approval.calls)}
        input={{ inputmode: 'numeric', maxlength: '10' }}
      />
      <button type="submit">{change.button}</button>
      {approval.set_by === null ? null : (
        <p class="hint">{setBy({ by: approval.set_by_name ?? approval.set_by })}</p>
      )}
    </form>
  );
}
