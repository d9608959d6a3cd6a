// Watches what comes back while a process lives that works for a data directory.

import type { WatchedWorker } from '../../workers/lifetime.js';
import { readWatch } from '../batch/watch/watch-file.js';
import { watchMetrics } from '../http/worker-metrics.js';
import { scopeOf } from '../journal/keys.js';
import type { Log } from '../log.js';
import type { App } from './app.js';
import { accountOf, Watch } from './watch.js';

const LOOK_MS = 60_000;

/** @param dataId the data directory's name in Redis */
export function keepWatch(app: Pick<App, 'config'>, dataId: string, log: Log): WatchedWorker {
  const watch = new Watch(app, log);
  const account = accountOf(app);
  let looking: Promise<unknown> | undefined;
  const look = (): void => {
    looking ??= watch
      .look(Date.now())
      .catch((error: unknown) => {
        log.warn({ err: error }, 'what comes back is not watched');
      })
      .finally(() => {
        looking = undefined;
      });
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  const now = async () =>
    account === undefined ? undefined : readWatch(app.config.dataDir, scopeOf(account));
  return {
    sources: [watchMetrics(dataId, now)],
    checks: [],
    accounts: () => [],
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
