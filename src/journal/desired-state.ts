// What a person wants of a batch: kept in the batch's hash, heeded by the script that permits calls and by the owner.

import { z } from 'zod';

const wishSchema = z.enum(['paused', 'cancelled']);
export type Wish = z.infer<typeof wishSchema>;

export function parseWish(text: string | null | undefined): Wish | undefined {
  return text === null || text === undefined ? undefined : wishSchema.parse(text);
}
