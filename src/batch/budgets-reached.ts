// What was told of budgets that are used up so far, a file each: read by whoever tells listeners of them.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readFormIfThere } from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';

const reachedSchema = z.object({
  at: z.number(),
  label: z.string(),
  provider: z.string(),
  month: z.string(),
  percent: z.number(),
  calls: z.number(),
  amount: z.string(),
  currency: z.string(),
  allowed_calls: z.number().nullable(),
  allowed_amount: z.string().nullable(),
});
export type BudgetReachedOnDisk = z.infer<typeof reachedSchema>;

export function reachedDirectory(dataDirectory: string): string {
  return join(dataDirectory, 'budgets-reached');
}

export async function reachedNames(dataDirectory: string): Promise<string[]> {
  const names = (await readdir(reachedDirectory(dataDirectory)).catch(undefinedIfMissing)) ?? [];
  return names.filter((name) => name.endsWith('.json'));
}

export async function readReached(
  dataDirectory: string,
  name: string,
): Promise<BudgetReachedOnDisk | undefined> {
  return readFormIfThere(join(reachedDirectory(dataDirectory), name), reachedSchema);
}
