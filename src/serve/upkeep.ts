// Keeps what serve has taken in order: lists and drafts whose time is over go, and what a process that was killed had on record and not
// done is done on; days that are not settled are asked about again. It knows times, no request.

import type { App } from '../app/app.js';
import { askAgainDue } from '../app/ask-again.js';
import { queueOrdered } from '../app/orders.js';
import type { Once } from '../app/once.js';
import { sweepDraftBatches } from '../batch/draft.js';
import { hasEnded } from '../batch/record.js';
import { knownBatches } from '../batch/recorded-batches.js';
import { sweepLists, sweepUploads } from '../lists/expiry.js';
import { uploadsDirectory } from '../lists/kept-list.js';
import type { Log } from '../log.js';
import type { Uploads } from './uploads.js';

const LOOK_MS = 60_000;
const UPLOADS_KEPT_MS = 2 * 86_400_000;
const REQUESTS_KEPT_MS = 7 * 86_400_000;

export interface UpkeepParts {
  readonly app: App;
  readonly uploads: Pick<Uploads, 'finishAll'>;
  readonly once: Once;
  readonly log: Log;
}

/** Resolves after the first look. @returns a function that stops, and resolves when nothing is under way */
export async function beginUpkeep({ app, uploads, once, log }: UpkeepParts): Promise<() => Promise<void>> {
  const { dataDir } = app.config;
  const look = async (): Promise<void> => {
    const nowMs = Date.now();
    const gone = [...(await sweepLists(dataDir, nowMs)), ...(await sweepDraftBatches(dataDir, nowMs))];
    if (gone.length > 0) log.info({ gone }, 'lists and drafts whose time was over are removed');
    await sweepUploads(uploadsDirectory(dataDir), UPLOADS_KEPT_MS, nowMs);
    await once.sweep(REQUESTS_KEPT_MS, nowMs);
    await uploads.finishAll();
    const known = await knownBatches(dataDir, () => undefined);
    const open = known.filter(({ state }) => !hasEnded(state)).map(({ record }) => record.batch);
    const queued = await queueOrdered(app, open);
    if (queued.length > 0)
      log.info({ batches: queued }, 'batches that were ordered and not queued are queued');
  };
  // The provider may be away, and nobody waits for it: not even the start.
  const askAgain = async (): Promise<void> => {
    const asked = await askAgainDue(app, Date.now());
    if (asked.length > 0) log.info({ asked }, 'days that are not settled were asked about again');
  };
  const safely = (work: () => Promise<void>): Promise<void> =>
    work().catch((error: unknown) => {
      log.warn({ err: error }, 'the upkeep of lists, drafts and reconciliations');
    });
  let looking = safely(look);
  await looking;
  const timer = setInterval(() => {
    looking = looking.then(() => safely(look)).then(() => safely(askAgain));
  }, LOOK_MS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
