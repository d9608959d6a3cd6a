// Publishes what can be watched of a worker besides its own counts: its connection to Redis, and its accounts.

import type { Log } from '../src/log.js';
import { AccountSurveyor, HALT_CAUSES } from '../src/queue/account-survey.js';
import type { RedisAccess } from '../src/redis/access.js';
import { roundTripsByName } from '../src/redis/script.js';
import { whyRedisIsAway } from '../src/journal/readiness.js';
import { TROUBLES } from '../src/redis/redis-state.js';
import type { MetricSource } from '../src/http/exposition.js';
import type { Monitor } from '../src/http/monitor.js';
import { processMetrics } from '../src/http/process-metrics.js';
import { accountMetrics, buildMetrics, redisMetrics } from '../src/http/worker-metrics.js';
import type { WatchedWorker } from './lifetime.js';

export interface Watched {
  readonly workers: readonly WatchedWorker[];
  readonly access: RedisAccess;
  readonly version: string;
  readonly role: 'verify' | 'batch' | 'all' | 'serve';
}

/** @returns a function that closes the connections opened here */
export function watchWorkers(
  monitor: Monitor,
  { workers, access, version, role }: Watched,
  log: Log,
): () => Promise<void> {
  const { redis, state } = access;
  const isUp = (): boolean => redis.status === 'ready' && state.trouble === undefined;
  const surveyors = new Map<string, AccountSurveyor>();
  const surveyorOf = (account: string): AccountSurveyor => {
    const known = surveyors.get(account);
    if (known !== undefined) return known;
    const made = new AccountSurveyor(redis, account, (error) => {
      log.warn({ err: error }, 'metrics');
    });
    surveyors.set(account, made);
    return made;
  };
  const accounts: MetricSource = async (page) => {
    if (!isUp()) return;
    const named = new Set(workers.flatMap((worker) => worker.accounts()));
    const sources = [...named].map((name) =>
      accountMetrics(name, HALT_CAUSES, () => surveyorOf(name).look()),
    );
    await Promise.all(sources.map(async (source) => source(page)));
  };
  const scripts = (): ReturnType<typeof roundTripsByName> => roundTripsByName(redis);
  const connection = redisMetrics({ up: isUp, state, scripts }, TROUBLES);
  const own = workers.flatMap(({ sources }) => sources);
  monitor.watch(
    [buildMetrics(version, role), processMetrics(), connection, accounts, ...own],
    [() => whyRedisIsAway(access), ...workers.flatMap(({ checks }) => checks)],
  );
  return async () => {
    for (const surveyor of surveyors.values()) await surveyor.close();
  };
}
