// What a rule of retention would take before it is set, and what all rules take now. It knows forms alone.

import { onPage } from '../../../words/catalogue.js';
import type { Words } from '../../../words/words.js';
import type { NewRule, ShownRetentionRun, ShownRetentionSet } from '../client/record.js';
import { Layout } from '../layout.js';
import { DataTable, type Column } from '../parts/data-table.js';
import type { Element } from '../parts/element.js';
import { count } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import { Notice } from '../parts/notice.js';
import type { Visit } from '../visit.js';
import { labelIn, whatGoes } from './retention-page.js';

type Taken = Pick<ShownRetentionSet, 'due' | 'kept'>;

function DueTable({
  words,
  taken: { due, kept },
}: {
  readonly words: Words;
  readonly taken: Taken;
}): Element {
  const { retentionPage } = words;
  const { dueColumns: columns } = retentionPage;
  const all: readonly Column<Taken['due'][number]>[] = [
    { title: columns.batch, kind: 'wide', cell: ({ batch }) => <a href={`/batches/${batch}`}>{batch}</a> },
    { title: columns.label, cell: ({ label }) => labelIn(label, words) },
    { title: columns.what, cell: ({ status }) => whatGoes(status, words) },
    { title: columns.rows, kind: 'figure', cell: ({ rows }) => count(rows) },
  ];
  return (
    <>
      <DataTable
        caption={retentionPage.dueTitle}
        columns={all}
        rows={due}
        empty={<p>{retentionPage.nothingDue}</p>}
      />
      {kept.map(({ batch, why }) => (
        <Notice look="late">{retentionPage.kept({ batch, why: onPage(why, words) })}</Notice>
      ))}
    </>
  );
}

interface TriedPageProps {
  readonly visit: Visit;
  readonly rule: NewRule;
  readonly tried: ShownRetentionSet;
}

/** What a rule would take, before it is set. */
export function TriedPage({ visit, rule, tried }: TriedPageProps): Element {
  const { words } = visit;
  const { retentionPage, pages } = words;
  return (
    <Layout visit={visit} title={retentionPage.tryTitle} here="/retention">
      <Heading
        title={retentionPage.tryTitle}
        above={{ address: '/retention', name: retentionPage.title }}
        about={`${labelIn(rule.label, words)} · ${retentionPage.afterDays({ days: rule.days ?? 0 })}`}
      />
      <DueTable words={words} taken={tried} />
      <form method="post" action="/retention" class="actions in-page">
        <input type="hidden" name="record" value="yes" />
        <input type="hidden" name="label" value={rule.label} />
        <input type="hidden" name="days" value={String(rule.days ?? '')} />
        {rule.statuses.map((status) => (
          <input type="hidden" name="statuses" value={status} />
        ))}
        <a class="button" href="/retention">
          {pages.back}
        </a>
        <button type="submit" class="danger">
          {retentionPage.record}
        </button>
      </form>
    </Layout>
  );
}

/** What all rules take now. */
export function DuePage({ visit, run }: { readonly visit: Visit; readonly run: ShownRetentionRun }): Element {
  const { words } = visit;
  const { retentionPage } = words;
  return (
    <Layout visit={visit} title={retentionPage.dueTitle} here="/retention">
      <Heading title={retentionPage.dueTitle} above={{ address: '/retention', name: retentionPage.title }} />
      <DueTable words={words} taken={run} />
      {run.due.length === 0 ? null : (
        <form method="post" action="/retention/run" class="actions in-page">
          <button type="submit" class="danger">
            {retentionPage.run}
          </button>
        </form>
      )}
    </Layout>
  );
}
