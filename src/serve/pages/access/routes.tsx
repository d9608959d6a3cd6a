// The pages of users and keys, and what is done there.

import { orAgain, paramOf, queryIn } from '../asked.js';
import { addKey, addUser, linkUser, listKeys, listUsers, removeUser, revokeKey } from '../client/access.js';
import { SentForm } from '../form.js';
import { guardedPage } from '../guarded.js';
import { seeOther, type Answered, type Pages } from '../pages.js';
import { linesIn } from '../parts/lines-field.js';
import { doneIn } from '../parts/notice.js';
import { Question } from '../parts/question.js';
import type { Visit } from '../visit.js';
import { KeysPage, MadeKeyPage, type KeysPageProps } from './keys-page.js';
import { LinkPage, UsersPage, type UsersPageProps } from './users-page.js';

const DAY_S = 86_400;

export function usersPages(pages: Pages): void {
  pages.get('/users', (visit) => usersPage(visit));

  pages.post('/users', async (visit) => {
    const form = await SentForm.of(visit.context);
    const typed = form.typed('name', 'role', 'labels');
    return orAgain(
      visit,
      async () => {
        const user = await addUser(visit.api, { name: form.text('name'), ...rightsIn(form) });
        return <LinkPage visit={visit} user={user} title={visit.words.usersPage.added(user)} />;
      },
      (problem) => usersPage(visit, { problem, typed }),
    );
  });

  guardedPage(pages, '/users/:name/link', 'linkUser', (visit) => {
    const { usersPage: words } = visit.words;
    const name = paramOf(visit, 'name');
    return (
      <Question {...questionOf(visit, name, 'link')} title={words.linkTitle({ name })} yes={words.newLink}>
        <p>{words.linkMeans}</p>
      </Question>
    );
  });

  pages.post('/users/:name/link', async (visit) => {
    const user = await linkUser(visit.api, paramOf(visit, 'name'));
    return <LinkPage visit={visit} user={user} title={visit.words.usersPage.linked(user)} />;
  });

  guardedPage(pages, '/users/:name/remove', 'deleteUser', (visit) => {
    const { usersPage: words } = visit.words;
    const name = paramOf(visit, 'name');
    return (
      <Question
        {...questionOf(visit, name, 'remove')}
        title={words.removeTitle({ name })}
        yes={words.remove}
        isDangerous
      >
        <p>{words.removeMeans}</p>
      </Question>
    );
  });

  pages.post('/users/:name/remove', (visit) =>
    orAgain(
      visit,
      async () => {
        await removeUser(visit.api, paramOf(visit, 'name'));
        return seeOther(visit, '/users?done=removed');
      },
      (problem) => usersPage(visit, { problem }),
    ),
  );
}

function questionOf(visit: Visit, name: string, act: string) {
  return { visit, here: '/users', action: `/users/${encodeURIComponent(name)}/${act}`, back: '/users' };
}

function rightsIn(form: SentForm): { role: string; labels: string[] } {
  return { role: form.text('role'), labels: linesIn(form.text('labels')) };
}

async function usersPage(visit: Visit, again: Partial<UsersPageProps> = {}): Promise<Answered> {
  const after = queryIn(visit, 'after');
  const done = doneIn(queryIn(visit, 'done'), { removed: visit.words.usersPage.removed });
  const users = await listUsers(visit.api, after);
  return <UsersPage visit={visit} users={users} after={after} done={done} {...again} />;
}

export function keysPages(pages: Pages): void {
  pages.get('/keys', (visit) => keysPage(visit));

  pages.post('/keys', async (visit) => {
    const form = await SentForm.of(visit.context);
    const days = form.number('days');
    const expires = days === undefined ? {} : { expires_in_seconds: days * DAY_S };
    return orAgain(
      visit,
      async () => {
        const made = await addKey(visit.api, { name: form.text('name'), ...rightsIn(form), ...expires });
        return <MadeKeyPage visit={visit} made={made} />;
      },
      (problem) => keysPage(visit, { problem, typed: form.typed('name', 'role', 'labels', 'days') }),
    );
  });

  guardedPage(pages, '/keys/:key/revoke', 'deleteKey', (visit) => {
    const { keysPage: words } = visit.words;
    const key = paramOf(visit, 'key');
    return (
      <Question
        visit={visit}
        title={words.revokeTitle({ name: key })}
        here="/keys"
        action={`/keys/${encodeURIComponent(key)}/revoke`}
        yes={words.revoke}
        back="/keys"
        isDangerous
      >
        <p>{words.revokeMeans}</p>
      </Question>
    );
  });

  pages.post('/keys/:key/revoke', async (visit) => {
    await revokeKey(visit.api, paramOf(visit, 'key'));
    return seeOther(visit, '/keys?done=revoked');
  });
}

async function keysPage(visit: Visit, again: Partial<KeysPageProps> = {}): Promise<Answered> {
  const after = queryIn(visit, 'after');
  const [keys, { data }] = await Promise.all([listKeys(visit.api, after), listUsers(visit.api)]);
  const users = new Map(data.map(({ id, name }) => [id, name]));
  const done = doneIn(queryIn(visit, 'done'), { revoked: visit.words.keysPage.revoked });
  return <KeysPage visit={visit} keys={keys} after={after} users={users} done={done} {...again} />;
}
