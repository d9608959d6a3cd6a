// The first page after setting up: whether the settings are right, whether the credentials are accepted, and what to do first. It knows
// forms alone.

import type { Account } from '../client/accounts.js';
import type { Service, Tried } from '../client/service.js';
import { Layout } from '../layout.js';
import { Heading } from '../parts/heading.js';
import { count, Money } from '../parts/figures.js';
import type { Child, Element } from '../parts/element.js';
import { may, type Visit } from '../visit.js';

interface WelcomePageProps {
  readonly visit: Visit;
  readonly service: Service;
  readonly limit: number | null;
  readonly accounts: readonly Account[] | undefined;
  /** What came of trying the credentials; undefined: nobody has. */
  readonly tried?: Tried | undefined;
}

export function WelcomePage(props: WelcomePageProps): Element {
  const { visit, service } = props;
  const { welcomePage, pages } = visit.words;
  return (
    <Layout visit={visit} title={welcomePage.title}>
      <Heading title={welcomePage.title} about={service.demo ? welcomePage.isDemo : welcomePage.about} />
      <div class="steps">
        <Settings {...props} />
        <Credentials {...props} />
        <section class="card">
          <h2>{welcomePage.first}</h2>
          <p>{welcomePage.firstAbout}</p>
          {may(visit, 'createList') ? (
            <a class="button primary" href="/lists/new">
              {pages.navigation.newList}
            </a>
          ) : (
            <a class="button primary" href="/batches">
              {welcomePage.toBatches}
            </a>
          )}
        </section>
        <Pretend {...props} />
      </div>
    </Layout>
  );
}

function Settings({ visit, service, limit, accounts }: WelcomePageProps): Element {
  const { welcomePage } = visit.words;
  const { provider_title: title, auth_url: url, appid, own_redis: isOwn, price, currency } = service;
  const workers = accounts?.reduce((sum, { verify_workers: alive }) => sum + (alive ?? 0), 0);
  return (
    <section class="card">
      <h2>{welcomePage.settings}</h2>
      <dl class="facts-list">
        <Fact name={welcomePage.service}>
          {title} <small>{url}</small>
        </Fact>
        <Fact name={welcomePage.account}>{appid ?? welcomePage.missing}</Fact>
        <Fact name={welcomePage.price}>
          {price === null ? welcomePage.noPrice : <Money amount={price} currency={currency} />}
        </Fact>
        <Fact name={welcomePage.approval}>
          {limit === null ? welcomePage.noApproval : welcomePage.approvalFrom({ calls: count(limit) })}
        </Fact>
        <Fact name={welcomePage.redis}>{isOwn ? welcomePage.ownRedis : welcomePage.givenRedis}</Fact>
        <Fact name={welcomePage.workers}>{workers === undefined ? '–' : count(workers)}</Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children?: Child }): Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Credentials({ visit, service, tried }: WelcomePageProps): Element {
  const { welcomePage } = visit.words;
  return (
    <section class="card" id="credentials">
      <h2>{welcomePage.credentials}</h2>
      {tried === undefined ? (
        <Missing {...{ visit, service }} />
      ) : (
        <p class={tried.result === 'ok' ? 'note is-good' : 'note is-late'} role="status">
          <strong>{tried.result === 'ok' ? welcomePage.accepted : welcomePage.refused}</strong>{' '}
          {tried.message}
        </p>
      )}
      {may(visit, 'tryService') && service.has_credentials ? (
        <form method="post" action="/welcome">
          <button type="submit">{welcomePage.tryThem}</button>
          <p class="hint">{welcomePage.tryMeans}</p>
        </form>
      ) : null}
    </section>
  );
}

function Missing({ visit, service }: Pick<WelcomePageProps, 'visit' | 'service'>): Element {
  const { welcomePage } = visit.words;
  const { missing_settings: missing } = service;
  if (missing.length === 0) return <p>{welcomePage.set}</p>;
  return (
    <>
      <p class="note is-late">{welcomePage.missingNamed({ names: missing.join(', ') })}</p>
      <p>{welcomePage.setThem}</p>
    </>
  );
}

function Pretend({ visit, service }: WelcomePageProps): Element {
  const { welcomePage } = visit.words;
  return (
    <section class="card">
      <h2>{welcomePage.pretend}</h2>
      {service.demo ? (
        <>
          <p>{welcomePage.demoAbout}</p>
          <a class="button primary" href="/batches/demo">
            {welcomePage.openDemo}
          </a>
        </>
      ) : (
        <>
          <p>{welcomePage.startDemo}</p>
          <p>
            <code>rollcall serve --demo</code>
          </p>
        </>
      )}
    </section>
  );
}
