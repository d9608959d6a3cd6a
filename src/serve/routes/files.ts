// The files of a batch, for who may have each, on record. No request names a path: a name of the list below is put behind the
// batch's own directory.

import { z } from '@hono/zod-openapi';
import { join } from 'node:path';
import { stat } from 'node:fs/promises';
import type { OperationId } from '../../access/permissions.js';
import { STATUSES } from '../../domain/status.js';
import { undefinedIfMissing } from '../../files/missing-file.js';
import { fileAnswer } from '../file-answer.js';
import { forbidden, notFound } from '../problem.js';
import { json, route } from '../route.js';
import { SANDBOX } from '../sandbox.js';
import { batchParams } from '../schemas/batch.js';
import { callerOf, onRecord, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';
import { visibleBatch } from '../visible.js';

interface KnownFile {
  readonly name: string;
  readonly type: string;
  /** Whether rows of people stand in it. */
  readonly hasRows: boolean;
}

const CSV = 'text/csv; charset=utf-8';
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PAGE = 'text/html; charset=utf-8';

const withRows = (type: string) => (name: string) => ({ name, type, hasRows: true });
const figures = (type: string, name: string) => ({ name, type, hasRows: false });

const FILES: readonly KnownFile[] = [
  ...['outcomes.csv', ...STATUSES.map((status) => `outcomes.${status}.csv`)].map(withRows(CSV)),
  ...['changes.csv', 'corrected.csv', 'outcomes.sample.csv'].map(withRows(CSV)),
  ...['outcomes.xlsx', 'outcomes.sample.xlsx'].map(withRows(WORKBOOK)),
  figures(PAGE, 'batch.html'),
  figures(CSV, 'attempts.csv'),
  figures(CSV, 'gaps.csv'),
  figures('application/json; charset=utf-8', 'summary.json'),
];
const BY_NAME = new Map(FILES.map((file) => [file.name, file]));
const NAMES = FILES.map(({ name }) => name) as [string, ...string[]];

const fileSchema = z
  .object({ name: z.enum(NAMES), bytes: z.number().int(), type: z.string() })
  .openapi('BatchFile');

const listBatchFiles = route({
  operationId: 'listBatchFiles',
  method: 'get',
  path: '/batches/{batch}/files',
  tags: ['batches'],
  summary: 'The files of a batch that you may have',
  request: { params: batchParams },
  responses: { 200: json('What is there by now', z.object({ data: z.array(fileSchema), next: z.null() })) },
});

const binary = { schema: { type: 'string', format: 'binary' } } as const;
const getBatchFile = route({
  operationId: 'getBatchFile',
  method: 'get',
  path: '/batches/{batch}/files/{name}',
  tags: ['batches'],
  summary: 'A file of a batch, on record; `Range` and `If-None-Match` are heeded',
  request: { params: batchParams.extend({ name: z.enum(NAMES) }) },
  responses: {
    200: { description: 'The file', content: { [CSV]: binary, [WORKBOOK]: binary, [PAGE]: binary } },
    206: { description: 'The part that was asked for' },
    304: { description: 'It is what you have' },
  },
});

export function fileRoutes(api: Api, { app }: ServePorts): void {
  const { dataDir } = app.config;

  api.openapi(listBatchFiles, async (context) => {
    const { batch } = context.req.valid('param');
    const caller = callerOf(context);
    const { outDirectory } = await visibleBatch(dataDir, batch, caller);
    const may = FILES.filter((file) => context.var.access.may(caller, operationOf(file)));
    const sized = may.map(async ({ name, type }) => {
      const found = await stat(join(outDirectory, name)).catch(undefinedIfMissing);
      return found?.isFile() === true ? [{ name, type, bytes: found.size }] : [];
    });
    return context.json({ data: (await Promise.all(sized)).flat(), next: null }, 200);
  });

  api.openapi(getBatchFile, async (context) => {
    const { batch, name } = context.req.valid('param');
    const caller = callerOf(context);
    const { outDirectory } = await visibleBatch(dataDir, batch, caller);
    const file = BY_NAME.get(name);
    if (file === undefined) throw notFound();
    const operation = operationOf(file);
    if (!context.var.access.may(caller, operation)) throw forbidden();
    const isShown = file.type === PAGE;
    return fileAnswer(context, {
      path: join(outDirectory, name),
      type: file.type,
      name: `${batch}.${name}`,
      isShown,
      headers: isShown ? { 'content-security-policy': SANDBOX } : {},
      beforeSent: () => onRecord(context, batch, operation),
    });
  });
}

function operationOf({ hasRows }: KnownFile): OperationId {
  return hasRows ? 'getBatchFileWithRows' : 'getBatchFile';
}
