// `rollcall serve`: the HTTP interface over the data directory, with workers inside or beside it, until the process is told to stop. It
// wires; everything that must not be lost lies in the data directory and in Redis.

import { whenToldToStop } from '../../workers/lifetime.js';
import { startMonitor } from '../app/workers.js';
import { credentialsOf, missingCredentials, type Config } from '../config.js';
import { EXIT, UserError } from '../domain/user-error.js';
import { whenAskedToEnd } from '../ending.js';
import type { Monitor } from '../http/monitor.js';
import { createLog, type Log } from '../log.js';
import { limitStop } from '../stop-limit.js';
import { admissionRules, refuseUnsafe } from './addresses.js';
import { startInside, type Inside } from './inside.js';
import type { Served, ServeOptions } from './serve-options.js';
import { Service } from './service.js';

/**
 * Resolves when it has stopped.
 *
 * @param onServed called when requests are answered
 * @throws UserError where the options are unsafe, the port is taken, or Redis can't be used
 */
export async function serve(
  config: Config,
  options: ServeOptions,
  onServed: (served: Served) => void,
): Promise<void> {
  refuseUnsafe(options);
  const rules = await admissionRules(options);
  const missing = options.workers === undefined ? [] : missingCredentials(config);
  if (options.workers !== undefined && missing.length === 0) credentialsOf(config);
  const log = createLog(config.logLevel ?? 'info');
  const monitor = await startMonitor(config, log);
  try {
    const unheeded = whenAskedToEnd(() => process.exit(EXIT.stopped));
    // A first look needs no credentials, and nobody calls without.
    const beside = missing.length === 0 ? options : { ...options, workers: 0 };
    const inside = await startInside(config, beside, log, monitor).catch((error: unknown) => {
      unheeded();
      throw error;
    });
    const service = await Service.begin(inside, rules, options, log, monitor).catch(
      async (error: unknown) => {
        unheeded();
        await inside.stop();
        throw error;
      },
    );
    const stop = (): Promise<void> => stopAll(service, inside, config, log, monitor);
    const stopped = whenToldToStop({ stop });
    unheeded();
    monitor?.started();
    if (missing.length > 0) log.warn({ missing }, 'credentials are not set: no verify process was started');
    onServed({ ...(await service.announce(options)), missing });
    const error = await Promise.race([stopped, inside.lost]);
    if (error instanceof UserError) {
      log.error({ err: error }, 'serve can’t go on');
      await stop();
      throw error;
    }
    log.info('serve stopped');
  } finally {
    await monitor?.close();
  }
}

/** Requests under way get so long before they are cut off; uploads go on where they were, later. */
const REQUESTS_END_MS = 5_000;

async function stopAll(
  service: Service,
  inside: Inside,
  { timeoutMs }: Config,
  log: Log,
  monitor: Monitor | undefined,
): Promise<void> {
  log.info('serve stopping: requests and calls under way are waited for');
  monitor?.stopping();
  limitStop(timeoutMs, () => {
    log.error('stopping takes too long, as it does while Redis is away or refuses: ended like a crash');
    process.exit(EXIT.stopped);
  });
  await Promise.all([service.end(REQUESTS_END_MS), inside.stopWorkers()]);
  await inside.stop();
}
