// All webhooks: where they lead, what they are told, how they fare; and one that is added. It knows forms alone.

import { EVENT_TYPES } from '../../../webhooks/event.js';
import { SHAPES } from '../../../webhooks/webhook.js';
import { onPage } from '../../../words/catalogue.js';
import type { Words } from '../../../words/words.js';
import type { ProblemBody } from '../client/interface-client.js';
import type { ShownWebhook } from '../client/webhooks.js';
import { Layout } from '../layout.js';
import { DataTable, type Column } from '../parts/data-table.js';
import type { Element } from '../parts/element.js';
import { EmptyState } from '../parts/empty-state.js';
import { Choice, Field } from '../parts/field.js';
import { count, Time } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import { LinesField, Ticks } from '../parts/lines-field.js';
import { Notice } from '../parts/notice.js';
import { ProblemBox } from '../parts/problem-box.js';
import type { Visit } from '../visit.js';

export interface WebhooksPageProps {
  readonly visit: Visit;
  readonly webhooks: readonly ShownWebhook[];
  readonly done?: string | undefined;
  readonly problem?: ProblemBody | undefined;
  readonly typed?: Readonly<Record<string, string>> | undefined;
  readonly ticked?: readonly string[] | undefined;
}

export function WebhooksPage(props: WebhooksPageProps): Element {
  const { visit, webhooks, done, problem, typed = {}, ticked = ['batch.halted', 'batch.completed'] } = props;
  const { words } = visit;
  const { webhooksPage } = words;
  return (
    <Layout visit={visit} title={webhooksPage.title} here="/webhooks">
      <Heading title={webhooksPage.title} about={webhooksPage.about} />
      <Notice>{done}</Notice>
      {problem === undefined ? null : <ProblemBox problem={problem} words={words} />}
      <DataTable
        caption={webhooksPage.title}
        columns={columnsIn(words)}
        rows={webhooks}
        empty={<EmptyState title={webhooksPage.none} />}
      />
      <AddForm words={words} typed={typed} ticked={ticked} />
    </Layout>
  );
}

function columnsIn(words: Words): readonly Column<ShownWebhook>[] {
  const { columns, shapes } = words.webhooksPage;
  return [
    {
      title: columns.url,
      kind: 'wide',
      cell: ({ id, url, shape }) => (
        <>
          <a class="name" href={`/webhooks/${id}`}>
            {url}
          </a>
          <small class="why">{shapes[shape]}</small>
        </>
      ),
    },
    {
      title: columns.on,
      kind: 'wide',
      cell: ({ on, labels }) => (
        <>
          {on.join(words.pages.and)}
          <small class="why">{labelsOf(labels, words)}</small>
        </>
      ),
    },
    { title: columns.state, cell: (webhook) => <Health webhook={webhook} words={words} /> },
    { title: columns.open, kind: 'figure', cell: ({ open }) => count(open) },
  ];
}

export function labelsOf(labels: readonly string[], { webhooksPage, pages }: Words): string {
  return labels.length === 0
    ? webhooksPage.allLabels
    : webhooksPage.onlyLabels({ labels: labels.join(pages.and) });
}

interface HealthProps {
  readonly webhook: ShownWebhook;
  readonly words: Words;
}

export function Health({ webhook, words }: HealthProps): Element {
  const { disabled_at: disabled, failing_since: failing, last_taken_at: taken, problem } = webhook;
  const { states, lastTaken } = words.webhooksPage;
  const [look, said, at] =
    disabled !== null
      ? (['bad', states.disabled, disabled] as const)
      : failing !== null
        ? (['bad', states.failing, failing] as const)
        : taken === null
          ? (['calm', states.untried, null] as const)
          : (['good', states.working, null] as const);
  return (
    <>
      <span class={`pill is-${look}`}>{said}</span>
      {at === null ? null : (
        <small class="why">
          <Time at={at} words={words} />
        </small>
      )}
      {taken === null ? null : (
        <small class="why">
          {lastTaken} <Time at={taken} words={words} />
        </small>
      )}
      {problem === null ? null : <small class="why">{onPage(problem, words)}</small>}
    </>
  );
}

interface AddFormProps {
  readonly words: Words;
  readonly typed: Readonly<Record<string, string>>;
  readonly ticked: readonly string[];
}

function AddForm({ words, typed, ticked }: AddFormProps): Element {
  const { add, shapes } = words.webhooksPage;
  const types = EVENT_TYPES.map((type) => ({ value: type, name: type }));
  return (
    <form method="post" action="/webhooks" class="card no-paper">
      <h2>{add.title}</h2>
      <Field
        name="url"
        type="url"
        label={add.url}
        hint={add.urlHint}
        value={typed['url']}
        input={{ required: true, maxlength: '2048', autocomplete: 'off', spellcheck: 'false' }}
      />
      <Choice
        name="shape"
        label={add.shape}
        value={typed['shape'] ?? 'standard'}
        options={SHAPES.map((shape) => ({ value: shape, name: shapes[shape] }))}
      />
      <Ticks name="on" label={add.on} options={types} ticked={ticked} />
      <LinesField name="labels" label={add.labels} hint={add.labelsHint} value={typed['labels']} />
      <Field
        name="keyword"
        label={add.keyword}
        hint={add.robotHint}
        value={typed['keyword']}
        input={{ maxlength: '100' }}
      />
      <Field
        name="secret"
        label={add.secret}
        hint={add.robotHint}
        input={{ maxlength: '500', autocomplete: 'off', spellcheck: 'false' }}
      />
      <button type="submit" class="primary">
        {add.button}
      </button>
    </form>
  );
}
