// Delivers webhooks' messages while a process lives that works for a data directory: finds those that are not over, queues them,
// tries them at their time. Where there are no webhooks it opens nothing.

import type { WatchedWorker } from '../../workers/lifetime.js';
import type { Config } from '../config.js';
import { DeliveryCounts } from '../http/worker-counts.js';
import { deliveryMetrics } from '../http/worker-metrics.js';
import { atMostEvery, type Log } from '../log.js';
import { closeWorker } from '../queue/close-worker.js';
import { DeliveryQueue, startDeliveryWorker } from '../queue/delivery-queue.js';
import type { RedisAccess } from '../redis/access.js';
import { faultsOnly } from '../redis/connection-error.js';
import { TRY_RESULTS } from '../webhooks/delivery.js';
import { Deliverer } from '../webhooks/deliverer.js';
import { openFigures } from '../webhooks/open-figures.js';
import { OpenDeliveries } from '../webhooks/open-deliveries.js';
import { postBy } from '../webhooks/send.js';
import { hasWebhooks } from '../webhooks/webhook-store.js';

const LOOK_MS = 1_000;
const SAID_EVERY_MS = 60_000;

export interface DeliveringParts {
  readonly config: Pick<Config, 'dataDir' | 'proxy' | 'webhookAllow'>;
  readonly access: Pick<RedisAccess, 'redis'>;
  readonly dataId: string;
  readonly log: Log;
}

/** Of a process whose worker is told to stop, tries under way end at once, and count as none. */
export function keepDelivering(parts: DeliveringParts): WatchedWorker {
  const { config, dataId, log } = parts;
  const { dataDir } = config;
  const [stopping, counts] = [new AbortController(), new DeliveryCounts(TRY_RESULTS)];
  const say = atMostEvery(
    SAID_EVERY_MS,
    (error: Error) => {
      log.warn({ err: error }, 'webhooks');
    },
    ({ message }) => message,
  );
  const onProblem = faultsOnly(say) as (error: unknown) => void;
  let opened: Opened | undefined;
  const look = async (): Promise<void> => {
    if (opened === undefined && !(await hasWebhooks(dataDir))) return;
    opened ??= await open(parts, { counts, stopping: stopping.signal, onProblem });
    await opened.found.look();
  };
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    // While Redis is away nothing is done; the next look comes soon.
    looking ??= look()
      .catch(onProblem)
      .finally(() => {
        looking = undefined;
      });
  }, LOOK_MS);
  return {
    sources: [deliveryMetrics(counts, dataId, () => openFigures(dataDir, Date.now()))],
    checks: [],
    accounts: () => [],
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await looking;
      await opened?.close();
    },
  };
}

interface Opened {
  readonly found: OpenDeliveries;
  readonly close: () => Promise<void>;
}

interface OpenPorts {
  readonly counts: DeliveryCounts;
  readonly stopping: AbortSignal;
  readonly onProblem: (error: unknown) => void;
}

async function open(
  { config, access: { redis }, dataId, log }: DeliveringParts,
  { counts, stopping, onProblem }: OpenPorts,
): Promise<Opened> {
  const { dataDir: dataDirectory, proxy, webhookAllow: namedHosts } = config;
  const queue = new DeliveryQueue(redis, dataId, onProblem);
  const found = new OpenDeliveries({ dataDirectory, queue, nowMs: Date.now, onProblem });
  const deliverer = new Deliverer({
    dataDirectory,
    log,
    post: postBy({ namedHosts, proxy }),
    nowMs: Date.now,
    stopping,
    pace: (webhook, everyMs) => queue.pace(webhook, everyMs),
    onTry: ({ result, tookMs }, { state }) => {
      counts.tried(result, tookMs, state);
    },
  });
  const worker = await startDeliveryWorker({
    redis,
    dataId,
    attempt: (delivery) => deliverer.try(delivery),
    onError: onProblem,
  });
  const close = async (): Promise<void> => {
    await closeWorker(worker);
    await queue.close();
  };
  return { found, close };
}
