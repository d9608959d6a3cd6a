// Makes the index of people anew, and tells how much it has.

import { existsSync } from 'node:fs';
import { catchUp, indexDifference } from '../batch/people/catch-up.js';
import { beginAnew } from '../people/index-writer.js';
import { indexPaths, readManifest } from '../people/manifest.js';
import { UserError } from '../domain/user-error.js';
import type { App } from './app.js';

export interface IndexStatus {
  readonly batches: number;
  readonly rows: number;
  /** Ended batches that it lacks. */
  readonly missing: readonly string[];
}

/** Changes nothing. @throws UserError where the index is damaged */
export async function indexStatus({ config: { dataDir } }: Pick<App, 'config'>): Promise<IndexStatus> {
  refuseMissing(dataDir);
  const batches = (await readManifest(indexPaths(dataDir)))?.batches ?? [];
  const { missing } = await indexDifference(dataDir);
  return {
    batches: batches.length,
    rows: batches.reduce((sum, { entries }) => sum + entries, 0),
    missing: missing.map(({ batch }) => batch),
  };
}

export interface RebuiltIndex extends IndexStatus {
  /** Why batches are not in it, in words. */
  readonly unreadable: readonly { readonly batch: string; readonly why: string }[];
}

/**
 * Nothing depends on what the index was before: after a crash in the middle it is told that batches are missing, and they
 * come into it like all others.
 *
 * @param onBatch told of each batch before its turn, and of how many come after it
 */
export async function rebuildIndex(
  app: Pick<App, 'config'>,
  onBatch: (batch: string, left: number) => void,
  signal?: AbortSignal,
): Promise<RebuiltIndex> {
  const { dataDir } = app.config;
  refuseMissing(dataDir);
  await beginAnew(dataDir);
  const { unreadable } = await catchUp(dataDir, { onBatch, ...(signal && { signal }) });
  const why = unreadable.map(({ batch, error }) => ({ batch, why: error.message }));
  return { ...(await indexStatus(app)), unreadable: why };
}

export function refuseMissing(dataDir: string): void {
  if (existsSync(dataDir)) return;
  throw new UserError('missing-data-directory', ({ looking }) => looking.noBatches({ dataDir }));
}
