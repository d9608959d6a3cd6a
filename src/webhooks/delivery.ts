// One message for one webhook, and what became of it: each try with its result. It knows forms and what follows from a result; no
// files, no HTTP.

import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { chinaIso } from '../domain/china-time.js';
import { eventDataSchema, messageTypeSchema, type EventData, type MessageType } from './event.js';
import { nextTryAt } from './waits.js';

export const DELIVERY_VERSION = 1;

/**
 * `pending` goes on. `delivered`: taken. `failed`: given up after the last try. `gone`: the receiver wants no more, or wanted no
 * more before this one's turn.
 */
export const DELIVERY_STATES = ['pending', 'delivered', 'failed', 'gone'] as const;

/**
 * How a try ended. `refused`: the address leads inside; `unreached`, `timed-out`: no answer; `answered`: one that is not "taken",
 * of HTTP or of a robot.
 */
export const TRY_RESULTS = ['delivered', 'gone', 'answered', 'unreached', 'timed-out', 'refused'] as const;

const trySchema = z.object({
  /** Unix milliseconds. */
  at: z.number(),
  tookMs: z.number(),
  result: z.enum(TRY_RESULTS),
  /** Of HTTP. */
  status: z.number().optional(),
  /** Of a robot, within its answer. */
  code: z.number().optional(),
  /** How long the receiver wanted to be left alone. */
  retryAfterMs: z.number().optional(),
  /** What was wrong, in English, as on record everywhere. */
  problem: z.string().optional(),
});
export type Try = z.infer<typeof trySchema>;

export const deliverySchema = z.object({
  version: z.literal(DELIVERY_VERSION),
  id: z.string(),
  webhook: z.string(),
  type: messageTypeSchema,
  /** When what it tells of happened. */
  at: z.number(),
  data: eventDataSchema,
  state: z.enum(DELIVERY_STATES),
  /** Not to be tried before, while it is pending: it waits, or somebody tries it now. */
  nextAt: z.number(),
  /** Tries since it was made, or last replayed. */
  tries: z.number(),
  /** The newest last; of very many the oldest are dropped. */
  log: z.array(trySchema).readonly(),
  replayedAt: z.number().optional(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** @param key of the event: one message for each webhook comes of it, however often that is tried */
export function deliveryId(webhook: string, key: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([webhook, key]))
    .digest('hex');
  return `msg_${webhook.slice('wh_'.length)}_${hash.slice(0, 24)}`;
}

/** For a message that nothing but the request for it is behind. */
export function chanceKey(): string {
  return randomBytes(16).toString('hex');
}

export function newDelivery(
  webhook: string,
  key: string,
  { type, at, data }: { readonly type: MessageType; readonly at: number; readonly data: EventData },
  nowMs: number,
): Delivery {
  const id = deliveryId(webhook, key);
  const begin = { state: 'pending', nextAt: nowMs, tries: 0, log: [] } as const;
  return { version: DELIVERY_VERSION, id, webhook, type, at, data, ...begin };
}

/** The message as Standard Webhooks has it: the same text at each try. */
export function messageBody({ type, at, data }: Pick<Delivery, 'type' | 'at' | 'data'>): string {
  return JSON.stringify({ type, timestamp: chinaIso(at), data });
}

const TRIES_KEPT = 50;

/** The delivery after a try. @param once whether there is no further one */
export function afterTry(delivery: Delivery, tried: Try, once = false): Delivery {
  const log = [...delivery.log, tried].slice(-TRIES_KEPT);
  const tries = delivery.tries + 1;
  const endedAt = tried.at + tried.tookMs;
  const known = { ...delivery, log, tries, nextAt: endedAt };
  if (tried.result === 'delivered' || tried.result === 'gone') return { ...known, state: tried.result };
  const nextAt = once ? undefined : nextTryAt(tries, endedAt, tried.retryAfterMs);
  return nextAt === undefined ? { ...known, state: 'failed' } : { ...known, state: 'pending', nextAt };
}

/** The same message once more, from the first wait on. */
export function replayed(delivery: Delivery, nowMs: number): Delivery {
  return { ...delivery, state: 'pending', nextAt: nowMs, tries: 0, replayedAt: nowMs };
}
