// Users: who may sign in, with which role, and the link by which each sets a password. It knows forms alone.

import { ROLES } from '../../../access/caller.js';
import type { Page } from '../../paging.js';
import type { LinkedUser, ShownUser } from '../client/access.js';
import type { ProblemBody } from '../client/interface-client.js';
import { Layout } from '../layout.js';
import { DataTable, Pager, type Column } from '../parts/data-table.js';
import type { Child, Element } from '../parts/element.js';
import { Choice, Field } from '../parts/field.js';
import { Time } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import { LinesField } from '../parts/lines-field.js';
import { Notice } from '../parts/notice.js';
import { ProblemBox } from '../parts/problem-box.js';
import { Secret } from '../parts/secret.js';
import type { Visit } from '../visit.js';
import type { Words } from '../../../words/words.js';

export interface UsersPageProps {
  readonly visit: Visit;
  readonly users: Page<ShownUser>;
  readonly after: string | undefined;
  readonly done?: string | undefined;
  readonly problem?: ProblemBody | undefined;
  readonly typed?: Readonly<Record<string, string>> | undefined;
}

export function UsersPage({ visit, users, after, done, problem, typed = {} }: UsersPageProps): Element {
  const { words } = visit;
  const { usersPage } = words;
  return (
    <Layout visit={visit} title={usersPage.title} here="/users">
      <Heading title={usersPage.title} about={usersPage.about} />
      <Notice>{done}</Notice>
      {problem === undefined ? null : <ProblemBox problem={problem} words={words} />}
      <DataTable caption={usersPage.title} columns={columnsFor(visit)} rows={users.data} empty={null} />
      <Pager
        first={after === undefined ? undefined : '/users'}
        next={users.next === null ? undefined : `/users?after=${encodeURIComponent(users.next)}`}
        words={words.pages}
      />
      <form method="post" action="/users" class="card no-paper">
        <h2>{usersPage.add.title}</h2>
        <Field
          name="name"
          label={usersPage.add.name}
          value={typed['name']}
          input={{ required: true, maxlength: '64', autocomplete: 'off' }}
        />
        <RightsFields words={words} typed={typed} labelsHint={usersPage.add.labelsHint} />
        <button type="submit" class="primary">
          {usersPage.add.button}
        </button>
      </form>
    </Layout>
  );
}

interface RightsFieldsProps {
  readonly words: Words;
  readonly typed: Readonly<Record<string, string>>;
  readonly labelsHint: string;
}

/** Of users and keys alike. */
export function RightsFields({ words, typed, labelsHint }: RightsFieldsProps): Element {
  const { add } = words.usersPage;
  const roles = ROLES.map((role) => ({ value: role, name: words.roleWords[role] }));
  return (
    <>
      <Choice name="role" label={add.role} value={typed['role'] ?? 'operator'} options={roles} />
      <LinesField name="labels" label={add.labels} hint={labelsHint} value={typed['labels']} />
    </>
  );
}

function columnsFor(visit: Visit): readonly Column<ShownUser>[] {
  const { words, caller } = visit;
  const { columns } = words.usersPage;
  return [
    {
      title: columns.name,
      kind: 'wide',
      cell: ({ id, name }) => (
        <>
          <span class="name">{name}</span>
          {id === caller.id ? <span class="tag">{words.usersPage.you}</span> : null}
        </>
      ),
    },
    { title: columns.role, cell: ({ role }) => words.pages.roles[role] },
    { title: columns.labels, cell: ({ labels }) => labelsIn(labels, words) },
    { title: columns.signsIn, cell: (user) => signsInBy(user, words) },
    { title: columns.made, cell: ({ created_at: at }) => <Time at={at} words={words} /> },
    { title: columns.act, kind: 'wide', cell: (user) => <Acts user={user} words={words} /> },
  ];
}

export function labelsIn(labels: ShownUser['labels'], { usersPage, pages }: Words): string {
  return labels === 'all' ? usersPage.allLabels : labels.join(pages.and);
}

function signsInBy({ signs_in_by: by, link_expires_at: until }: ShownUser, words: Words): Child {
  const { usersPage } = words;
  return (
    <>
      {usersPage.signsInBy[by]}
      {until === null ? null : (
        <small class="why">
          {usersPage.linkUntil} <Time at={until} words={words} />
        </small>
      )}
    </>
  );
}

function Acts({ user: { name }, words }: { readonly user: ShownUser; readonly words: Words }): Element {
  const at = `/users/${encodeURIComponent(name)}`;
  return (
    <span class="actions">
      <a class="button" href={`${at}/link`} data-dialog>
        {words.usersPage.newLink}
      </a>
      <a class="button" href={`${at}/remove`} data-dialog>
        {words.usersPage.remove}
      </a>
    </span>
  );
}

interface LinkPageProps {
  readonly visit: Visit;
  readonly user: LinkedUser;
  readonly title: string;
}

/** Shown once, as the answer to the form itself. */
export function LinkPage({ visit, user, title }: LinkPageProps): Element {
  const { usersPage } = visit.words;
  return (
    <Layout visit={visit} title={title} here="/users">
      <Heading title={title} above={{ address: '/users', name: usersPage.title }} />
      <Secret name={usersPage.newLink} secret={user.link}>
        <p>{usersPage.handOver}</p>
      </Secret>
    </Layout>
  );
}
