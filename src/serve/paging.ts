// Lists in pieces: `{data, next}`, asked for with `?after=&limit=`. It knows nothing of what is listed.

import { z } from '@hono/zod-openapi';
import type { ZodType } from 'zod';

const LIMIT_MOST = 200;
const LIMIT_USUAL = 50;

export const pageQuery = z.object({
  after: z.string().max(200).optional().openapi({ description: 'What `next` of the page before says' }),
  limit: z.coerce.number().int().min(1).max(LIMIT_MOST).default(LIMIT_USUAL),
});
export type PageQuery = z.infer<typeof pageQuery>;

export function pageOf<Item extends ZodType>(item: Item) {
  return z.object({
    data: z.array(item),
    next: z.string().nullable().openapi({ description: 'For `after`; null where this is the last page' }),
  });
}

export interface Page<Item> {
  readonly data: Item[];
  readonly next: string | null;
}

/**
 * One page of what is held in memory.
 *
 * @param nameOf what `after` says; an `after` that is not there any more begins anew
 */
export function paged<Item>(
  all: readonly Item[],
  { after, limit }: PageQuery,
  nameOf: (item: Item) => string,
): Page<Item> {
  const start = after === undefined ? 0 : all.findIndex((item) => nameOf(item) === after) + 1;
  const data = all.slice(start, start + limit);
  const last = data.at(-1);
  return { data, next: last === undefined || start + limit >= all.length ? null : nameOf(last) };
}
