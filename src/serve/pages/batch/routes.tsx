// The pages of one batch, the parts that are asked for anew, and the orders that its forms give.

import { getBatch } from '../client/batches.js';
import { Refused, type ProblemBody } from '../client/interface-client.js';
import {
  batchFiles,
  batchHistory,
  correct,
  listRows,
  order,
  rowReasons,
  timeline,
  type Correction,
  type OrderName,
  type RowsAsked,
} from '../client/one-batch.js';
import { SentForm } from '../form.js';
import { seeOther, type Answered, type Pages } from '../pages.js';
import type { Visit } from '../visit.js';
import { BatchNow, BatchPage } from './batch-page.js';
import { CorrectPage, MENDABLE } from './correct-page.js';
import { ORDERS } from './orders.js';
import { OrderPage } from './order-page.js';
import { RowsPage } from './rows-page.js';
import { TimelineSection } from './timeline.js';

const ROWS = 50;

export function batchPages(pages: Pages): void {
  pages.get('/batches/:batch', async (visit) => {
    const { api, context } = visit;
    const id = batchIn(visit);
    const [batch, curve, files, history] = await Promise.all([
      getBatch(api, id),
      timeline(api, id),
      batchFiles(api, id),
      batchHistory(api, id, context.req.query('history')),
    ]);
    return <BatchPage visit={visit} batch={batch} timeline={curve} files={files} history={history} />;
  });

  pages.part('/parts/batches/:batch/now', async (visit) => {
    const id = batchIn(visit);
    const [batch, files] = await Promise.all([getBatch(visit.api, id), batchFiles(visit.api, id)]);
    return <BatchNow visit={visit} batch={batch} files={files} />;
  });

  pages.part('/parts/batches/:batch/timeline', async (visit) => {
    const id = batchIn(visit);
    return <TimelineSection visit={visit} batch={id} timeline={await timeline(visit.api, id)} />;
  });

  pages.get('/batches/:batch/rows', async (visit) => {
    const id = batchIn(visit);
    const asked = rowsAsked(visit);
    const [batch, reasons] = await Promise.all([getBatch(visit.api, id), rowReasons(visit.api, id)]);
    const rows = await orProblem(listRows(visit.api, id, { ...asked, limit: ROWS }));
    return <RowsPage visit={visit} batch={batch} asked={asked} rows={rows} reasons={reasons} />;
  });

  pages.get('/batches/:batch/correct', (visit) => correctPage(visit, visit.context.req.query('status')));

  pages.post('/batches/:batch/correct', async (visit) => {
    const form = await SentForm.of(visit.context);
    const asked = { rows: changedIn(form), start: form.text('then') === 'start' };
    try {
      const made = await correct(visit.api, batchIn(visit), asked, form.text('once'));
      return seeOther(visit, `/batches/${made.batch}`);
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.status === 401) throw error;
      visit.context.status(error.problem.status as 400);
      return correctPage(visit, form.optional('status'), error.problem);
    }
  });

  for (const { name } of ORDERS) orderPages(pages, name);
}

function orderPages(pages: Pages, name: OrderName): void {
  const path = `/batches/:batch/${name}`;
  pages.get(path, async (visit) => (
    <OrderPage visit={visit} batch={await getBatch(visit.api, batchIn(visit))} name={name} />
  ));

  pages.post(path, async (visit) => {
    const form = await SentForm.of(visit.context);
    const id = batchIn(visit);
    try {
      const { state } = await order(visit.api, id, name, bodyOf(name, form));
      const isDiscarded = name === 'cancel' && state === 'cancelled' && (await isGone(visit, id));
      return seeOther(visit, isDiscarded ? '/batches' : `/batches/${id}`);
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.status === 401) throw error;
      const batch = await getBatch(visit.api, id);
      visit.context.status(error.problem.status as 400);
      return <OrderPage visit={visit} batch={batch} name={name} problem={error.problem} />;
    }
  });
}

/** A draft that was cancelled is deleted. */
async function isGone(visit: Visit, id: string): Promise<boolean> {
  return (await orProblem(getBatch(visit.api, id).catch(() => undefined))) === undefined;
}

function bodyOf(name: OrderName, form: SentForm): object | undefined {
  if (name === 'sample') return { rows: form.number('rows') };
  if (name === 'approve') return { calls: form.number('calls') };
  if (name !== 'resume') return undefined;
  const options = { max_calls: form.number('max_calls'), rate: form.number('rate') };
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return given.length === 0 ? {} : { options: Object.fromEntries(given) };
}

async function correctPage(
  visit: Visit,
  asked: string | undefined,
  problem?: ProblemBody,
): Promise<Answered> {
  const id = batchIn(visit);
  const batch = await getBatch(visit.api, id);
  const first = MENDABLE.find((status) => (batch.by_status[status] ?? 0) > 0) ?? 'bad_format';
  const status = MENDABLE.find((each) => each === asked) ?? first;
  const after = visit.context.req.query('after');
  // Nobody can mend what he doesn't see: it is on record that he saw it.
  const rows = await orProblem(listRows(visit.api, id, { status, after, reveal: 'true', limit: ROWS }));
  return (
    <CorrectPage
      visit={visit}
      batch={batch}
      status={status}
      rows={rows}
      isFirst={after === undefined}
      once={crypto.randomUUID()}
      problem={problem}
    />
  );
}

const FIELD = /^(name|id_number)-(\d+)$/;

/** The rows in which something is another than it was. */
function changedIn(form: SentForm): readonly Correction[] {
  const rows = new Set(form.names().flatMap((name) => FIELD.exec(name)?.[2] ?? []));
  return [...rows].flatMap((row) => {
    const [name, idNumber] = [form.exact(`name-${row}`), form.exact(`id_number-${row}`)];
    const isSame = name === form.exact(`was-name-${row}`) && idNumber === form.exact(`was-id_number-${row}`);
    return isSame ? [] : [{ row: Number(row), name, id_number: idNumber }];
  });
}

/** Why there are no rows is shown in their place. */
async function orProblem<Found>(found: Promise<Found>): Promise<Found | ProblemBody> {
  return found.catch((error: unknown) => {
    if (error instanceof Refused && [404, 409, 410].includes(error.problem.status)) return error.problem;
    throw error;
  });
}

function batchIn({ context }: Visit): string {
  return context.req.param('batch') ?? '';
}

function rowsAsked({ context: { req } }: Visit): RowsAsked {
  const given = (name: string): string | undefined => {
    const text = req.query(name);
    return text === '' ? undefined : text;
  };
  return { status: given('status'), reason: given('reason'), after: given('after'), reveal: given('reveal') };
}
