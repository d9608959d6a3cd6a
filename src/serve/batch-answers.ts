// How batches are answered: as `rollcall status --json` tells them. It knows no request.

import { seesLabel, type Caller } from '../access/caller.js';
import type { App } from '../app/app.js';
import type { BatchStatus } from '../app/batch-status.js';
import { knownBatches, type KnownBatch } from '../batch/recorded-batches.js';
import { batchPaths } from '../batch/paths.js';
import { readRecord, readState, recordExists, type BatchRecord } from '../batch/record.js';
import { statusesOf } from '../app/statuses.js';
import type { Page, PageQuery } from './paging.js';
import { notFound } from './problem.js';
import { labelOf } from './visible.js';

/** @throws Problem where there is none, as after a draft was discarded */
export async function batchNow(app: App, batch: string): Promise<BatchStatus> {
  const paths = batchPaths(app.config.dataDir, batch);
  if (!(await recordExists(paths))) throw notFound();
  return batchOf(app, await readRecord(paths, batch));
}

/** @param record as it was just read */
export async function batchOf(app: App, record: BatchRecord): Promise<BatchStatus> {
  const state = await readState(batchPaths(app.config.dataDir, record.batch), record);
  const [found] = await statusesOf(app, [{ record, state }]);
  if (found === undefined) throw notFound();
  return found;
}

export interface BatchFilter {
  readonly state?: string | undefined;
  readonly label?: string | undefined;
  /** Part of the id, of the label or of what the list is called. */
  readonly q?: string | undefined;
}

/** So many are looked at together; who asks for a state may need the ones after them. */
const LOOKED_AT = 50;

/** The newest first. A batch that can't be read is left out, and told to the log by the use case. */
export async function batchPage(
  app: App,
  caller: Caller,
  filter: BatchFilter,
  { after, limit }: PageQuery,
): Promise<Page<BatchStatus>> {
  const known = await knownBatches(app.config.dataDir, ({ message }) => {
    app.tell({ kind: 'warning', message });
  });
  const wanted = known.toReversed().filter((each) => isWanted(each, caller, filter));
  const start = after === undefined ? 0 : wanted.findIndex(({ record }) => record.batch === after) + 1;
  const data: BatchStatus[] = [];
  for (let at = start; at < wanted.length; at += LOOKED_AT) {
    for (const each of await statusesOf(app, wanted.slice(at, at + LOOKED_AT))) {
      if (filter.state !== undefined && each.state !== filter.state) continue;
      if (data.length === limit) return { data, next: data.at(-1)?.batch ?? null };
      data.push(each);
    }
  }
  return { data, next: null };
}

function isWanted({ record }: KnownBatch, caller: Caller, { label, q }: BatchFilter): boolean {
  if (!seesLabel(caller, labelOf(record))) return false;
  if (label !== undefined && record.label !== label) return false;
  const sought = q?.toLowerCase();
  return (
    sought === undefined ||
    [record.batch, record.label, record.file].some((text) => text.toLowerCase().includes(sought))
  );
}
