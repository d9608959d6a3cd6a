// What somebody asks for who adds a webhook, and why it may be refused. It knows the settings, looks names up, and writes nothing.

import { isIP } from 'node:net';
import type { Config } from '../config.js';
import { UserError } from '../domain/user-error.js';
import { judgeAddress, PostFailure } from '../network/guarded-post.js';
import { kindOfAddress } from '../network/address-kind.js';
import { isNamedHost } from '../network/named-hosts.js';
import type { Language } from '../words/language.js';
import type { Say, Words } from '../words/words.js';
import { EVENT_TYPES, hasLabel, type EventType } from '../webhooks/event.js';
import type { NewWebhook, Shape } from '../webhooks/webhook.js';

export interface AddWebhookRequest {
  readonly url: string;
  readonly on: readonly string[];
  readonly shape: Shape;
  /** Empty: all. */
  readonly labels: readonly string[];
  readonly language: Language;
  readonly keyword?: string | undefined;
  /** Of a robot that checks signatures. */
  readonly secret?: string | undefined;
}

const URL_LENGTH = 2_048;
const LOOKUP_MS = 5_000;

type Refusals = Words['webhooks']['refused'];

function refused(say: (refusals: Refusals) => string): UserError {
  const said: Say = ({ webhooks }) => say(webhooks.refused);
  return new UserError('unusable-webhook', said);
}

/** @throws UserError where it can't be had, or leads where nothing may be sent */
export async function refuseUnusable(request: AddWebhookRequest, config: Config): Promise<NewWebhook> {
  const { shape, labels, language, keyword, secret } = request;
  const on = typesOf(request);
  if (keyword !== undefined && shape === 'standard') throw refused(({ keyword: text }) => text);
  refuseSecret(secret, shape);
  const url = urlOf(request.url, config);
  await refuseInside(url, config);
  const more = { ...(keyword === undefined ? {} : { keyword }), ...(secret === undefined ? {} : { secret }) };
  return { url: url.href, on, shape, labels: [...new Set(labels)], language, ...more };
}

/** @throws UserError where a secret is given to a shape that has none of its receiver's */
export function refuseSecret(secret: string | undefined, shape: Shape): void {
  if (secret === undefined) return;
  if (shape !== 'dingtalk' && shape !== 'feishu') throw refused(({ robotSecret }) => robotSecret({ shape }));
  if (secret === '') throw refused(({ emptySecret }) => emptySecret);
}

function typesOf({ on, labels }: AddWebhookRequest): EventType[] {
  const types = [...new Set(on)].map((given) => {
    const type = EVENT_TYPES.find((each) => each === given);
    if (type === undefined) throw refused((say) => say.type({ type: given, types: EVENT_TYPES.join(', ') }));
    return type;
  });
  if (types.length === 0) throw refused(({ noTypes }) => noTypes);
  const unlabelled = labels.length === 0 ? undefined : types.find((type) => !hasLabel(type));
  if (unlabelled !== undefined) throw refused(({ noLabel }) => noLabel({ type: unlabelled }));
  return types;
}

function urlOf(text: string, { webhookAllow }: Config): URL {
  if (text.length > URL_LENGTH) throw refused(({ tooLong }) => tooLong({ most: URL_LENGTH }));
  if (!URL.canParse(text)) throw refused(({ noUrl }) => noUrl);
  const url = new URL(text);
  const { protocol, username, password, hash, hostname: host } = url;
  if (!['http:', 'https:'].includes(protocol)) throw refused(({ noUrl }) => noUrl);
  if (username !== '' || password !== '') throw refused(({ login }) => login);
  if (hash !== '') throw refused(({ fragment }) => fragment);
  if (protocol === 'http:' && !isNamedHost(url, webhookAllow)) throw refused(({ http }) => http({ host }));
  return url;
}

async function refuseInside(url: URL, { webhookAllow: namedHosts, proxy }: Config): Promise<void> {
  try {
    await judgeAddress({ namedHosts, proxy, timeoutMs: LOOKUP_MS }, url.href);
  } catch (error) {
    if (!(error instanceof PostFailure)) throw error;
    const { hostname: host } = url;
    const bare = host.replace(/^\[|\]$/g, '');
    const isNever = isIP(bare) !== 0 && kindOfAddress(bare) === 'never';
    const naming = isNever || isNamedHost(url, namedHosts);
    throw refused(({ never, inside }) => (naming ? never({ host }) : inside({ host })));
  }
}
