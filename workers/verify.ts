// A verify worker as a process of its own: it serves `rollcall run`, which tells it when to stop.

import { loadConfig } from '../src/config.js';
import { UserError } from '../src/domain/user-error.js';
import { createLog } from '../src/log.js';
import { openRedis } from '../src/redis/access.js';
import { whenToldToStop } from './lifetime.js';
import { startVerifyWorker } from './verify-worker.js';

try {
  await serve();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  // The process ends at once, as open connections would keep it alive without any work.
  process.exit(error.exitStatus);
}

async function serve(): Promise<void> {
  const config = loadConfig();
  const log = createLog(config.logLevel ?? 'warn');
  const access = await openRedis({
    redisUrl: config.redisUrl,
    dataDir: config.dataDir,
    tracing: config.tracing,
    // The private server is started by the run that this process serves.
    mayStart: false,
    onWarning: (message) => {
      log.debug(message);
    },
    onError: (error) => {
      log.debug({ err: error }, 'connection');
    },
  });
  await whenToldToStop(await startVerifyWorker(config, access, log), config.timeoutMs);
  await access.close();
}
