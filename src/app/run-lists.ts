// Makes batches of lists, runs them, and reconciles their days.

import { keepOptions } from '../batch/keep-options.js';
import { chinaDay } from '../domain/china-time.js';
import { credentialsOf, type Config } from '../config.js';
import { UserError } from '../domain/user-error.js';
import { refuseUnreadable } from '../ingest/list-source.js';
import { providerOf } from '../provider/index.js';
import { refuseWithoutProgram } from '../redis/redis-server.js';
import type { App, Interruptible } from './app.js';
import { accessFor, makeDataDirectory, type BatchAccess } from './batch-access.js';
import { batchRequestOf } from './batch-request.js';
import { resultOf, type BatchResult } from './batch-result.js';
import { beforeCalls } from './before-calls.js';
import { runInForeground } from './foreground.js';
import { deliverDue } from './deliver-due.js';
import { makeBatches } from './make-batches.js';
import { reconcileDays } from './reconcile.js';
import type { RunRequest, RunResult } from './run-request.js';
import { sweepTemporaryDirectories } from './temporary-directory.js';
import { announcingReport } from './told-report.js';
import type { Verifiers } from './verifiers.js';

/** @throws UserError where nothing was sent */
export async function runLists(
  app: App,
  request: RunRequest,
  verifiers: Verifiers,
  interruptible: Interruptible,
): Promise<RunResult> {
  const { config } = app;
  const { lists, request: asked } = request;
  credentialsOf(config);
  if (request.reconcile) refuseWithoutCounts(config);
  for (const { file } of lists) await refuseUnreadable(file);
  if (config.redisUrl === undefined) refuseWithoutProgram();
  await beforeCalls(app, request.ping);
  const opening = new Opening(app);
  try {
    // Where a shared Redis is away, nothing is left behind.
    if (config.redisUrl !== undefined) await opening.access;
    await makeDataDirectory(config.dataDir);
    await sweepTemporaryDirectories();
    const batches = await makeBatches(app, lists, asked, () => opening.access.catch(() => undefined));
    const records = batches.map(({ record }) => record);
    const again = batches.filter(({ existed }) => existed).map(({ record }) => record.batch);
    const startedAt = Date.now();
    const access = await opening.access;
    const [first] = lists;
    const given = first && batchRequestOf(first, asked, config).given;
    const onClaimed = (): Promise<void> => keepOptions(again, given, config.dataDir);
    const ends = await runInForeground(records, access, app, { verifiers, onClaimed, interruptible });
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
    if (!request.reconcile) return { results, reconciliation: undefined };
    const reconciliation = await reconcileDays(app, days, { publishing: announcingReport(app) });
    await deliverDue(app);
    return { results, reconciliation };
  } finally {
    await opening.close();
  }
}

/**
 * Redis is started, or connected to, while the lists are copied. Where it fails, that is
 * told when it is needed, after whatever is wrong with them.
 */
class Opening {
  readonly access: Promise<BatchAccess>;

  constructor(app: App) {
    this.access = accessFor(app);
    // Handled where it is awaited.
    this.access.catch(() => undefined);
  }

  async close(): Promise<void> {
    const access = await this.access.catch(() => undefined);
    await access?.close();
  }
}

/** @throws UserError where the provider will have nothing at the end with which the calls can be compared */
function refuseWithoutCounts({ provider }: Config): void {
  const { fetchCounts, title } = providerOf(provider);
  if (fetchCounts !== undefined) return;
  throw new UserError('invalid-options', ({ useErrors }) => useErrors.noCountsYet({ title }));
}
