// Keys of programs: whose they are, when they end, and one that is made. It knows forms alone.

import type { Page } from '../../paging.js';
import type { MadeKey, ShownKey } from '../client/access.js';
import type { ProblemBody } from '../client/interface-client.js';
import { Layout } from '../layout.js';
import { DataTable, Pager, type Column } from '../parts/data-table.js';
import type { Child, Element } from '../parts/element.js';
import { EmptyState } from '../parts/empty-state.js';
import { Field } from '../parts/field.js';
import { Time } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import { Notice } from '../parts/notice.js';
import { ProblemBox } from '../parts/problem-box.js';
import { Secret } from '../parts/secret.js';
import type { Visit } from '../visit.js';
import type { Words } from '../../../words/words.js';
import { labelsIn, RightsFields } from './users-page.js';

export interface KeysPageProps {
  readonly visit: Visit;
  readonly keys: Page<ShownKey>;
  readonly after: string | undefined;
  /** By their ids. */
  readonly users: ReadonlyMap<string, string>;
  readonly done?: string | undefined;
  readonly problem?: ProblemBody | undefined;
  readonly typed?: Readonly<Record<string, string>> | undefined;
}

export function KeysPage({ visit, keys, after, users, done, problem, typed = {} }: KeysPageProps): Element {
  const { words } = visit;
  const { keysPage } = words;
  return (
    <Layout visit={visit} title={keysPage.title} here="/keys">
      <Heading title={keysPage.title} about={keysPage.about} />
      <Notice>{done}</Notice>
      {problem === undefined ? null : <ProblemBox problem={problem} words={words} />}
      <DataTable
        caption={keysPage.title}
        columns={columnsIn(words, users)}
        rows={keys.data}
        empty={<EmptyState title={keysPage.none} />}
      />
      <Pager
        first={after === undefined ? undefined : '/keys'}
        next={keys.next === null ? undefined : `/keys?after=${encodeURIComponent(keys.next)}`}
        words={words.pages}
      />
      <form method="post" action="/keys" class="card no-paper">
        <h2>{keysPage.add.title}</h2>
        <Field
          name="name"
          label={keysPage.add.name}
          hint={keysPage.add.nameHint}
          value={typed['name']}
          input={{ maxlength: '64', autocomplete: 'off' }}
        />
        <RightsFields words={words} typed={typed} labelsHint={keysPage.add.labelsHint} />
        <Field
          name="days"
          label={keysPage.add.days}
          hint={keysPage.add.daysHint}
          value={typed['days']}
          input={{ inputmode: 'numeric', maxlength: '4' }}
        />
        <button type="submit" class="primary">
          {keysPage.add.button}
        </button>
      </form>
    </Layout>
  );
}

function columnsIn(words: Words, users: ReadonlyMap<string, string>): readonly Column<ShownKey>[] {
  const { keysPage } = words;
  const { columns } = keysPage;
  return [
    {
      title: columns.name,
      kind: 'wide',
      cell: ({ id, name }) => (
        <>
          <span class="name">{name === '' ? keysPage.unnamed : name}</span>
          <small class="id">{id}</small>
        </>
      ),
    },
    { title: columns.role, cell: ({ role }) => words.pages.roles[role] },
    { title: columns.labels, cell: ({ labels }) => labelsIn(labels, words) },
    { title: columns.of, cell: ({ user }) => (user === null ? keysPage.itself : (users.get(user) ?? user)) },
    { title: columns.made, cell: ({ created_at: at }) => <Time at={at} words={words} /> },
    { title: columns.ends, cell: ({ expires_at: at }) => endIn(at, words) },
    {
      title: columns.act,
      cell: ({ id }) => (
        <a class="button" href={`/keys/${id}/revoke`} data-dialog>
          {keysPage.revoke}
        </a>
      ),
    },
  ];
}

function endIn(at: string | null, words: Words): Child {
  if (at === null) return words.keysPage.never;
  if (Date.parse(at) <= Date.now()) return <span class="pill is-late">{words.keysPage.ended}</span>;
  return <Time at={at} words={words} />;
}

/** Shown once, as the answer to the form itself. */
export function MadeKeyPage({ visit, made }: { readonly visit: Visit; readonly made: MadeKey }): Element {
  const { keysPage } = visit.words;
  return (
    <Layout visit={visit} title={keysPage.made} here="/keys">
      <Heading
        title={made.name === '' ? keysPage.made : made.name}
        above={{ address: '/keys', name: keysPage.title }}
      />
      <Secret name={keysPage.made} secret={made.key}>
        <p>{keysPage.keep}</p>
        <p>{keysPage.use}</p>
      </Secret>
    </Layout>
  );
}
