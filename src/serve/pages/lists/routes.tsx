// Where a list goes in, what is shown of it, and what is made of it.

import { bodyOf } from '../../body.js';
import { Refused, type ProblemBody } from '../client/interface-client.js';
import { makeBatch } from '../client/batches.js';
import { order } from '../client/one-batch.js';
import {
  approvalLimit,
  checkList,
  listColumns,
  READING_FIELDS,
  removeList,
  sendList,
  sentList,
  sentLists,
  unfinishedUploads,
  type ListCheck,
  type Reading,
} from '../client/lists.js';
import { Readable } from 'node:stream';
import { SentForm } from '../form.js';
import { Layout } from '../layout.js';
import { seeOther, type Answered, type Pages } from '../pages.js';
import { Confirmation } from '../parts/confirmation.js';
import type { Visit } from '../visit.js';
import { batchAsked } from './batch-asked.js';
import { CheckSection } from './check-section.js';
import { ListPage } from './list-page.js';
import { sentFile } from './multipart.js';
import { NewListPage } from './new-list-page.js';

/** A page does not wait longer for a list that is still being read. */
const PAGE_WAITS_MS = 150;
const PART_WAITS_MS = 1_000;
const SAMPLE_ROWS = 50;

export function listPages(pages: Pages): void {
  pages.get('/lists/new', (visit) => newListPage(visit));

  pages.post('/lists/new', async (visit) => {
    const { context } = visit;
    const { name, content } = await sentFile(bodyOf(context), context.req.header('content-type') ?? '');
    const stream = Readable.toWeb(
      Readable.from(content, { objectMode: false }),
    ) as ReadableStream<Uint8Array>;
    try {
      return seeOther(visit, `/lists/${(await sendList(visit.api, name, stream)).list}`);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      context.status(error.problem.status as 400);
      return newListPage(visit, error.problem);
    }
  });

  pages.get('/lists/:list', (visit) => listPage(visit, readingIn(visit)));

  pages.part('/parts/lists/:list/check', async (visit) => {
    const [list, reading, label] = [listIn(visit), readingIn(visit), labelIn(visit)];
    const check = await checkOf(visit, list, reading, PART_WAITS_MS);
    return <CheckSection visit={visit} list={list} reading={reading} label={label} check={check} />;
  });

  pages.post('/lists/:list', async (visit) => {
    const form = await SentForm.of(visit.context);
    try {
      const { batch } = await makeBatch(visit.api, batchAsked(listIn(visit), form), form.text('once'));
      if (form.text('then') === 'sample') await order(visit.api, batch, 'sample', { rows: SAMPLE_ROWS });
      return seeOther(visit, `/batches/${batch}`);
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.status === 401) throw error;
      visit.context.status(error.problem.status as 400);
      return listPage(
        visit,
        readingOf((name) => form.optional(name)),
        error.problem,
      );
    }
  });

  pages.get('/lists/:list/remove', (visit) => {
    const { newListPage: said, pages: shared } = visit.words;
    const list = listIn(visit);
    return (
      <Layout visit={visit} title={said.remove} here="/lists/new">
        <Confirmation
          title={said.remove}
          action={`/lists/${list}/remove`}
          yes={said.remove}
          no={shared.back}
          back={`/lists/${list}`}
          isDangerous
        >
          <p>{said.removeMeans}</p>
        </Confirmation>
      </Layout>
    );
  });

  pages.post('/lists/:list/remove', async (visit) => {
    await removeList(visit.api, listIn(visit));
    return seeOther(visit, '/lists/new');
  });
}

async function newListPage(visit: Visit, problem?: ProblemBody): Promise<Answered> {
  const [lists, unfinished] = await Promise.all([sentLists(visit.api), unfinishedUploads(visit.api)]);
  return <NewListPage visit={visit} lists={lists} unfinished={unfinished} problem={problem} />;
}

async function listPage(visit: Visit, asked: Reading, problem?: ProblemBody): Promise<Answered> {
  const { api } = visit;
  const id = listIn(visit);
  const [list, limit] = await Promise.all([sentList(api, id), approvalLimit(api)]);
  const looked = await orProblem(listColumns(api, id, asked));
  const remembered = 'type' in looked ? null : looked.remembered;
  const isRemembered = remembered !== null && Object.values(asked).every((each) => each === undefined);
  const reading = isRemembered ? textsOf(remembered) : asked;
  const columns = isRemembered ? await orProblem(listColumns(api, id, reading)) : looked;
  return (
    <ListPage
      visit={visit}
      list={list}
      limit={limit}
      reading={reading}
      isRemembered={isRemembered}
      columns={'type' in columns ? undefined : columns}
      check={'type' in columns ? columns : await checkOf(visit, id, reading, PAGE_WAITS_MS)}
      label={labelIn(visit)}
      once={crypto.randomUUID()}
      problem={problem}
    />
  );
}

/** The one that is asked for, else the first of who may use some alone. */
function labelIn({ context, caller: { labels } }: Visit): string | undefined {
  const asked = context.req.query('label')?.trim();
  if (asked !== undefined && asked !== '' && (labels === 'all' || labels.includes(asked))) return asked;
  return labels === 'all' ? undefined : labels[0];
}

function checkOf(
  visit: Visit,
  list: string,
  reading: Reading,
  waitMs: number,
): Promise<ListCheck | ProblemBody> {
  return orProblem(checkList(visit.api, list, { ...reading, label: labelIn(visit), wait_ms: waitMs }));
}

/** What a list can't be read for is shown beside it. */
async function orProblem<Found>(found: Promise<Found>): Promise<Found | ProblemBody> {
  return found.catch((error: unknown) => {
    if (error instanceof Refused && [409, 422].includes(error.problem.status)) return error.problem;
    throw error;
  });
}

function listIn({ context }: Visit): string {
  return context.req.param('list') ?? '';
}

function readingIn({ context }: Visit): Reading {
  return readingOf((name) => context.req.query(name)?.trim());
}

function readingOf(field: (name: string) => string | undefined): Reading {
  const given = READING_FIELDS.map((name) => [name, field(name)] as const);
  return Object.fromEntries(given.filter(([, text]) => text !== undefined && text !== ''));
}

function textsOf(reading: Readonly<Record<string, string | number | undefined>>): Reading {
  return readingOf((name) => reading[name]?.toString());
}
