// Runs batches to their end on this machine: a batch worker in this process, verify processes beside it, progress on
// the screen, signals heeded.

import { randomUUID } from 'node:crypto';
import { startBatchProcess } from '../../workers/batch.js';
import type { BatchRecord } from '../batch/record.js';
import type { BatchEnd } from '../batch/run-batch.js';
import type { Config } from '../config.js';
import { UserError } from '../domain/user-error.js';
import { createLog } from '../log.js';
import { openRedis } from '../queue/access.js';
import { liftHalt } from '../queue/batch-control.js';
import { BatchQueue } from '../queue/batch-queue.js';
import { loadDataId } from '../queue/data-identity.js';
import { scopeOf } from '../queue/keys.js';
import { createDisplay } from './progress-display.js';
import { VerifyProcesses } from './verify-processes.js';

export interface ForegroundOptions {
  readonly workers: number;
  readonly concurrency: number;
}

/** @returns how each batch was left; `queued` where a signal stopped it */
export async function runInForeground(
  records: readonly BatchRecord[],
  config: Config,
  options: ForegroundOptions,
): Promise<Map<string, BatchEnd>> {
  const log = createLog(config.logLevel ?? 'warn');
  const access = await openRedis({
    redisUrl: config.redisUrl,
    dataDir: config.dataDir,
    onWarning: (message) => process.stderr.write(`Warning: ${message}\n`),
    onError: (error) => {
      log.debug({ err: error }, 'connection');
    },
  });
  const dataId = await loadDataId(config.dataDir);
  const queue = new BatchQueue(access.redis, dataId);
  const foreground = randomUUID();
  const display = createDisplay();
  const ends = new Ends(records.map(({ batch }) => batch));
  const processes = new VerifyProcesses({ ROLLCALL_CONCURRENCY: String(options.concurrency) }, log);
  try {
    for (const { batch } of records) await claim(queue, batch);
    // Whoever starts a run by hand says that what stopped the account is mended.
    for (const scope of new Set(records.map(({ account }) => scopeOf(account))))
      await liftHalt(access.redis, scope);
    processes.start(options.workers);
    const worker = await startBatchProcess(config, access, dataId, log, {
      foreground,
      onProgress: (progress) => {
        display.show(progress);
      },
      onEnd: (batch, end) => {
        ends.set(batch, end);
      },
    });
    const signals = heedSignals(() => {
      void worker.stop().then(() => {
        ends.giveUp();
      });
    }, processes);
    for (const { batch } of records) await queue.add(batch, foreground);
    const result = await ends.all;
    await Promise.all([worker.stop(), processes.stop()]);
    signals.ignore();
    return result;
  } finally {
    display.end();
    processes.kill();
    await queue.close();
    await access.close();
  }
}

/** @throws UserError where a live worker has the batch */
async function claim(queue: BatchQueue, batch: string): Promise<void> {
  if (await queue.release(batch)) return;
  throw new UserError(
    `Batch "${batch}" is being run by another process. 'rollcall status ${batch}' shows it.`,
  );
}

/** Collects how each batch was left. */
class Ends {
  readonly #ends: Map<string, BatchEnd | undefined>;
  #resolve: (ends: Map<string, BatchEnd>) => void = () => undefined;
  readonly all: Promise<Map<string, BatchEnd>>;

  constructor(batches: readonly string[]) {
    this.#ends = new Map(batches.map((batch) => [batch, undefined]));
    this.all = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    if (batches.length === 0) this.giveUp();
  }

  set(batch: string, end: BatchEnd): void {
    this.#ends.set(batch, end);
    if ([...this.#ends.values()].every((known) => known !== undefined)) this.giveUp();
  }

  /** Waits no more: batches that no worker has taken up yet stay queued. */
  giveUp(): void {
    this.#resolve(new Map([...this.#ends].map(([batch, end]) => [batch, end ?? { state: 'queued' }])));
  }
}

/** The first signal stops the work in good order, the second at once. */
function heedSignals(stop: () => void, processes: VerifyProcesses): { ignore(): void } {
  let signalled = false;
  const onSignal = (): void => {
    if (signalled) {
      processes.kill();
      process.exit(5);
    }
    signalled = true;
    process.stderr.write('\nStopping: calls under way are waited for. A second signal ends it at once.\n');
    stop();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    ignore: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
