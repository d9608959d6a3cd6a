// Rules of how long outcomes are kept: a new one is shown first with what it would erase; what is due now. It knows forms alone.

import { STATUSES } from '../../../domain/status.js';
import type { Words } from '../../../words/words.js';
import { queryOf, type ProblemBody } from '../client/interface-client.js';
import type { ShownRule } from '../client/record.js';
import { Layout } from '../layout.js';
import { DataTable, type Column } from '../parts/data-table.js';
import type { Element } from '../parts/element.js';
import { EmptyState } from '../parts/empty-state.js';
import { Field } from '../parts/field.js';
import { Time } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import { Ticks } from '../parts/lines-field.js';
import { Notice } from '../parts/notice.js';
import { ProblemBox } from '../parts/problem-box.js';
import type { Visit } from '../visit.js';

export interface RetentionPageProps {
  readonly visit: Visit;
  readonly rules: readonly ShownRule[];
  readonly done?: string | undefined;
  readonly problem?: ProblemBody | undefined;
  readonly typed?: Readonly<Record<string, string>> | undefined;
  readonly ticked?: readonly string[] | undefined;
}

export function RetentionPage({
  visit,
  rules,
  done,
  problem,
  typed = {},
  ticked,
}: RetentionPageProps): Element {
  const { words } = visit;
  const { retentionPage } = words;
  return (
    <Layout visit={visit} title={retentionPage.title} here="/retention">
      <Heading title={retentionPage.title} about={retentionPage.about}>
        <form method="post" action="/retention/due">
          <button type="submit">{retentionPage.due}</button>
        </form>
        <a class="button" href="/receipts">
          {retentionPage.receipts}
        </a>
      </Heading>
      <Notice>{done}</Notice>
      {problem === undefined ? null : <ProblemBox problem={problem} words={words} />}
      <DataTable
        caption={retentionPage.title}
        columns={ruleColumns(words)}
        rows={rules}
        empty={<EmptyState title={retentionPage.none} />}
      />
      <form method="post" action="/retention" class="card no-paper">
        <h2>{retentionPage.form.title}</h2>
        <Field
          name="label"
          label={retentionPage.form.label}
          hint={retentionPage.form.labelHint}
          value={typed['label']}
          input={{ maxlength: '200' }}
        />
        <Ticks
          name="statuses"
          label={retentionPage.form.statuses}
          hint={retentionPage.form.statusesHint}
          options={STATUSES.map((status) => ({ value: status, name: words.pages.statuses[status] }))}
          ticked={ticked ?? []}
        />
        <Field
          name="days"
          label={retentionPage.form.days}
          value={typed['days']}
          input={{ inputmode: 'numeric', maxlength: '6', required: true }}
        />
        <button type="submit" class="primary">
          {retentionPage.form.button}
        </button>
      </form>
    </Layout>
  );
}

function ruleColumns(words: Words): readonly Column<ShownRule>[] {
  const { retentionPage } = words;
  const { columns } = retentionPage;
  return [
    { title: columns.label, kind: 'wide', cell: ({ label }) => <strong>{labelIn(label, words)}</strong> },
    { title: columns.what, cell: ({ status }) => whatGoes(status, words) },
    { title: columns.days, cell: ({ days }) => retentionPage.afterDays({ days }) },
    {
      title: columns.set,
      cell: ({ set_at: at, by }) => (
        <>
          <Time at={at} words={words} /> <small>{by}</small>
        </>
      ),
    },
    {
      title: columns.act,
      cell: ({ label, status }) => (
        <a
          class="button"
          href={`/retention/remove${queryOf({ status: status ?? undefined, ...(label === '' ? {} : { label }) })}`}
          data-dialog
        >
          {retentionPage.remove}
        </a>
      ),
    },
  ];
}

export function labelIn(label: string, { retentionPage }: Words): string {
  return label === '' ? retentionPage.noLabel : label;
}

export function whatGoes(status: ShownRule['status'], { retentionPage, pages }: Words): string {
  return status === null
    ? retentionPage.everything
    : retentionPage.rowsOf({ status: pages.statuses[status] });
}
