// The number of calls beyond which a batch of this data directory needs an approval, in a file that every process reads. It
// knows no batch.

import { dirname, join } from 'node:path';
import { z } from 'zod';
import { makeDirectory, readFormIfThere, writeJson, writeJsonFirst } from '../files/durable.js';

const limitSchema = z.object({
  version: z.literal(1),
  /** Null: it was switched off, and no setting of the environment sets it again. */
  calls: z.number().int().positive().nullable(),
  /** Who has set it, and when in Unix milliseconds. */
  by: z.string(),
  at: z.number(),
});
export type ApprovalLimit = Omit<z.infer<typeof limitSchema>, 'version'>;

export function approvalLimitPath(dataDirectory: string): string {
  return join(dataDirectory, 'approval.json');
}

/** @returns undefined where nobody has set or switched it off */
export async function readApprovalLimit(path: string): Promise<ApprovalLimit | undefined> {
  return readFormIfThere(path, limitSchema);
}

/** Undefined: no batch needs an approval. */
export async function approvalLimit(path: string): Promise<number | undefined> {
  return (await readApprovalLimit(path))?.calls ?? undefined;
}

export async function writeApprovalLimit(path: string, limit: ApprovalLimit): Promise<void> {
  await makeDirectory(dirname(path));
  await writeJson(path, String(process.pid), { version: 1, ...limit });
}

/** @returns false where it was set, or switched off, before */
export async function writeFirstApprovalLimit(path: string, limit: ApprovalLimit): Promise<boolean> {
  await makeDirectory(dirname(path));
  return writeJsonFirst(path, String(process.pid), { version: 1, ...limit });
}
