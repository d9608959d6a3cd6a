// Where a list goes in: dropped or chosen, an upload that was cut off, or a list that was sent before. It knows forms alone.

import type { ProblemBody } from '../client/interface-client.js';
import type { SentList, UnfinishedUpload } from '../client/lists.js';
import { Layout } from '../layout.js';
import { DataTable } from '../parts/data-table.js';
import { Heading } from '../parts/heading.js';
import { ProblemBox } from '../parts/problem-box.js';
import { bytesIn, Time } from '../parts/figures.js';
import type { Element } from '../parts/element.js';
import type { Visit } from '../visit.js';

interface NewListPageProps {
  readonly visit: Visit;
  readonly lists: readonly SentList[];
  readonly unfinished: readonly UnfinishedUpload[];
  readonly problem?: ProblemBody | undefined;
}

export function NewListPage({ visit, lists, unfinished, problem }: NewListPageProps): Element {
  const { words } = visit;
  const { newListPage } = words;
  return (
    <Layout visit={visit} title={newListPage.title} here="/lists/new">
      <Heading title={newListPage.title} about={newListPage.about} />
      {problem === undefined ? null : <ProblemBox problem={problem} words={words} />}
      <DropZone visit={visit} />
      {unfinished.length === 0 ? null : <Unfinished visit={visit} unfinished={unfinished} />}
      {lists.length === 0 ? null : <Sent visit={visit} lists={lists} />}
    </Layout>
  );
}

function DropZone({ visit }: { readonly visit: Visit }): Element {
  const { newListPage } = visit.words;
  return (
    <form
      class="drop card"
      method="post"
      action="/lists/new"
      enctype="multipart/form-data"
      data-upload
      data-sending={newListPage.sending}
      data-again={newListPage.again}
      data-failed={newListPage.failed}
    >
      <label for="file">
        <strong>{newListPage.drop}</strong>
        <span>{newListPage.kinds}</span>
      </label>
      <input
        id="file"
        name="file"
        type="file"
        required
        accept=".csv,.txt,.tsv,.xlsx,.xlsm,text/csv,text/plain"
      />
      <button type="submit" class="primary">
        {newListPage.send}
      </button>
      <div class="sending" hidden>
        <progress max="1" value="0" aria-label={newListPage.sendingLabel}></progress>
        <output></output>
      </div>
    </form>
  );
}

function Unfinished({ visit, unfinished }: Pick<NewListPageProps, 'visit' | 'unfinished'>): Element {
  const { words } = visit;
  const { newListPage } = words;
  return (
    <section>
      <h2>{newListPage.unfinished}</h2>
      <p>{newListPage.unfinishedAbout}</p>
      <DataTable
        caption={newListPage.unfinished}
        columns={[
          { title: newListPage.file, kind: 'wide', cell: ({ name }) => name },
          {
            title: newListPage.received,
            kind: 'figure',
            cell: ({ received, bytes }) =>
              newListPage.receivedOf({ received: bytesIn(received), bytes: bytesIn(bytes) }),
          },
          {
            title: newListPage.keptUntil,
            kind: 'figure',
            cell: ({ expires_at: at }) => (at === null ? null : <Time at={at} words={words} />),
          },
        ]}
        rows={unfinished}
        attributes={({ upload, name, bytes }) => ({
          'data-unfinished': upload,
          'data-file': name,
          'data-bytes': String(bytes),
        })}
        empty=""
      />
    </section>
  );
}

function Sent({ visit, lists }: Pick<NewListPageProps, 'visit' | 'lists'>): Element {
  const { words } = visit;
  const { newListPage } = words;
  return (
    <section>
      <h2>{newListPage.sent}</h2>
      <DataTable
        caption={newListPage.sent}
        columns={[
          {
            title: newListPage.file,
            kind: 'wide',
            cell: ({ list, name }) => (
              <a class="name" href={`/lists/${list}`}>
                {name}
              </a>
            ),
          },
          { title: newListPage.size, kind: 'figure', cell: ({ bytes }) => bytesIn(bytes) },
          {
            title: newListPage.sentAt,
            kind: 'figure',
            cell: ({ sent_at: at }) => <Time at={at} words={words} />,
          },
          {
            title: newListPage.keptUntil,
            kind: 'figure',
            cell: ({ expires_at: at }) => <Time at={at} words={words} />,
          },
        ]}
        rows={lists}
        empty=""
      />
    </section>
  );
}
