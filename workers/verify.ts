// A verify worker as a process of its own: it serves `rollcall run`, which tells it when to stop.

import { loadConfig } from '../src/config.js';
import { UserError } from '../src/domain/user-error.js';
import { languageOf } from '../src/language-setting.js';
import { createLog } from '../src/log.js';
import { openRedis } from '../src/redis/access.js';
import { nameSources } from '../src/source-stacks.js';
import { whenToldToStop } from './lifetime.js';
import { listenToParent, type ParentsWord } from './parent.js';
import { startVerifyWorker } from './verify-worker.js';

nameSources();
try {
  const parent = listenToParent();
  if (await parent.mayStart) await serve(parent);
  // Listening to a parent keeps a process alive.
  else if (process.connected) process.disconnect();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  const chosen = languageOf([]);
  process.stderr.write(`${error.inWords('language' in chosen ? chosen.language : 'en')}\n`);
  // The process ends at once, as open connections would keep it alive without any work.
  process.exit(error.exitStatus);
}

async function serve({ toldToStop }: ParentsWord): Promise<void> {
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
  const worker = await startVerifyWorker(config, access, log);
  await whenToldToStop(worker, { limitMs: config.timeoutMs, toldToStop });
  await access.close();
}
