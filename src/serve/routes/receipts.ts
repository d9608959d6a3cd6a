// Receipts of what was erased, by person and by retention; who was meant is in none of them. For administrators. It knows requests and
// answers.

import { z } from '@hono/zod-openapi';
import { erasureReceipts } from '../../app/erasure-receipts.js';
import type { Receipt } from '../../batch/erasure/receipts.js';
import { paged, pageOf, pageQuery } from '../paging.js';
import { json, route } from '../route.js';
import type { Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';

const receiptSchema = z
  .object({
    number: z.number().int(),
    at: z.string().openapi({ format: 'date-time' }),
    by: z.string(),
    people: z.number().int().nullable().openapi({ description: 'Null where a rule of retention decided' }),
    retention: z.object({ label: z.string(), statuses: z.array(z.string()), days: z.number() }).nullable(),
    batches: z.array(
      z.object({ batch: z.string(), label: z.string(), rows: z.number().int(), files: z.number().int() }),
    ),
    purged: z.array(z.string()),
    unreadable: z.array(z.object({ batch: z.string(), rows: z.string() })),
    not_reached: z.array(
      z.object({ batch: z.string().nullable(), file: z.string().nullable(), why: z.string() }),
    ),
  })
  .openapi('Receipt');
export type ShownReceipt = z.infer<typeof receiptSchema>;

const listReceipts = route({
  operationId: 'listReceipts',
  method: 'get',
  path: '/receipts',
  tags: ['persons'],
  summary: 'What was erased, when and by whom; never who was meant',
  request: { query: pageQuery },
  responses: {
    200: json(
      'The newest first',
      pageOf(receiptSchema).extend({
        broken_after: z
          .number()
          .int()
          .nullable()
          .openapi({ description: 'The receipt which the next one does not fit; null: all fit' }),
      }),
    ),
  },
});

export function receiptRoutes(api: Api, { app }: Pick<ServePorts, 'app'>): void {
  api.openapi(listReceipts, async (context) => {
    const { receipts, brokenAfter } = await erasureReceipts(app);
    const all = receipts.map(({ receipt }) => receiptShown(receipt)).toReversed();
    const page = paged(all, context.req.valid('query'), ({ number }) => String(number));
    return context.json({ ...page, broken_after: brokenAfter ?? null }, 200);
  });
}

function receiptShown(receipt: Receipt): z.infer<typeof receiptSchema> {
  const { number, at, by, people, retention, batches, purged, unreadable, not_reached: missed } = receipt;
  return {
    number,
    at,
    by,
    people,
    retention: retention === null ? null : { ...retention, statuses: [...retention.statuses] },
    batches: batches.map(({ batch, label, rows, files }) => ({ batch, label, rows, files: files.length })),
    purged: purged.map(({ batch }) => batch),
    unreadable: unreadable.map((each) => ({ ...each })),
    not_reached: missed.map((each) => ({ ...each })),
  };
}
