// Webhooks and their messages as programs read them, from the command line and over HTTP alike: the address masked, no secret.

import { chinaIso } from '../domain/china-time.js';
import type { Delivery } from '../webhooks/delivery.js';
import { maskedUrl, secretsAt } from '../webhooks/webhook.js';
import type { ListedWebhook } from './webhooks.js';

const timeOf = (ms: number | undefined): string | null => (ms === undefined ? null : chinaIso(ms));

export function webhookShown({ webhook, health }: ListedWebhook, nowMs: number) {
  return {
    id: webhook.id,
    url: maskedUrl(webhook.url),
    on: [...webhook.on],
    shape: webhook.shape,
    labels: [...webhook.labels],
    created_at: chinaIso(webhook.createdAt),
    disabled_at: timeOf(webhook.disabledAt),
    /** While an old secret signs beside the new one there are two. */
    secrets: secretsAt(webhook, nowMs).length,
    open: health.open,
    last_taken_at: timeOf(health.lastTakenAt),
    failing_since: timeOf(health.failingSince),
    problem: health.lastProblem ?? null,
  };
}

export function deliveryShown(delivery: Delivery) {
  const { id, type, at, state, nextAt, log, replayedAt } = delivery;
  return {
    id,
    type,
    at: chinaIso(at),
    state,
    next_at: state === 'pending' ? chinaIso(nextAt) : null,
    replayed_at: timeOf(replayedAt),
    data: delivery.data,
    tries: log.map((each) => ({
      at: chinaIso(each.at),
      took_ms: each.tookMs,
      result: each.result,
      status: each.status ?? null,
      code: each.code ?? null,
      problem: each.problem ?? null,
    })),
  };
}
