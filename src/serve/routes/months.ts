// Months of the books: their calendar, how one stands, closing it and opening it again, its files and its bill. It knows requests and
// answers.

import { join } from 'node:path';
import { z } from '@hono/zod-openapi';
import pLimit from 'p-limit';
import { calendar } from '../../app/calendar.js';
import type { CallsByDay } from '../../app/calls-by-day.js';
import { reopenMonth } from '../../app/close-month.js';
import { keepBillOf, removeBillOf } from '../../app/month-bill.js';
import { monthShown, signedShown } from '../../app/month-shown.js';
import { showMonth } from '../../app/months.js';
import { signMonth, withdrawProposal, type SignedMonth } from '../../app/sign-month.js';
import { MONTH_FILES, monthDirectory, readClosed, type MonthFile } from '../../money/month-files.js';
import { bodyOf } from '../body.js';
import { fileAnswer } from '../file-answer.js';
import { json, jsonBody, route } from '../route.js';
import { SANDBOX } from '../sandbox.js';
import { calendarSchema, monthOrder, monthParams, monthSchema, monthText } from '../schemas/month.js';
import { actorOf, onRecord, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';

const listMonths = route({
  operationId: 'listMonths',
  method: 'get',
  path: '/months',
  tags: ['months'],
  summary: 'The calendar: each month’s state, each day’s calls and what the newest reconciliation says of it',
  request: {
    query: z.object({
      from: monthText.optional().openapi({ description: 'Left out: twelve months are told' }),
      to: monthText.optional(),
    }),
  },
  responses: {
    200: json(
      'The months, in the order of time',
      z.object({ data: z.array(calendarSchema), next: z.null() }),
    ),
  },
});

const getMonth = route({
  operationId: 'getMonth',
  method: 'get',
  path: '/months/{month}',
  tags: ['months'],
  summary: 'How a month stands now: every day is reconciled, so the provider is asked',
  request: { params: monthParams },
  responses: { 200: json('The month', monthSchema) },
});

const putMonth = route({
  operationId: 'putMonth',
  method: 'put',
  path: '/months/{month}',
  tags: ['months'],
  summary: 'Close a month, propose to, or open it again',
  description:
    'With ROLLCALL_CLOSE_REVIEW=1 the first account proposes (202), and a second one that asks for the same closes it (200). `open` withdraws what is proposed.',
  request: { params: monthParams, body: jsonBody(monthOrder) },
  responses: {
    200: json('The month, closed or open', monthSchema),
    202: json('The month, which somebody else has to look at', monthSchema),
  },
});

const binary = { schema: { type: 'string', format: 'binary' } } as const;
const TYPES: Readonly<Record<MonthFile, string>> = {
  'close.html': 'text/html; charset=utf-8',
  'close.json': 'application/json; charset=utf-8',
  'journal.csv': 'text/csv; charset=utf-8',
  'evidence.zip': 'application/zip',
};

const getMonthFile = route({
  operationId: 'getMonthFile',
  method: 'get',
  path: '/months/{month}/{file}',
  tags: ['months'],
  summary: 'A file of a closed month, as it was closed',
  request: { params: monthParams.extend({ file: z.enum(MONTH_FILES) }) },
  responses: {
    200: {
      description: 'The file',
      content: { [TYPES['close.html']]: binary, [TYPES['journal.csv']]: binary, 'application/zip': binary },
    },
  },
});

const putBill = route({
  operationId: 'putBill',
  method: 'put',
  path: '/months/{month}/bill',
  tags: ['months'],
  summary:
    'Keep the provider’s bill with a month, as a further side; the body is a CSV with period, calls, amount',
  request: {
    params: monthParams,
    body: { required: true, content: { 'text/csv': { schema: { type: 'string', format: 'binary' } } } },
  },
  responses: { 200: json('How many lines it has', z.object({ month: monthText, lines: z.number().int() })) },
});

const deleteBill = route({
  operationId: 'deleteBill',
  method: 'delete',
  path: '/months/{month}/bill',
  tags: ['months'],
  summary: 'Take the bill of a month back',
  request: { params: monthParams },
  responses: { 204: { description: 'None is kept' } },
});

export interface MonthPorts extends Pick<ServePorts, 'app'> {
  readonly callsByDay: CallsByDay;
}

export function monthRoutes(api: Api, { app, callsByDay }: MonthPorts): void {
  const { dataDir, provider, closeReview } = app.config;
  const reader = new MonthReader(app);
  const answer = (shown: ReturnType<typeof signedShown>) =>
    monthSchema.parse({ ...shown, review_needed: closeReview });

  api.openapi(listMonths, async (context) => {
    const data = await calendar(app, context.req.valid('query'), callsByDay);
    return context.json(
      { data: data.map((month) => ({ ...month, days: [...month.days] })), next: null },
      200,
    );
  });

  api.openapi(getMonth, async (context) => {
    const { month } = context.req.valid('param');
    return context.json(answer(await reader.shown(month)), 200);
  });

  api.openapi(putMonth, async (context) => {
    const { month } = context.req.valid('param');
    const asked = context.req.valid('json');
    const actor = actorOf(context);
    if (asked.state === 'open') {
      const isClosed = (await readClosed(monthDirectory(dataDir, month, provider))) !== undefined;
      if (isClosed) await reopenMonth(app, month, asked.reason, actor);
      else await withdrawProposal(app, month, actor);
      return context.json(answer(await reader.shown(month)), 200);
    }
    const accept = asked.accept?.map(({ id, because }) => `${id}=${because}`);
    const signed = await reader.alone(() => signMonth(app, { month, accept, early: asked.early, actor }));
    return context.json(answer(signedShown(signed)), statusOf(signed));
  });

  api.openapi(getMonthFile, async (context) => {
    const { month, file } = context.req.valid('param');
    const isShown = file === 'close.html';
    return fileAnswer(context, {
      path: join(monthDirectory(dataDir, month, provider), file),
      type: TYPES[file],
      name: file === 'close.html' ? file : `${month}.${file}`,
      isShown,
      headers: isShown ? { 'content-security-policy': SANDBOX } : {},
      beforeSent: () => onRecord(context),
    });
  });

  api.openapi(putBill, async (context) => {
    const { month } = context.req.valid('param');
    const pieces: Uint8Array[] = [];
    for await (const piece of bodyOf(context)) pieces.push(piece);
    const lines = await keepBillOf(app, month, Buffer.concat(pieces), actorOf(context));
    return context.json({ month, lines }, 200);
  });

  api.openapi(deleteBill, async (context) => {
    const { month } = context.req.valid('param');
    await removeBillOf(app, month, actorOf(context));
    return context.body(null, 204);
  });
}

function statusOf({ kind }: SignedMonth): 200 | 202 {
  return kind === 'closed' ? 200 : 202;
}

/** Reconciles months one after the other, as their reports are files; who asks for the same meanwhile gets the same. */
class MonthReader {
  readonly #app: ServePorts['app'];
  readonly #turn = pLimit(1);
  readonly #underWay = new Map<string, Promise<ReturnType<typeof monthShown>>>();

  constructor(app: ServePorts['app']) {
    this.#app = app;
  }

  alone<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#turn(work);
  }

  async shown(month: string): Promise<ReturnType<typeof monthShown>> {
    const known = this.#underWay.get(month);
    if (known !== undefined) return known;
    const reading = this.alone(async () => {
      // What is asked for from here on may be another thing.
      this.#underWay.delete(month);
      return monthShown(await showMonth(this.#app, { month }));
    });
    this.#underWay.set(month, reading);
    return reading;
  }
}
