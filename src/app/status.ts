// Tells how all batches are, the newest first, or one; and writes a batch's outcomes so far.

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeOutcomesSoFar } from '../batch/output/partial-outcomes.js';
import { batchPaths } from '../batch/paths.js';
import { knownBatches } from '../batch/recorded-batches.js';
import { readRecord, readState } from '../batch/record.js';
import { UserError } from '../domain/user-error.js';
import { loadRowKey } from '../journal/data-identity.js';
import type { App } from './app.js';
import { accessFor, type BatchAccess } from './batch-access.js';
import { lookAt, lookAtDisk, type Asked, type Look } from './batch-status.js';

export interface StatusRequest {
  /** Undefined: all batches. */
  readonly batch: string | undefined;
  /**
   * If set, the status is told every second until the batch has ended or halts, or this is aborted. Undefined: only
   * once.
   */
  readonly watching?: AbortSignal | undefined;
  /** The file to which the batch's outcomes so far are written at the end. */
  readonly outcomes?: string | undefined;
}

const WATCH_MS = 1_000;
/** In these states nothing changes unless a person acts. */
const LAST_STATES: ReadonlySet<string> = new Set(['completed', 'cancelled', 'halted']);

/**
 * @param onLook called at least once, also where Redis can't be used
 * @throws UserError where there is no such batch, or Redis can't be used
 */
export async function status(app: App, request: StatusRequest, onLook: (look: Look) => void): Promise<void> {
  const { config } = app;
  const { batch, watching, outcomes } = request;
  const access = await accessFor(app).catch(async (error: unknown) => {
    if (error instanceof UserError) onLook(await lookAtDisk(await asked(app, batch)));
    throw error;
  });
  try {
    const looks = lookOn(app, request, access, onLook);
    // A look may take as long as Redis is away, so an abort does not wait for it.
    await (watching === undefined ? looks : Promise.race([looks, once(watching, 'abort')]));
    if (watching?.aborted || outcomes === undefined || batch === undefined) return;
    const record = await readRecord(batchPaths(config.dataDir, batch), batch);
    const key = await loadRowKey(config.key, config.dataDir, 'make');
    await writeOutcomesSoFar(record, config.dataDir, access, key, outcomes);
  } finally {
    await access.close();
  }
}

/** Looks once, or repeatedly until nothing can change any more. */
async function lookOn(
  app: App,
  { batch, watching }: StatusRequest,
  access: BatchAccess,
  onLook: (look: Look) => void,
): Promise<void> {
  for (;;) {
    const look = await lookAt(await asked(app, batch), access);
    if (watching?.aborted) return;
    onLook(look);
    if (watching === undefined || (batch !== undefined && isLast(look))) return;
    await sleep(WATCH_MS, undefined, { signal: watching }).catch(() => undefined);
    if (watching.aborted) return;
  }
}

function isLast({ statuses }: Look): boolean {
  return LAST_STATES.has(statuses[0]?.state ?? '');
}

async function asked({ config: { dataDir }, tell }: App, batch: string | undefined): Promise<Asked> {
  if (batch === undefined) {
    const warn = ({ message }: Error): void => {
      tell({ kind: 'warning', message });
    };
    const batches = (await knownBatches(dataDir, warn)).toReversed();
    return { batches, dataDir, onDamaged: warn };
  }
  const paths = batchPaths(dataDir, batch);
  const record = await readRecord(paths, batch);
  return { batches: [{ record, state: await readState(paths, record) }], dataDir, onDamaged: undefined };
}
