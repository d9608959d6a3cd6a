// Does the whole job on this machine, workers included: from the lists to the last output file.

import { availableParallelism } from 'node:os';
import { keepOptions } from '../batch/keep-options.js';
import type { ListRequest } from '../batch/list-request.js';
import { chinaDay } from '../domain/china-time.js';
import { credentialsOf, type Config } from '../config.js';
import { UserError } from '../domain/user-error.js';
import { providerOf } from '../provider/index.js';
import type { Published } from '../reconcile/index.js';
import { uninterrupted, type App, type Interruptible } from './app.js';
import { accessFor, makeDataDirectory } from './batch-access.js';
import { batchRequestOf, type ListFile } from './batch-request.js';
import { resultOf, type BatchResult } from './batch-result.js';
import { beforeCalls } from './before-calls.js';
import { runInForeground } from './foreground.js';
import { makeBatches } from './make-batches.js';
import { reconcileDays } from './reconcile.js';
import { sweepTemporaryDirectories } from './temporary-directory.js';

export interface RunRequest {
  readonly lists: readonly ListFile[];
  readonly request: ListRequest;
  /** How many verify processes to start; undefined: one less than this machine has processors. */
  readonly workers?: number | undefined;
  /** Calls in flight in one verify process; undefined: the settings' number. */
  readonly concurrency?: number | undefined;
  /** Whether the credentials are tried before the first call. */
  readonly ping: boolean;
  /** Whether the calls are compared with the provider's counts of these days at the end. */
  readonly reconcile: boolean;
}

export interface RunResult {
  readonly results: readonly BatchResult[];
  readonly reconciliation: Published | undefined;
}

export const DEFAULT_WORKERS = Math.max(1, availableParallelism() - 1);

/** @throws UserError where nothing was sent */
export async function run(
  app: App,
  request: RunRequest,
  interruptible: Interruptible = uninterrupted,
): Promise<RunResult> {
  const { config } = app;
  const { lists, request: asked, workers = DEFAULT_WORKERS, concurrency = config.concurrency } = request;
  await makeDataDirectory(config.dataDir);
  await sweepTemporaryDirectories();
  credentialsOf(config);
  if (request.reconcile) refuseWithoutCounts(config);
  await beforeCalls(app, request.ping);
  const batches = await makeBatches(app, lists, asked);
  const records = batches.map(({ record }) => record);
  const again = batches.filter(({ existed }) => existed).map(({ record }) => record.batch);
  const startedAt = Date.now();
  const access = await accessFor(app);
  try {
    const [first] = lists;
    const given = first && batchRequestOf(first, asked, config).given;
    const onClaimed = (): Promise<void> => keepOptions(again, given, config.dataDir);
    const ends = await runInForeground(records, access, app, {
      workers,
      concurrency,
      onClaimed,
      interruptible,
    });
    const results: BatchResult[] = [];
    for (const record of records) {
      const result = await resultOf(
        record,
        ends.get(record.batch) ?? { state: 'queued' },
        asked.exitOnChange,
      );
      app.tell({ kind: 'left', result });
      results.push(result);
    }
    const days = { from: chinaDay(startedAt), to: chinaDay(Date.now()) };
    return { results, reconciliation: request.reconcile ? await reconcileDays(app, days) : undefined };
  } finally {
    await access.close();
  }
}

/** @throws UserError where nothing would be there at the end to hold the calls against */
function refuseWithoutCounts({ provider }: Config): void {
  const { fetchCounts, title } = providerOf(provider);
  if (fetchCounts !== undefined) return;
  throw new UserError(
    'invalid-options',
    `--reconcile: ${title} gives no counts, and its bill comes later. Leave it out, and run "rollcall reconcile" when the bill is there.`,
  );
}
