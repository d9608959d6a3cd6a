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
import { accessFor } from './batch-access.js';
import { lookAt, lookAtDisk, lookAtRest, type Asked, type Look } from './batch-status.js';
import { failingWebhooks } from '../webhooks/open-figures.js';
import { inEnglish } from '../words/catalogue.js';
import { Looker } from './looker.js';
import { othersInWords } from './wrong-directory.js';

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
const LAST_STATES: ReadonlySet<string> = new Set(['completed', 'cancelled', 'halted', 'awaiting_approval']);

/**
 * @param onLook called at least once, also where Redis can't be used
 * @throws UserError where there is no such batch, or Redis can't be used
 */
export async function status(app: App, request: StatusRequest, onLook: (look: Look) => void): Promise<void> {
  const { config } = app;
  const { batch, watching, outcomes } = request;
  if (batch === undefined) await tellFailingWebhooks(app);
  const looker = new Looker(app);
  try {
    const looks = lookOn(app, request, looker, onLook);
    // A look may take as long as Redis is away, so an abort does not wait for it.
    await (watching === undefined ? looks : Promise.race([looks, once(watching, 'abort')]));
  } finally {
    await looker.close();
  }
  if (watching?.aborted || outcomes === undefined || batch === undefined) return;
  const access = await accessFor(app);
  try {
    const record = await readRecord(batchPaths(config.dataDir, batch), batch);
    const key = await loadRowKey(config.key, config.dataDir, 'make');
    await writeOutcomesSoFar(record, config.dataDir, access, key, outcomes);
  } finally {
    await access.close();
  }
}

async function tellFailingWebhooks({ config, tell }: App): Promise<void> {
  const failing = await failingWebhooks(config.dataDir, Date.now()).catch(() => []);
  if (failing.length === 0) return;
  const about = { count: failing.length, ids: failing.map(({ webhook }) => webhook).join(', ') };
  tell({ kind: 'warning', message: inEnglish(({ webhooks }) => webhooks.failing(about)) });
}

/** Looks once, or repeatedly until nothing can change any more. */
async function lookOn(
  app: App,
  { batch, watching }: StatusRequest,
  looker: Looker,
  onLook: (look: Look) => void,
): Promise<void> {
  for (;;) {
    const look = await lookBy(looker, await asked(app, batch), onLook);
    if (watching?.aborted) return;
    onLook(look);
    if (watching === undefined || (batch !== undefined && isLast(look))) return;
    await sleep(WATCH_MS, undefined, { signal: watching }).catch(() => undefined);
    if (watching.aborted) return;
  }
}

async function lookBy(looker: Looker, batches: Asked, onLook: (look: Look) => void): Promise<Look> {
  const access = await looker.access().catch(async (error: unknown) => {
    if (error instanceof UserError) onLook(await lookAtDisk(batches));
    throw error;
  });
  if (access !== undefined && batches.batches.length > 0) return lookAt(batches, access);
  const look = await lookAtRest(batches);
  if (look.statuses.length > 0) return look;
  return { ...look, about: inEnglish(othersInWords(await looker.others())) };
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
