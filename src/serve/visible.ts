// What a caller sees: batches of his labels, and lists that he has sent. What he doesn't see is answered as if it were not there. It
// knows no route.

import { seesLabel, type Caller } from '../access/caller.js';
import { batchPaths } from '../batch/paths.js';
import { readRecord, recordExists, type BatchRecord } from '../batch/record.js';
import type { KeptList } from '../lists/kept-list.js';
import type { ListStore } from '../lists/list-store.js';
import { notFound, Problem } from './problem.js';

/** @throws Problem where there is no such batch, or the caller doesn't see it */
export async function visibleBatch(dataDir: string, batch: string, caller: Caller): Promise<BatchRecord> {
  const paths = batchPaths(dataDir, batch);
  if (!(await recordExists(paths))) throw notFound();
  const record = await readRecord(paths, batch);
  if (!seesLabel(caller, labelOf(record))) throw notFound();
  return record;
}

/** Undefined of a batch that has none. */
export function labelOf({ label }: Pick<BatchRecord, 'label'>): string | undefined {
  return label === '' ? undefined : label;
}

export function seesList({ id, role }: Caller, { by }: Pick<KeptList, 'by'>): boolean {
  return by === id || role === 'admin';
}

/** @throws Problem where there is no such list, or the caller has not sent it */
export async function visibleList(lists: ListStore, list: string, caller: Caller): Promise<KeptList> {
  const found = await lists.find(list);
  if (found === undefined || !seesList(caller, found)) throw notFound();
  return found;
}

/**
 * The label that something new gets: who has only some labels must name one of them.
 *
 * @throws Problem where the caller may not use the label
 */
export function newLabel({ labels }: Caller, named: string | undefined): string {
  const label = named ?? '';
  if (labels === 'all' || labels.includes(label)) return label;
  throw new Problem(422, 'label-needed', {
    detail: ({ problems }) => problems.labelsAre({ labels: labels.join(', ') }),
  });
}
