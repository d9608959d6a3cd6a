// Keeps what serve has taken in order: lists and drafts whose time is over go, and what a process that was killed had on record and not
// done is done on; days that are not settled are asked about again. It knows times, no request.

import type { App } from '../app/app.js';
import { askAgainDue } from '../app/ask-again.js';
import { queueOrdered } from '../app/orders.js';
import type { Once } from '../app/once.js';
import type { BatchIndex } from '../batch/batch-index.js';
import { sweepDraftBatches } from '../batch/draft.js';
import { hasEnded } from '../batch/record.js';
import { sweepLists, sweepUploads } from '../lists/expiry.js';
import { uploadsDirectory } from '../lists/kept-list.js';
import { atMostEvery, type Log } from '../log.js';
import type { Uploads } from './uploads.js';

const LOOK_MS = 60_000;
const UPLOADS_KEPT_MS = 2 * 86_400_000;
const REQUESTS_KEPT_MS = 7 * 86_400_000;
const SAID_EVERY_MS = 3_600_000;

export interface UpkeepParts {
  readonly app: App;
  readonly uploads: Pick<Uploads, 'finishAll'>;
  readonly index: BatchIndex;
  readonly once: Once;
  readonly log: Log;
}

/** Resolves after the first look. @returns a function that stops, and resolves when nothing is under way */
export async function beginUpkeep(parts: UpkeepParts): Promise<() => Promise<void>> {
  const { log } = parts;
  const onProblem = atMostEvery(
    SAID_EVERY_MS,
    (error: Error) => {
      log.warn({ err: error }, 'the upkeep of lists, drafts and reconciliations');
    },
    ({ message }) => message,
  );
  let looking: Promise<void> | undefined;
  // While Redis is away a look may take long: the next one waits for its end.
  const look = (steps: readonly Step[]): Promise<void> =>
    (looking ??= inTurn(steps, onProblem).finally(() => {
      looking = undefined;
    }));
  const steps = stepsOf(parts, onProblem);
  await look(steps);
  // The provider may be away, and nobody waits for it: not even the start.
  const timer = setInterval(() => void look([...steps, () => askAgain(parts)]), LOOK_MS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}

type Step = () => Promise<unknown>;

/** What fails at one thing goes on with the others. */
async function inTurn(steps: readonly Step[], onProblem: (error: Error) => void): Promise<void> {
  for (const step of steps) await step().catch(onProblem);
}

function stepsOf({ app, uploads, index, once, log }: UpkeepParts, onProblem: (error: Error) => void): Step[] {
  const { dataDir } = app.config;
  return [
    async () => {
      sayGone(await sweepLists(dataDir, Date.now(), onProblem), log);
    },
    async () => {
      const drafts = (await index.look()).filter(({ state }) => state === 'draft');
      const names = drafts.map(({ batch }) => batch);
      sayGone(await sweepDraftBatches(dataDir, names, Date.now()), log);
    },
    () => sweepUploads(uploadsDirectory(dataDir), UPLOADS_KEPT_MS, Date.now()),
    () => once.sweep(REQUESTS_KEPT_MS, Date.now()),
    () => uploads.finishAll(),
    () => queueLeft(app, index, log),
  ];
}

async function askAgain({ app, log }: UpkeepParts): Promise<void> {
  const asked = await askAgainDue(app, Date.now());
  if (asked.length > 0) log.info({ asked }, 'days that are not settled were asked about again');
}

function sayGone(gone: readonly string[], log: Log): void {
  if (gone.length > 0) log.info({ gone }, 'lists and drafts whose time was over are removed');
}

async function queueLeft(app: App, index: BatchIndex, log: Log): Promise<void> {
  const open = (await index.look()).filter((each) => !hasEnded(each)).map(({ batch }) => batch);
  const queued = await queueOrdered(app, open);
  if (queued.length > 0) log.info({ batches: queued }, 'batches that were ordered and not queued are queued');
}
