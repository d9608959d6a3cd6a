// How batches are answered: as `rollcall status --json` tells them. It knows no request.

import { seesLabel, type Caller } from '../access/caller.js';
import type { App } from '../app/app.js';
import { namesIn } from '../app/audit.js';
import type { BatchStatus } from '../app/batch-status.js';
import type { BatchInShort } from '../batch/batch-index.js';
import { batchPaths } from '../batch/paths.js';
import { readRecord, readState, recordExists, type BatchRecord, type BatchState } from '../batch/record.js';
import { statusesOf } from '../app/statuses.js';
import type { Page, PageQuery } from './paging.js';
import { notFound } from './problem.js';
import type { ServePorts } from './serve-ports.js';
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
  readonly state?: BatchState | undefined;
  readonly label?: string | undefined;
  /** Part of the id, of the label or of what the list is called. */
  readonly q?: string | undefined;
  /** Who made it: `me`, an id, or part of the name of a user or a key. */
  readonly by?: string | undefined;
}

/** So many are looked at together; who asks for a state may need the ones after them. */
const LOOKED_AT = 50;
/** And so many for one answer: then the next page goes on. */
const LOOKED_AT_MOST = 1_000;

/** The newest first. A batch that can't be read is left out, and told to the log. */
export async function batchPage(
  { app, index, statuses }: Pick<ServePorts, 'app' | 'index' | 'statuses'>,
  caller: Caller,
  filter: BatchFilter,
  { after, limit }: PageQuery,
): Promise<Page<BatchStatus>> {
  const seen = (await index.look()).filter(({ label }) => seesLabel(caller, labelOf({ label })));
  const isMaker = await makersOf(app, seen, caller, filter.by);
  const wanted = seen.filter((each) => isWanted(each, filter) && isMaker(each)).toReversed();
  const start = after === undefined ? 0 : wanted.findIndex(({ batch }) => batch === after) + 1;
  const data: BatchStatus[] = [];
  const end = Math.min(wanted.length, start + LOOKED_AT_MOST);
  for (let at = start; at < end; at += LOOKED_AT) {
    for (const each of await statuses.of(wanted.slice(at, Math.min(end, at + LOOKED_AT)))) {
      if (filter.state !== undefined && each.state !== filter.state) continue;
      if (data.length === limit) return { data, next: data.at(-1)?.batch ?? null };
      data.push(each);
    }
  }
  return { data, next: end < wanted.length ? (wanted[end - 1]?.batch ?? null) : null };
}

function isWanted({ batch, label, file, state }: BatchInShort, filter: BatchFilter): boolean {
  if (filter.label !== undefined && filter.label !== label) return false;
  if (filter.state !== undefined && !mayShow(state, filter.state)) return false;
  const sought = filter.q?.toLowerCase();
  return sought === undefined || [batch, label, file].some((text) => text.toLowerCase().includes(sought));
}

/** What goes on by itself shows as paused where it was paused while nobody had it in hand, which Redis knows. */
const GOING_ON: ReadonlySet<BatchState> = new Set(['queued', 'waiting', 'running']);

function mayShow(state: BatchState, asked: BatchState): boolean {
  return state === asked || (asked === 'paused' && GOING_ON.has(state));
}

async function makersOf(
  { config: { dataDir } }: App,
  batches: readonly BatchInShort[],
  caller: Caller,
  by: string | undefined,
): Promise<(batch: BatchInShort) => boolean> {
  if (by === undefined) return () => true;
  const sought = by.toLowerCase();
  const nameOf = namesIn(dataDir);
  const makers = new Set<string>();
  for (const id of new Set(batches.flatMap(({ createdBy }) => createdBy?.id ?? []))) {
    const isMe = by === 'me' && id === caller.id;
    const name = (await nameOf(id)) ?? '';
    if (isMe || id === by || (by !== 'me' && name.toLowerCase().includes(sought))) makers.add(id);
  }
  return ({ createdBy }) => createdBy !== undefined && makers.has(createdBy.id);
}
