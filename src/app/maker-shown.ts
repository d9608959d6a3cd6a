// Who made a batch, as it is told to whoever looks at the batch. It changes nothing.

import type { BatchRecord } from '../batch/record.js';
import { nameOfCaller } from './name-of-caller.js';

export interface MakerShown {
  /** The id of a user or a key, of the system's user at a terminal, or of a schedule; null where that is not on record. */
  readonly made_by: string | null;
  /** How he is called; null where the id is all there is. */
  readonly made_by_name: string | null;
}

/** Of many batches together: each maker's name is looked up once. */
export function makersIn(dataDirectory: string): (record: BatchRecord) => Promise<MakerShown> {
  const names = new Map<string, Promise<string | undefined>>();
  const nameOf = (id: string): Promise<string | undefined> => {
    const name = names.get(id) ?? nameOfCaller(dataDirectory, id);
    names.set(id, name);
    return name;
  };
  return async ({ createdBy }) => {
    if (createdBy === undefined) return { made_by: null, made_by_name: null };
    const { id, by } = createdBy;
    const isCaller = by === 'key' || by === 'session';
    return { made_by: id, made_by_name: (isCaller ? await nameOf(id) : undefined) ?? null };
  };
}
