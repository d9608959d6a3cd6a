// The accounts for which batches call: their rate, circuit and halt. It knows requests and answers.

import { z } from '@hono/zod-openapi';
import { accountsNow, liftAccountHalt } from '../../app/accounts.js';
import type { BatchIndex, BatchInShort } from '../../batch/batch-index.js';
import { seesLabel, type Caller } from '../../access/caller.js';
import { hasEnded } from '../../batch/record.js';
import { UserError } from '../../domain/user-error.js';
import { notFound } from '../problem.js';
import { json, route } from '../route.js';
import { callerOf, onRecord, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';
import { labelOf } from '../visible.js';

const accountSchema = z
  .object({
    account: z.string(),
    provider: z.string(),
    appid: z.string(),
    auth_url: z.string(),
    rate: z.number().nullable(),
    held: z.object({ by: z.enum(['cap', 'throttling']), rate: z.number().nullable() }).nullable(),
    circuit_open_since: z.string().nullable(),
    waiting: z.object({ reason: z.string(), until: z.string() }).nullable(),
    halted: z.object({ reason: z.string() }).nullable(),
    verify_workers: z.number().int().nullable(),
    batch_worker: z.boolean(),
  })
  .openapi('Account');

const listAccounts = route({
  operationId: 'listAccounts',
  method: 'get',
  path: '/accounts',
  tags: ['accounts'],
  summary: 'The accounts of batches that you see, and what holds up their calls',
  responses: { 200: json('All of them', z.object({ data: z.array(accountSchema), next: z.null() })) },
});

const liftHalt = route({
  operationId: 'liftHalt',
  method: 'post',
  path: '/accounts/{account}/lift-halt',
  tags: ['accounts'],
  summary: 'Say that the cause of a halt is mended; halted batches are then resumed',
  request: { params: z.object({ account: z.string().regex(/^[0-9a-f]{12}$/) }) },
  responses: { 202: json('The account, as it is by now', accountSchema) },
});

export function accountRoutes(api: Api, { app, behind, index }: ServePorts): void {
  api.openapi(listAccounts, async (context) => {
    const data = await behind.answered(accountsNow(app, await ownersOf(index, callerOf(context))));
    return context.json({ data, next: null }, 200);
  });

  api.openapi(liftHalt, async (context) => {
    const { account } = context.req.valid('param');
    const batches = await ownersOf(index, callerOf(context));
    await onRecord(context);
    const lifting = liftAccountHalt(app, account, batches).catch((error: unknown) => {
      if (error instanceof UserError && error.code === 'other-account') throw notFound();
      throw error;
    });
    const lifted = await behind.answered(lifting);
    return context.json(lifted, 202);
  });
}

/** An account none of whose batches is open has nothing that holds it up. */
async function ownersOf(index: BatchIndex, caller: Caller): Promise<readonly BatchInShort[]> {
  return (await index.look()).filter((each) => !hasEnded(each) && seesLabel(caller, labelOf(each)));
}
