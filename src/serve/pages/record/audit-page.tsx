// The record of who did what, found by who, act and batch, and whether it is as it was written. It knows forms alone.

import type { Page } from '../../paging.js';
import { queryOf } from '../client/interface-client.js';
import type { AuditAsked, ShownAuditLine, ShownVerifiedAudit } from '../client/record.js';
import { Layout } from '../layout.js';
import { DataTable, Pager, type Column } from '../parts/data-table.js';
import type { Element } from '../parts/element.js';
import { EmptyState } from '../parts/empty-state.js';
import { Field } from '../parts/field.js';
import { count, Time } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import type { Visit } from '../visit.js';
import type { Words } from '../../../words/words.js';

interface AuditPageProps {
  readonly visit: Visit;
  readonly asked: AuditAsked;
  readonly page: Page<ShownAuditLine>;
}

export function AuditPage({ visit, asked, page }: AuditPageProps): Element {
  const { words } = visit;
  const { auditPage } = words;
  const { after, ...filter } = asked;
  const at = (next?: string): string => `/audit${queryOf({ ...filter, after: next })}`;
  return (
    <Layout visit={visit} title={auditPage.title} here="/audit">
      <Heading title={auditPage.title} about={auditPage.about} />
      <form class="search" method="get" action="/audit" role="search">
        <Field name="who" label={auditPage.who} value={asked.who} input={{ maxlength: '200' }} />
        <Field name="act" label={auditPage.act} value={asked.act} input={{ maxlength: '100' }} />
        <Field name="batch" label={auditPage.batch} value={asked.batch} input={{ maxlength: '64' }} />
        <button type="submit">{auditPage.find}</button>
      </form>
      <DataTable
        caption={auditPage.title}
        columns={columnsIn(words)}
        rows={page.data}
        empty={<EmptyState title={auditPage.none} />}
      />
      <Pager
        first={after === undefined ? undefined : at()}
        next={page.next === null ? undefined : at(page.next)}
        words={words.pages}
      />
      <form method="post" action="/audit/verify" class="card in-line no-paper">
        <h2>{auditPage.verify}</h2>
        <Field
          name="has"
          label={auditPage.kept}
          hint={auditPage.verifyHint}
          input={{ maxlength: '64', pattern: '[0-9a-f]{64}', autocomplete: 'off', spellcheck: 'false' }}
        />
        <button type="submit">{auditPage.verify}</button>
      </form>
    </Layout>
  );
}

function columnsIn(words: Words): readonly Column<ShownAuditLine>[] {
  const { columns, by, stated } = words.auditPage;
  return [
    { title: columns.at, cell: ({ at }) => <Time at={at} words={words} /> },
    {
      title: columns.who,
      kind: 'wide',
      cell: (line) => (
        <>
          <span class="name">{line.name === null || line.name === '' ? line.who : line.name}</span>
          <small class="why">
            {by[line.by]}
            {line.stated ? ` · ${stated}` : ''}
          </small>
        </>
      ),
    },
    {
      title: columns.act,
      cell: ({ act, value }) => (
        <>
          <code>{act}</code>
          {value === null ? null : <small> {value}</small>}
        </>
      ),
    },
    {
      title: columns.about,
      kind: 'wide',
      cell: ({ batch, about }) =>
        batch === null ? <span class="id">{about ?? '–'}</span> : <a href={`/batches/${batch}`}>{batch}</a>,
    },
    { title: columns.from, cell: ({ from }) => from },
    { title: columns.seq, kind: 'figure', cell: ({ seq }) => count(seq) },
  ];
}

interface VerifiedPageProps {
  readonly visit: Visit;
  readonly found: ShownVerifiedAudit;
  /** Whether a kept hash was looked for. */
  readonly isSought: boolean;
}

export function VerifiedPage({ visit, found, isSought }: VerifiedPageProps): Element {
  const { words } = visit;
  const { auditPage } = words;
  const { whole, damaged_line: line, lines, hash, at, torn_bytes: torn, has } = found;
  return (
    <Layout visit={visit} title={auditPage.result} here="/audit">
      <Heading title={auditPage.result} above={{ address: '/audit', name: auditPage.title }} />
      <section class="card">
        <p class={whole ? 'is-good' : 'is-bad'}>
          <strong>
            {whole
              ? lines === 0
                ? auditPage.empty
                : auditPage.whole({ lines: count(lines) })
              : auditPage.broken({ line: line ?? 0 })}
          </strong>
        </p>
        {isSought && whole ? (
          <p class={has ? 'is-good' : 'is-bad'}>{has ? auditPage.hasIt : auditPage.hasNot}</p>
        ) : null}
        {torn > 0 ? <p class="is-late">{auditPage.tornBytes({ bytes: torn })}</p> : null}
        {hash === null ? null : (
          <>
            <p>{auditPage.keepHash}</p>
            <p>
              <code class="hash">{hash}</code>
            </p>
          </>
        )}
        {at === null ? null : (
          <p>
            {auditPage.lastOf} <Time at={at} words={words} />
          </p>
        )}
      </section>
    </Layout>
  );
}
