// What a person wants of a batch: kept in the batch's hash, heeded by the script that permits calls and by the owner.

import { z } from 'zod';

const desiredStateSchema = z.enum(['paused', 'cancelled']);
export type DesiredState = z.infer<typeof desiredStateSchema>;

export function parseDesiredState(text: string | null | undefined): DesiredState | undefined {
  return text === null || text === undefined ? undefined : desiredStateSchema.parse(text);
}
