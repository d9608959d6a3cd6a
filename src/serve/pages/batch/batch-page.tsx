// A batch: how it is now, what can be done about it, its calls over time, its files, and who did what. It knows forms alone.

import { fileName, whyIn, Cost } from '../batches/batch-row.js';
import type { Batch } from '../client/batches.js';
import type { BatchFile, BatchHistory, Timeline } from '../client/one-batch.js';
import { Layout } from '../layout.js';
import { Heading } from '../parts/heading.js';
import { Figure, Figures } from '../parts/figure-list.js';
import { count, durationIn, Time } from '../parts/figures.js';
import { StatePill } from '../parts/pill.js';
import { Progress } from '../parts/progress.js';
import type { Element } from '../parts/element.js';
import type { Visit } from '../visit.js';
import { Downloads } from './downloads.js';
import { History } from './history.js';
import { ordersFor } from './orders.js';
import { wordsOf } from './order-page.js';
import { StatusTable } from './status-table.js';
import { BatchTabs } from './tabs.js';
import { TimelineSection } from './timeline.js';

interface BatchPageProps {
  readonly visit: Visit;
  readonly batch: Batch;
  readonly timeline: Timeline | undefined;
  readonly files: readonly BatchFile[];
  readonly history: BatchHistory | undefined;
}

export function BatchPage({ visit, batch, timeline, files, history }: BatchPageProps): Element {
  const { batch: id, file } = batch;
  return (
    <Layout visit={visit} title={fileName(file)} here="/batches">
      <BatchHeading visit={visit} batch={batch} />
      <BatchTabs visit={visit} batch={id} here="overview" />
      <BatchNow visit={visit} batch={batch} files={files} />
      <TimelineSection visit={visit} batch={id} timeline={timeline} />
      <History visit={visit} batch={batch} history={history} />
    </Layout>
  );
}

export function BatchHeading({ visit, batch }: Pick<BatchPageProps, 'visit' | 'batch'>): Element {
  const { pages, batchesPage } = visit.words;
  const { batch: id, file, label, created_at: at } = batch;
  return (
    <Heading
      title={fileName(file)}
      above={{ address: '/batches', name: pages.navigation.batches }}
      about={
        <>
          <span class="id">{id}</span>
          {label === '' ? null : <span class="tag">{label}</span>} {batchesPage.columns.made}{' '}
          <Time at={at} words={visit.words} />
        </>
      }
    />
  );
}

/** Also alone, as it is asked for anew when something has become of it. */
export function BatchNow({
  visit,
  batch,
  files,
}: Pick<BatchPageProps, 'visit' | 'batch' | 'files'>): Element {
  const { words } = visit;
  const { batchPage } = words;
  const { batch: id, rows, done, by_status: byStatus } = batch;
  const why = whyIn(batch, words);
  return (
    <div
      id="batch-now"
      data-live={`batch:${id}`}
      data-source={`/parts/batches/${id}/now`}
      data-gone="/batches"
    >
      <section class="card now" aria-label={batchPage.now}>
        <div class="now-head">
          <StatePill state={batch.state} words={words} />
          {why === undefined ? null : <span class="why">{why}</span>}
          <OrderButtons visit={visit} batch={batch} />
        </div>
        <Approval visit={visit} batch={batch} />
        <FiguresNow visit={visit} batch={batch} />
        <Progress rows={rows} byStatus={byStatus} words={words} />
        {done === 0 ? null : <StatusTable visit={visit} batch={batch} />}
      </section>
      <Downloads visit={visit} batch={batch} files={files} />
    </div>
  );
}

type OfBatch = Pick<BatchPageProps, 'visit' | 'batch'>;

function OrderButtons({ visit, batch }: OfBatch): Element {
  return (
    <div class="actions no-paper">
      {ordersFor(batch, visit).map(({ name, look }) => (
        <a class={`button ${look}`} href={`/batches/${batch.batch}/${name}`} data-dialog>
          {wordsOf(visit, batch, name).title}
        </a>
      ))}
    </div>
  );
}

function Approval({ visit, batch: { approval, state } }: OfBatch): Element {
  const { batchPage } = visit.words;
  if (approval === undefined) return <></>;
  const { calls, approved } = approval;
  if (approved !== undefined)
    return (
      <p class="about">
        {batchPage.approvedBy({ who: approved.by })} <Time at={approved.at} words={visit.words} />
      </p>
    );
  return state === 'awaiting_approval' ? (
    <p class="note is-late">{batchPage.awaits({ calls: count(calls) })}</p>
  ) : (
    <></>
  );
}

function FiguresNow({ visit, batch }: OfBatch): Element {
  const { words } = visit;
  const { newListPage, batchesPage, batchPage } = words;
  const { rows, done, calls, rows_per_second: speed, seconds_left: left, gap_rows: gaps } = batch;
  return (
    <Figures>
      <Figure name={batchPage.done}>{batchesPage.doneOf({ done: count(done), rows: count(rows) })}</Figure>
      <Figure name={newListPage.calls}>{count(calls)}</Figure>
      <Figure name={batchesPage.columns.cost}>
        <Cost batch={batch} words={words} />
      </Figure>
      {speed === undefined ? null : (
        <Figure name={batchPage.speed}>{words.units.rowsPerSecond({ rate: Math.round(speed) })}</Figure>
      )}
      {left === undefined ? null : <Figure name={batchPage.left}>{durationIn(words, left)}</Figure>}
      {gaps === undefined || gaps === 0 ? null : <Figure name={batchPage.gaps}>{count(gaps)}</Figure>}
    </Figures>
  );
}
