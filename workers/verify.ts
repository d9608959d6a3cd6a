// A verify worker as a process of its own: it serves `rollcall run`, which tells it when to stop.

import { loadConfig } from '../src/config.js';
import { createLog } from '../src/log.js';
import { openRedis } from '../src/queue/access.js';
import { whenToldToStop } from './lifetime.js';
import { startVerifyWorker } from './verify-worker.js';

const config = loadConfig();
const log = createLog(config.logLevel ?? 'warn');
const access = await openRedis({
  redisUrl: config.redisUrl,
  dataDir: config.dataDir,
  tracing: config.tracing,
  onWarning: (message) => {
    log.debug(message);
  },
  onError: (error) => {
    log.debug({ err: error }, 'connection');
  },
});
await whenToldToStop(await startVerifyWorker(config, access, log));
await access.close();
