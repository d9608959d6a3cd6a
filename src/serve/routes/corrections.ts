// Corrections: rows of an ended batch with other names and numbers become a batch that corrects it. It knows requests and answers.

import { z } from '@hono/zod-openapi';
import { correctionList } from '../../app/correction-list.js';
import { Once } from '../../app/once.js';
import { batchPaths } from '../../batch/paths.js';
import { hasEnded, readState, type BatchRecord } from '../../batch/record.js';
import { newIncarnation } from '../../batch/new-batch.js';
import { UserError } from '../../domain/user-error.js';
import type { KeptList } from '../../lists/kept-list.js';
import { correctionId, makeBatch } from '../new-batches.js';
import { json, jsonBody, route } from '../route.js';
import { batchParams, batchSchema } from '../schemas/batch.js';
import { idempotencyKey } from '../schemas/idempotency-key.js';
import { callerOf, onRecord, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';
import { visibleBatch } from '../visible.js';

const ROWS_MOST = 10_000;
const CELL_MOST = 200;

const body = z
  .strictObject({
    rows: z
      .array(
        z.strictObject({
          row: z.number().int().min(1).max(1_000_000_000),
          name: z.string().max(CELL_MOST),
          id_number: z.string().max(CELL_MOST),
        }),
      )
      .min(1)
      .max(ROWS_MOST),
    start: z.boolean().optional(),
  })
  .refine(({ rows }) => new Set(rows.map(({ row }) => row)).size === rows.length, {
    error: 'each row may stand there once',
    path: ['rows'],
  })
  .openapi('Corrections');

const createCorrections = route({
  operationId: 'createCorrections',
  method: 'post',
  path: '/batches/{batch}/corrections',
  tags: ['batches'],
  summary: 'Make a batch of these rows alone that corrects this one',
  request: {
    params: batchParams,
    headers: z.object({ 'idempotency-key': idempotencyKey.optional() }),
    body: jsonBody(body),
  },
  responses: { 201: json('The new batch', batchSchema) },
});

export function correctionRoutes(api: Api, ports: ServePorts): void {
  const { app } = ports;
  const { dataDir } = app.config;
  const once = new Once(app.config);

  api.openapi(createCorrections, async (context) => {
    const { batch } = context.req.valid('param');
    const what = context.req.valid('json');
    const caller = callerOf(context);
    const record = await visibleBatch(dataDir, batch, caller);
    await refuseUnended(record, dataDir);
    const act = async (intention: { batch: string; incarnation: string }) => {
      const rows = what.rows.map(({ row, name, id_number: idNumber }) => ({ row, name, idNumber }));
      const { text, reading } = await correctionList(record, rows);
      const kept = await sent(text, batch, caller.id, ports);
      try {
        const asked = { list: kept.list, label: record.label, start: what.start };
        return await makeBatch(asked, intention, ports, {
          caller,
          language: record.language ?? context.var.language,
          reading,
          corrects: { batch },
          onRecord: (made) => onRecord(context, made),
        });
      } finally {
        // The batch has a copy.
        await ports.lists.remove(kept.list);
      }
    };
    const intend = () => Promise.resolve({ batch: correctionId(batch), incarnation: newIncarnation() });
    const key = context.req.valid('header')['idempotency-key'];
    const answer =
      key === undefined
        ? await act(await intend())
        : await once.do({ by: caller.id, key, what: { batch, what } }, { intend, act });
    return context.json(answer, 201);
  });
}

async function refuseUnended(record: BatchRecord, dataDir: string): Promise<void> {
  const state = await readState(batchPaths(dataDir, record.batch), record);
  if (hasEnded(state)) return;
  throw new UserError('unended-batch', ({ exporting, states }) =>
    exporting.notEnded({ batch: record.batch, state: states[state.state] }),
  );
}

async function sent(text: string, batch: string, by: string, { lists }: ServePorts): Promise<KeptList> {
  const bytes = Buffer.from(text);
  const name = `${batch}-corrections.csv`;
  return lists.receive(
    (async function* () {
      yield await Promise.resolve(bytes);
    })(),
    { by, name },
    bytes.length,
  );
}
