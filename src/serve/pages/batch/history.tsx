// Who did what to a batch, and when. It knows forms alone.

import type { Batch } from '../client/batches.js';
import type { BatchAct, BatchHistory } from '../client/one-batch.js';
import { DataTable, Pager } from '../parts/data-table.js';
import { Time } from '../parts/figures.js';
import type { Element } from '../parts/element.js';
import type { Visit } from '../visit.js';

interface HistoryProps {
  readonly visit: Visit;
  readonly batch: Batch;
  readonly history: BatchHistory | undefined;
}

export function History({ visit, batch, history }: HistoryProps): Element {
  const { words } = visit;
  const { batchPage, pages } = words;
  if (history === undefined) return <></>;
  const { made, data, next } = history;
  const whoOf = ({ name, who }: { readonly name: string | null; readonly who: string | null }): string =>
    name ?? who ?? '–';
  const first: BatchAct = { at: made.at, act: 'made', who: made.who ?? '–', name: made.name };
  return (
    <section class="card">
      <h2>{batchPage.history}</h2>
      <DataTable
        caption={batchPage.history}
        columns={[
          { title: batchPage.when, cell: ({ at }) => <Time at={at} words={words} /> },
          { title: batchPage.who, cell: whoOf },
          { title: batchPage.what, kind: 'wide', cell: ({ act }) => actIn(act, visit) },
        ]}
        rows={next === null ? [...data, first] : data}
        empty=""
      />
      <Pager
        next={next === null ? undefined : `/batches/${batch.batch}?history=${encodeURIComponent(next)}`}
        words={pages}
      />
    </section>
  );
}

/** An act that has no words stands as it is on record. */
function actIn(act: string, { words: { batchPage } }: Visit): string {
  const acts: Readonly<Record<string, string>> = batchPage.acts;
  return acts[act] ?? act;
}
