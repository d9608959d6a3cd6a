// A person: whom one means, and where he stands. What was typed is in the form alone, and in no address. It knows forms alone.

import type { Words } from '../../../words/words.js';
import type { ProblemBody } from '../client/interface-client.js';
import type { FoundRow, Sought } from '../client/persons.js';
import { Layout } from '../layout.js';
import { DataTable, type Column } from '../parts/data-table.js';
import type { Element } from '../parts/element.js';
import { EmptyState } from '../parts/empty-state.js';
import { Field } from '../parts/field.js';
import { count, Time } from '../parts/figures.js';
import { Heading } from '../parts/heading.js';
import { StatusPill } from '../parts/pill.js';
import { ProblemBox } from '../parts/problem-box.js';
import type { Visit } from '../visit.js';

interface PersonPageProps {
  readonly visit: Visit;
  readonly problem?: ProblemBody | undefined;
}

export function PersonPage({ visit, problem }: PersonPageProps): Element {
  const { words } = visit;
  const { personPage } = words;
  const hidden = { autocomplete: 'off', spellcheck: 'false', maxlength: '200' };
  return (
    <Layout visit={visit} title={personPage.title} here="/person">
      <Heading title={personPage.title} about={personPage.about} />
      {problem === undefined ? null : <ProblemBox problem={problem} words={words} />}
      <form method="post" action="/person/find" class="card" autocomplete="off">
        <Field name="number" label={personPage.number} input={{ ...hidden, required: true }} />
        <Field name="name" label={personPage.name} hint={personPage.nameHint} input={hidden} />
        <div class="actions">
          <button type="submit" class="primary">
            {personPage.find}
          </button>
          <button type="submit" formaction="/person/export">
            {personPage.export}
          </button>
          <button type="submit" class="danger" formaction="/person/erase">
            {personPage.erase}
          </button>
        </div>
      </form>
    </Layout>
  );
}

interface FoundPageProps {
  readonly visit: Visit;
  readonly sought: Sought;
  readonly found: readonly FoundRow[];
}

export function FoundPage({ visit, sought, found }: FoundPageProps): Element {
  const { words } = visit;
  const { personPage } = words;
  return (
    <Layout visit={visit} title={personPage.found} here="/person">
      <Heading title={personPage.found} above={{ address: '/person', name: personPage.another }}>
        {found.length === 0 ? undefined : <Again sought={sought} words={words} />}
      </Heading>
      <DataTable
        caption={personPage.found}
        columns={columnsIn(words)}
        rows={found}
        empty={<EmptyState title={personPage.nowhere} />}
      />
    </Layout>
  );
}

/** The same person goes on in the bodies of forms. */
function Again({
  sought,
  words: { personPage },
}: {
  readonly sought: Sought;
  readonly words: Words;
}): Element {
  return (
    <form method="post" action="/person/export" class="actions">
      <Hidden sought={sought} />
      <button type="submit">{personPage.export}</button>
      <button type="submit" class="danger" formaction="/person/erase">
        {personPage.erase}
      </button>
    </form>
  );
}

export function Hidden({ sought: { number, name } }: { readonly sought: Sought }): Element {
  return (
    <>
      <input type="hidden" name="number" value={number} autocomplete="off" />
      {name === undefined ? null : <input type="hidden" name="name" value={name} autocomplete="off" />}
    </>
  );
}

function columnsIn(words: Words): readonly Column<FoundRow>[] {
  const { columns, notEnded, notCalled, otherFile } = words.personPage;
  return [
    { title: columns.batch, kind: 'wide', cell: ({ batch }) => <a href={`/batches/${batch}`}>{batch}</a> },
    { title: columns.row, kind: 'figure', cell: ({ row }) => (row === null ? otherFile : count(row)) },
    {
      title: columns.status,
      cell: ({ status }) => (status === null ? notEnded : <StatusPill status={status} words={words} />),
    },
    {
      title: columns.checked,
      cell: ({ checked_at: at }) => (at === null ? notCalled : <Time at={at} words={words} />),
    },
  ];
}
