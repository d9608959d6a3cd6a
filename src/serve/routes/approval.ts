// From how many calls on a batch needs an approval: seen by all, set by administrators. Approving itself is an order of a batch. It
// knows requests and answers.

import { z } from '@hono/zod-openapi';
import { approvalNow, setApproval as set } from '../../app/approval.js';
import { nameOfCaller } from '../../app/name-of-caller.js';
import type { ApprovalLimit } from '../../batch/approval-limit.js';
import { chinaIso } from '../../domain/china-time.js';
import { json, jsonBody, route } from '../route.js';
import { actorOf, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';

const calls = z
  .number()
  .int()
  .min(1)
  .max(1_000_000_000)
  .nullable()
  .openapi({ description: 'Null: no batch needs an approval' });
const approvalSchema = z
  .object({
    calls,
    set_by: z.string().nullable(),
    set_by_name: z
      .string()
      .nullable()
      .openapi({ description: 'How he is called; null where the id is all there is' }),
    set_at: z.string().nullable().openapi({ format: 'date-time' }),
  })
  .openapi('Approval');
export type ShownApproval = z.infer<typeof approvalSchema>;

const getApproval = route({
  operationId: 'getApproval',
  method: 'get',
  path: '/approval',
  tags: ['approval'],
  summary: 'From how many calls on a batch needs an approval',
  responses: { 200: json('What is set', approvalSchema) },
});

const setApproval = route({
  operationId: 'setApproval',
  method: 'put',
  path: '/approval',
  tags: ['approval'],
  summary: 'Set that number, or switch it off',
  request: { body: jsonBody(z.strictObject({ calls })) },
  responses: { 200: json('What is set now', approvalSchema) },
});

export function approvalRoutes(api: Api, { app }: Pick<ServePorts, 'app'>): void {
  const { dataDir } = app.config;
  api.openapi(getApproval, async (context) =>
    context.json(await shown(await approvalNow(app), dataDir), 200),
  );

  api.openapi(setApproval, async (context) => {
    const asked = context.req.valid('json');
    return context.json(await shown(await set(app, asked.calls, actorOf(context)), dataDir), 200);
  });
}

async function shown(
  limit: ApprovalLimit | undefined,
  dataDirectory: string,
): Promise<z.infer<typeof approvalSchema>> {
  if (limit === undefined) return { calls: null, set_by: null, set_by_name: null, set_at: null };
  const { by, at } = limit;
  const name = (await nameOfCaller(dataDirectory, by)) ?? null;
  return { calls: limit.calls, set_by: by, set_by_name: name, set_at: chinaIso(at) };
}
