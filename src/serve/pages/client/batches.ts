// Batches as the interface shows them. It knows paths of the interface, no page.

import type { z } from '@hono/zod-openapi';
import type { Page } from '../../paging.js';
import type { batchSchema } from '../../schemas/batch.js';
import type { InterfaceClient } from './interface-client.js';

export type Batch = z.infer<typeof batchSchema>;

export interface BatchesAsked {
  readonly q?: string | undefined;
  readonly state?: string | undefined;
  readonly label?: string | undefined;
  /** Who made it: `me`, or part of a name. */
  readonly by?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

export function listBatches(api: InterfaceClient, asked: BatchesAsked): Promise<Page<Batch>> {
  return api.get('/batches', { ...asked });
}

export function getBatch(api: InterfaceClient, batch: string): Promise<Batch> {
  return api.get(`/batches/${encodeURIComponent(batch)}`);
}

/** @param once by which the request is known again where it is sent twice */
export function makeBatch(api: InterfaceClient, asked: object, once: string): Promise<Batch> {
  return api.post('/batches', asked, { 'idempotency-key': once });
}
