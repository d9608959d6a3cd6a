// Makes the tries of webhooks' messages that are due now, in the process that has just made some: where no worker lives nobody else
// would, and where one does they agree on disk. It knows no queue.

import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { createLog } from '../log.js';
import { Deliverer } from '../webhooks/deliverer.js';
import { openDeliveries } from '../webhooks/delivery-store.js';
import { sweepOutbox } from '../webhooks/outbox.js';
import { webhookOf } from '../webhooks/paths.js';
import { postBy } from '../webhooks/send.js';
import { hasWebhooks } from '../webhooks/webhook-store.js';
import type { App } from './app.js';

/** A person waits: what takes longer is left to whoever comes next. */
const LIMIT_MS = 10_000;
/** Receivers at the same time. */
const AT_ONCE = 4;
/** A robot's turn is waited for, and no later try. */
const PATIENCE_MS = 4_000;

/** Never fails: what can't be told now is on disk. */
export async function deliverDue({ config }: Pick<App, 'config'>): Promise<void> {
  const { dataDir: dataDirectory } = config;
  if (!(await hasWebhooks(dataDirectory).catch(() => false))) return;
  const log = createLog(config.logLevel ?? 'warn');
  const onProblem = (error: unknown): void => {
    log.warn({ err: error }, 'webhooks are not told now');
  };
  const stopping = AbortSignal.timeout(LIMIT_MS);
  const post = postBy({ namedHosts: config.webhookAllow, proxy: config.proxy });
  const ports = { dataDirectory, log, post, nowMs: Date.now, stopping, pace: pacing() };
  const deliverer = new Deliverer(ports);
  const limit = pLimit(AT_ONCE);
  try {
    await sweepOutbox(dataDirectory, Date.now(), onProblem);
    const queues = byWebhook(await openDeliveries(dataDirectory));
    const each = (ids: readonly string[]) => limit(() => inTurn(ids, deliverer, stopping).catch(onProblem));
    await Promise.all(queues.map(each));
  } catch (error) {
    onProblem(error);
  }
}

function byWebhook(deliveries: readonly string[]): string[][] {
  const queues = new Map<string, string[]>();
  for (const id of deliveries) queues.set(webhookOf(id), [...(queues.get(webhookOf(id)) ?? []), id]);
  return [...queues.values()];
}

async function inTurn(ids: readonly string[], deliverer: Deliverer, stopping: AbortSignal): Promise<void> {
  for (const id of ids) {
    for (;;) {
      if (stopping.aborted) return;
      const nextAt = await deliverer.try(id);
      const waitMs = (nextAt ?? Infinity) - Date.now();
      if (waitMs > PATIENCE_MS) break;
      await sleep(waitMs, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
}

/** Robots take so many messages and no more, from this process too. */
function pacing(): (webhook: string, everyMs: number) => Promise<number> {
  const freeAt = new Map<string, number>();
  return async (webhook, everyMs) => {
    const waitMs = (freeAt.get(webhook) ?? 0) - Date.now();
    if (waitMs > 0) return waitMs;
    freeAt.set(webhook, Date.now() + everyMs);
    return 0;
  };
}
