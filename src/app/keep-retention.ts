// Carries out the rules of retention while a batch worker lives, and finishes erasures that were cut off.

import { finishErasure } from '../batch/erasure/carry-out.js';
import type { Log } from '../log.js';
import type { App } from './app.js';
import { runRetention } from './retention.js';

const LOOK_MS = 3_600_000;

/** @returns a function that stops, and resolves when nothing is under way any more */
export function keepRetention(app: Pick<App, 'config'>, log: Log): () => Promise<void> {
  const look = async (): Promise<void> => {
    await finishErasure(app.config.dataDir);
    const { receipts, notReached, kept } = await runRetention(app, { erase: true });
    for (const { path, receipt } of receipts) {
      const { retention, batches, purged } = receipt;
      const about = { receipt: path, ...retention, batches: batches.length, purged: purged.length };
      log.info(about, 'retention carried out');
    }
    if (notReached.length > 0)
      log.warn({ not_reached: notReached }, 'retention did not reach everything, and tries again');
    for (const { batch, why } of kept) log.info({ batch, why }, 'kept beyond its retention');
  };
  let looking: Promise<void> | undefined;
  const lookOnce = (): void => {
    looking ??= look()
      .catch((error: unknown) => {
        log.warn({ err: error }, 'retention is not carried out');
      })
      .finally(() => {
        looking = undefined;
      });
  };
  lookOnce();
  const timer = setInterval(lookOnce, LOOK_MS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
