// A batch as one row of the table of batches: what it is, how far it is, what holds it up, what it has cost. It knows forms alone.

import { onPage } from '../../../words/catalogue.js';
import type { Words } from '../../../words/words.js';
import type { Batch } from '../client/batches.js';
import type { Column } from '../parts/data-table.js';
import type { Child, Element } from '../parts/element.js';
import { count, durationIn, Money, Time } from '../parts/figures.js';
import { StatePill } from '../parts/pill.js';
import { Progress } from '../parts/progress.js';

export function batchColumns(words: Words): readonly Column<Batch>[] {
  const { columns } = words.batchesPage;
  return [
    { title: columns.list, kind: 'wide', cell: (batch) => <ListCell batch={batch} /> },
    { title: columns.state, cell: (batch) => <StateCell batch={batch} words={words} /> },
    { title: columns.progress, kind: 'wide', cell: (batch) => <ProgressCell batch={batch} words={words} /> },
    { title: columns.calls, kind: 'figure', cell: ({ calls }) => count(calls) },
    { title: columns.cost, kind: 'figure', cell: (batch) => <Cost batch={batch} words={words} /> },
    { title: columns.made, kind: 'figure', cell: (batch) => <Made batch={batch} words={words} /> },
  ];
}

/** By which its row is asked for anew when something has become of it. */
export function liveRow({ batch }: Batch): Readonly<Record<string, string>> {
  return { id: `batch-${batch}`, 'data-live': `batch:${batch}`, 'data-source': `/parts/batches/${batch}` };
}

function ListCell({ batch: { batch, file, label } }: { readonly batch: Batch }): Element {
  return (
    <>
      <a class="name" href={`/batches/${batch}`}>
        {fileName(file)}
      </a>
      {label === '' ? null : <span class="tag">{label}</span>}
      <small class="id">{batch}</small>
    </>
  );
}

/** A list that was given at the command line is named by its path. */
export function fileName(file: string): string {
  return file.split(/[/\\]/).at(-1) ?? file;
}

interface CellProps {
  readonly batch: Batch;
  readonly words: Words;
}

function StateCell({ batch, words }: CellProps): Element {
  const why = whyIn(batch, words);
  return (
    <>
      <StatePill state={batch.state} words={words} />
      {why === undefined ? null : <small class="why">{why}</small>}
    </>
  );
}

/** What holds it up, where something does. */
export function whyIn(batch: Batch, words: Words): Child | undefined {
  const { batchesPage } = words;
  const { stalled, reason, no_verify_worker: isAlone, redis, waiting, state, until } = batch;
  if (redis !== undefined) return batchesPage.redisAway;
  if (stalled) return batchesPage.stalled;
  if (isAlone === true) return batchesPage.noVerifyWorker;
  if (waiting !== undefined)
    return (
      <>
        {batchesPage.waits} <Time at={waiting.until} words={words} />
      </>
    );
  if (state === 'waiting' && until !== undefined)
    return (
      <>
        {batchesPage.goesOn} <Time at={until} words={words} />
      </>
    );
  if (reason === undefined) return undefined;
  return reason === 'sample' ? batchesPage.sampleDone : onPage(reason, words);
}

function ProgressCell({ batch, words }: CellProps): Element {
  const { rows, done, by_status: byStatus, rows_per_second: speed, seconds_left: left } = batch;
  const { batchesPage } = words;
  return (
    <>
      <Progress rows={rows} byStatus={byStatus} words={words} />
      <small class="progress-figures">
        <span>{batchesPage.doneOf({ done: count(done), rows: count(rows) })}</span>
        {speed === undefined ? null : <span>{words.units.rowsPerSecond({ rate: Math.round(speed) })}</span>}
        {left === undefined ? null : <span>{words.units.left({ time: durationIn(words, left) })}</span>}
      </small>
    </>
  );
}

function Made({ batch: { created_at: at, made_by: by, made_by_name: name }, words }: CellProps): Element {
  const maker = name ?? by;
  return (
    <>
      <Time at={at} words={words} />
      {maker === null ? null : <small class="by">{words.batchesPage.by({ name: maker })}</small>}
    </>
  );
}

export function Cost({ batch: { cost } }: CellProps): Element {
  const { amount, currency } = (cost ?? {}) as { amount?: string; currency?: string };
  return amount === undefined || currency === undefined ? (
    <>–</>
  ) : (
    <Money amount={amount} currency={currency} />
  );
}
