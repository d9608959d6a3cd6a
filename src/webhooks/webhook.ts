// A webhook as it is on record: where it leads, what it is told, in which shape, signed with what. It knows no files, and sends
// nothing.

import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { LANGUAGES } from '../words/language.js';
import { EVENT_TYPES, hasLabel, type MessageType } from './event.js';
import { makeSecret } from './signature.js';

export const SHAPES = ['standard', 'wecom', 'dingtalk', 'feishu'] as const;
export type Shape = (typeof SHAPES)[number];

/** A higher one is left alone by this version. */
export const WEBHOOK_VERSION = 1;

export const WEBHOOK_ID = /^wh_[a-z2-7]{12}$/;

export const webhookSchema = z.object({
  version: z.literal(WEBHOOK_VERSION),
  id: z.string().regex(WEBHOOK_ID),
  url: z.string(),
  on: z.array(z.enum(EVENT_TYPES)).readonly(),
  shape: z.enum(SHAPES),
  /** What is told is of these; empty: of all, and of what has none. */
  labels: z.array(z.string()).readonly(),
  /** Of the texts for a chat. */
  language: z.enum(LANGUAGES),
  /** A chat's robot may want it in each message. */
  keyword: z.string().optional(),
  /** The newest first. A robot has one or none, which its own page gives. */
  secrets: z
    .array(
      z.object({
        secret: z.string(),
        /** Unix milliseconds up to which an old one still signs. */
        until: z.number().optional(),
      }),
    )
    .readonly(),
  /** Unix milliseconds. */
  createdAt: z.number(),
  /** The receiver said that it is gone (410). */
  disabledAt: z.number().optional(),
});
export type Webhook = z.infer<typeof webhookSchema>;

export type NewWebhook = Pick<Webhook, 'url' | 'on' | 'shape' | 'labels' | 'language' | 'keyword'> & {
  /** A robot's. */
  readonly secret?: string | undefined;
};

const ID_LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const ID_LENGTH = 12;

export function newWebhook({ secret, ...asked }: NewWebhook, nowMs: number): Webhook {
  const letters = [...randomBytes(ID_LENGTH)].map((byte) => ID_LETTERS[byte % ID_LETTERS.length]);
  const own = asked.shape === 'standard' ? makeSecret() : secret;
  return {
    ...asked,
    version: WEBHOOK_VERSION,
    id: `wh_${letters.join('')}`,
    secrets: own === undefined ? [] : [{ secret: own }],
    createdAt: nowMs,
  };
}

/** Those that sign now, the newest first. */
export function secretsAt({ secrets }: Pick<Webhook, 'secrets'>, nowMs: number): string[] {
  return secrets
    .filter(({ until = Infinity }, index) => index === 0 || until > nowMs)
    .map(({ secret }) => secret);
}

/** More signatures would only make the header longer. */
const SECRETS_AT_MOST = 3;

/** The webhook with another secret; the ones before sign beside it until then. */
export function rotated(webhook: Webhook, secret: string, nowMs: number, oldUntil: number): Webhook {
  const before = webhook.secrets
    .map(({ secret: old, until = oldUntil }) => ({ secret: old, until: Math.min(until, oldUntil) }))
    .filter(({ until }) => until > nowMs);
  return { ...webhook, secrets: [{ secret }, ...before].slice(0, SECRETS_AT_MOST) };
}

/** The webhook as it is told again. */
export function enabled(webhook: Webhook): Webhook {
  const { disabledAt: _disabledAt, ...others } = webhook;
  return others;
}

export function wants(
  { on, labels, disabledAt }: Webhook,
  type: MessageType,
  label: string | undefined,
): boolean {
  if (disabledAt !== undefined || !on.some((each) => each === type)) return false;
  if (labels.length === 0) return true;
  return hasLabel(type) && label !== undefined && labels.includes(label);
}

/** The address without what only its owner should know: the path and the query of a robot's are its password. */
export function maskedUrl(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return pathname === '/' && search === '' ? `${origin}/` : `${origin}/…`;
}
