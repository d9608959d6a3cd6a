// All batches that the visitor sees, the newest first, and how the accounts are for which they call. It knows forms alone.

import { BATCH_STATES } from '../../../batch/record.js';
import type { Page } from '../../paging.js';
import type { Account } from '../client/accounts.js';
import type { Batch, BatchesAsked } from '../client/batches.js';
import { queryOf } from '../client/interface-client.js';
import { Layout } from '../layout.js';
import { DataTable, Pager } from '../parts/data-table.js';
import { EmptyState } from '../parts/empty-state.js';
import { Choice, Field } from '../parts/field.js';
import { Heading } from '../parts/heading.js';
import type { Element } from '../parts/element.js';
import { may, type Visit } from '../visit.js';
import { AccountStrips } from './account-strips.js';
import { batchColumns, liveRow } from './batch-row.js';

interface BatchesPageProps {
  readonly visit: Visit;
  readonly asked: BatchesAsked;
  readonly page: Page<Batch>;
  readonly accounts: readonly Account[] | undefined;
}

export function BatchesPage({ visit, asked, page, accounts }: BatchesPageProps): Element {
  const { words } = visit;
  const { batchesPage } = words;
  return (
    <Layout visit={visit} title={batchesPage.title} here="/batches">
      <Heading title={batchesPage.title}>
        {may(visit, 'createList') ? (
          <a class="button primary" href="/lists/new">
            {words.pages.navigation.newList}
          </a>
        ) : undefined}
      </Heading>
      <AccountStrips visit={visit} accounts={accounts} />
      <Search visit={visit} asked={asked} />
      <BatchesTable visit={visit} asked={asked} page={page} />
    </Layout>
  );
}

function Search({ visit, asked }: Pick<BatchesPageProps, 'visit' | 'asked'>): Element {
  const { batchesPage, page } = visit.words;
  const states = BATCH_STATES.map((state) => ({ value: state, name: page.states[state] }));
  return (
    <form class="search" method="get" action="/batches" role="search">
      <Field name="q" type="search" label={batchesPage.search} value={asked.q} input={{ maxlength: '100' }} />
      <Field name="label" label={batchesPage.label} value={asked.label} input={{ maxlength: '200' }} />
      <Field name="by" label={batchesPage.madeBy} value={asked.by} input={{ maxlength: '100' }} />
      <Choice
        name="state"
        label={batchesPage.columns.state}
        value={asked.state}
        options={[{ value: '', name: batchesPage.anyState }, ...states]}
      />
      <button type="submit">{batchesPage.find}</button>
    </form>
  );
}

/** Also alone, as it is asked for anew when there is another batch. */
export function BatchesTable({ visit, asked, page }: Omit<BatchesPageProps, 'accounts'>): Element {
  const { words } = visit;
  const { batchesPage } = words;
  const { after: _, ...filter } = asked;
  const at = (after?: string): string => `/batches${queryOf({ ...filter, after })}`;
  return (
    <section id="batches" data-live="batches" data-source={`/parts/batches${queryOf({ ...asked })}`}>
      <DataTable
        caption={batchesPage.title}
        columns={batchColumns(words)}
        rows={page.data}
        attributes={liveRow}
        empty={<NoBatches visit={visit} asked={asked} />}
      />
      <Pager
        first={asked.after === undefined ? undefined : at()}
        next={page.next === null ? undefined : at(page.next)}
        words={words.pages}
      />
    </section>
  );
}

function NoBatches({ visit, asked }: Pick<BatchesPageProps, 'visit' | 'asked'>): Element {
  const { batchesPage, pages } = visit.words;
  if (queryOf({ ...asked }) !== '')
    return (
      <EmptyState title={batchesPage.noneFound}>
        <p>
          <a href="/batches">{batchesPage.showAll}</a>
        </p>
      </EmptyState>
    );
  return (
    <EmptyState title={batchesPage.noneYet}>
      {may(visit, 'createList') ? (
        <p>
          <a class="button primary" href="/lists/new">
            {pages.navigation.newList}
          </a>
        </p>
      ) : (
        <p>{batchesPage.othersMake}</p>
      )}
    </EmptyState>
  );
}
