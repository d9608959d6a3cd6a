// What a person's erasure would take, with the question; or what it has taken, and what stays. It knows forms alone.

import { rangesOf } from '../../../domain/number-ranges.js';
import { onPage } from '../../../words/catalogue.js';
import type { Words } from '../../../words/words.js';
import type { Erased, Sought } from '../client/persons.js';
import { Layout } from '../layout.js';
import { DataTable, type Column } from '../parts/data-table.js';
import type { Child, Element } from '../parts/element.js';
import { Heading } from '../parts/heading.js';
import { Notice } from '../parts/notice.js';
import type { Visit } from '../visit.js';
import { Hidden } from './person-page.js';

interface ErasurePageProps {
  readonly visit: Visit;
  readonly sought: Sought;
  readonly erased: Erased;
}

/** What an erasure would take, with the question; or what it has taken. */
export function ErasurePage({ visit, sought, erased }: ErasurePageProps): Element {
  const { words } = visit;
  const { personPage, pages } = words;
  const title = erased.erased ? personPage.done : personPage.plan;
  return (
    <Layout visit={visit} title={title} here="/person">
      <Heading title={title} above={{ address: '/person', name: personPage.another }} />
      <Taken erased={erased} words={words} />
      {erased.erased || erased.files.length === 0 ? null : (
        <form method="post" action="/person/erase" class="card is-danger">
          <Hidden sought={sought} />
          <input type="hidden" name="erase" value="yes" />
          <p>{personPage.finalHint}</p>
          <div class="actions">
            <a class="button" href="/person">
              {pages.back}
            </a>
            <button type="submit" class="danger">
              {personPage.final}
            </button>
          </div>
        </form>
      )}
    </Layout>
  );
}

function Taken({ erased, words }: { readonly erased: Erased; readonly words: Words }): Element {
  const { personPage, erasing } = words;
  const { batches, files, unreadable, not_reached: missed, receipt } = erased;
  const figures = { rows: erased.rows, batches: batches.length, files: files.length };
  if (files.length === 0 && receipt === null) return <Notice look="late">{personPage.nothing}</Notice>;
  return (
    <>
      <Notice look={erased.erased ? 'good' : 'late'}>
        {erased.erased ? personPage.erased(figures) : personPage.planned(figures)}
      </Notice>
      <DataTable caption={personPage.plan} columns={batchColumns(words)} rows={batches} empty={null} />
      {files.length === 0 ? null : (
        <details class="tries">
          <summary>{personPage.files({ count: files.length })}</summary>
          <Listed items={files.map((file) => fileName(file))} />
        </details>
      )}
      {unreadable.length === 0 ? null : (
        <>
          <p>{personPage.unreadable}</p>
          <Listed items={unreadable.map(({ batch, rows }) => `${batch}: ${rows}`)} />
        </>
      )}
      {missed.length === 0 ? null : (
        <>
          <p class="is-bad">{personPage.notReached}</p>
          <Listed
            items={missed.map(
              ({ batch, file, why }) => `${file ?? batch ?? personPage.dataDirectory}: ${onPage(why, words)}`,
            )}
          />
        </>
      )}
      <h2>{personPage.stays}</h2>
      <Listed items={[erasing.stays.sessions, erasing.stays.backups]} />
      {receipt === null ? null : (
        <p>
          {personPage.receipt}: <a href="/receipts">{fileName(receipt)}</a>
        </p>
      )}
    </>
  );
}

/** With the folder that says whose it is. */
function fileName(path: string): string {
  return path.split(/[/\\]/).slice(-2).join('/');
}

function Listed({ items }: { readonly items: readonly Child[] }): Element {
  return (
    <ul>
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  );
}

function batchColumns(words: Words): readonly Column<Erased['batches'][number]>[] {
  const { planColumns: columns } = words.personPage;
  return [
    { title: columns.batch, kind: 'wide', cell: ({ batch }) => <a href={`/batches/${batch}`}>{batch}</a> },
    { title: columns.label, cell: ({ label }) => (label === '' ? '–' : label) },
    { title: columns.rows, kind: 'wide', cell: ({ rows }) => rangesOf(rows) },
  ];
}
