// One webhook: how it fares, what can be done with it, and its messages with every try. It knows forms alone.

import { onPage } from '../../../words/catalogue.js';
import type { Words } from '../../../words/words.js';
import type { Page } from '../../paging.js';
import type { ShownDelivery, ShownWebhook } from '../client/webhooks.js';
import { Layout } from '../layout.js';
import { DataTable, Pager, type Column } from '../parts/data-table.js';
import type { Child, Element } from '../parts/element.js';
import { EmptyState } from '../parts/empty-state.js';
import { Facts } from '../parts/facts.js';
import { Time } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import { Notice } from '../parts/notice.js';
import { Secret } from '../parts/secret.js';
import type { Visit } from '../visit.js';
import { Health, labelsOf } from './webhooks-page.js';

interface WebhookPageProps {
  readonly visit: Visit;
  readonly webhook: ShownWebhook;
  readonly deliveries: Page<ShownDelivery>;
  readonly after: string | undefined;
  readonly done: { readonly look: 'good' | 'bad'; readonly said: string } | undefined;
}

export function WebhookPage({ visit, webhook, deliveries, after, done }: WebhookPageProps): Element {
  const { words } = visit;
  const { webhooksPage } = words;
  const at = `/webhooks/${webhook.id}`;
  return (
    <Layout visit={visit} title={webhook.url} here="/webhooks">
      <Heading title={webhook.url} above={{ address: '/webhooks', name: webhooksPage.title }}>
        <Acts webhook={webhook} words={words} />
      </Heading>
      {done === undefined ? null : <Notice look={done.look}>{done.said}</Notice>}
      <Facts
        facts={[
          { name: webhooksPage.columns.state, value: <Health webhook={webhook} words={words} /> },
          { name: webhooksPage.columns.on, value: webhook.on.join(words.pages.and) },
          { name: words.usersPage.columns.labels, value: labelsOf(webhook.labels, words) },
          { name: webhooksPage.about_one.shape, value: webhooksPage.shapes[webhook.shape] },
          { name: webhooksPage.about_one.secrets, value: webhook.secrets },
          { name: webhooksPage.about_one.made, value: <Time at={webhook.created_at} words={words} /> },
        ]}
      />
      <h2>{webhooksPage.deliveries}</h2>
      <DataTable
        caption={webhooksPage.deliveries}
        columns={columnsIn(words, at)}
        rows={deliveries.data}
        empty={<EmptyState title={webhooksPage.noDeliveries} />}
      />
      <Pager
        first={after === undefined ? undefined : at}
        next={deliveries.next === null ? undefined : `${at}?after=${encodeURIComponent(deliveries.next)}`}
        words={words.pages}
      />
    </Layout>
  );
}

function Acts({
  webhook: { id, disabled_at: disabled },
  words,
}: {
  webhook: ShownWebhook;
  words: Words;
}): Element {
  const { webhooksPage } = words;
  const at = `/webhooks/${id}`;
  return (
    <>
      <form method="post" action={`${at}/test`}>
        <button type="submit" class="primary">
          {webhooksPage.test}
        </button>
      </form>
      {disabled === null ? null : (
        <form method="post" action={`${at}/enable`}>
          <button type="submit">{webhooksPage.enable}</button>
        </form>
      )}
      <a class="button" href={`${at}/rotate`} data-dialog>
        {webhooksPage.rotate}
      </a>
      <a class="button danger" href={`${at}/remove`} data-dialog>
        {webhooksPage.remove}
      </a>
    </>
  );
}

const LOOKS = { pending: 'running', delivered: 'good', failed: 'bad', gone: 'late' } as const;

function columnsIn(words: Words, at: string): readonly Column<ShownDelivery>[] {
  const { deliveryColumns: columns, deliveryStates, nextTry, replay } = words.webhooksPage;
  return [
    { title: columns.at, cell: ({ at: when }) => <Time at={when} words={words} /> },
    {
      title: columns.type,
      kind: 'wide',
      cell: ({ id, type }) => (
        <>
          <span class="name">{type}</span>
          <small class="id">{id}</small>
        </>
      ),
    },
    {
      title: columns.state,
      cell: ({ state, next_at: next }) => (
        <>
          <span class={`pill is-${LOOKS[state]}`}>{deliveryStates[state]}</span>
          {next === null ? null : (
            <small class="why">
              {nextTry} <Time at={next} words={words} />
            </small>
          )}
        </>
      ),
    },
    { title: columns.tries, kind: 'wide', cell: (delivery) => <Tries delivery={delivery} words={words} /> },
    {
      title: columns.act,
      cell: ({ id }) => (
        <form method="post" action={`${at}/deliveries/${id}/replay`}>
          <button type="submit">{replay}</button>
        </form>
      ),
    },
  ];
}

function Tries({ delivery: { tries, data }, words }: { delivery: ShownDelivery; words: Words }): Element {
  const { webhooksPage } = words;
  const last = tries.at(-1);
  return (
    <details class="tries">
      <summary>
        {last === undefined ? webhooksPage.noTry : webhooksPage.tries({ count: tries.length })}
        {last === undefined ? null : <small> {resultIn(last, words)}</small>}
      </summary>
      <ol>
        {tries.map((each) => (
          <li>
            <Time at={each.at} words={words} /> {resultIn(each, words)}{' '}
            <small>{webhooksPage.tryTook({ ms: Math.round(each.took_ms) })}</small>
          </li>
        ))}
      </ol>
      <p>{webhooksPage.message}</p>
      <pre tabindex={0}>{JSON.stringify(data, undefined, 2)}</pre>
    </details>
  );
}

function resultIn({ status, code, problem }: ShownDelivery['tries'][number], words: Words): Child {
  const { webhooksPage } = words;
  const told = [
    status === null ? undefined : webhooksPage.httpStatus({ status }),
    code === null ? undefined : webhooksPage.robotCode({ code }),
  ];
  // What was wrong says which answer it was.
  return problem === null ? told.filter((part) => part !== undefined).join(' · ') : onPage(problem, words);
}

interface SecretPageProps {
  readonly visit: Visit;
  readonly id: string;
  readonly title: string;
  /** Null of a robot. */
  readonly secret: string | null;
  /** Until when the old one signs, too. */
  readonly oldUntil?: string | undefined;
}

/** Shown once, as the answer to the form itself. */
export function SecretPage({ visit, id, title, secret, oldUntil }: SecretPageProps): Element {
  const { words } = visit;
  const { webhooksPage } = words;
  return (
    <Layout visit={visit} title={title} here="/webhooks">
      <Heading title={title} above={{ address: `/webhooks/${id}`, name: webhooksPage.title }} />
      {secret === null ? (
        <p>{webhooksPage.noSecret}</p>
      ) : (
        <Secret name={webhooksPage.rotated} secret={secret}>
          <p>{webhooksPage.secretNow}</p>
          {oldUntil === undefined ? null : (
            <p>
              {webhooksPage.oldUntil} <Time at={oldUntil} words={words} />
            </p>
          )}
        </Secret>
      )}
    </Layout>
  );
}
