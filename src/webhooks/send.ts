// One try of a delivery: the message in its webhook's shape is sent, and what came of it is told as a value. It knows HTTP through a
// port, and no files.

import { retryAfterMs } from '../domain/retry-after.js';
import {
  guardedPost,
  PostFailure,
  type PostRequest,
  type PostAnswer,
  type PostRules,
} from '../network/guarded-post.js';
import { programVersion } from '../program-version.js';
import { inEnglish } from '../words/catalogue.js';
import type { Delivery, Try } from './delivery.js';
import { rulesOf } from './shapes/index.js';
import type { Webhook } from './webhook.js';

/** Longer than any receiver needs to take a message, as Standard Webhooks advises. */
export const SEND_TIMEOUT_MS = 15_000;

export interface SendPorts {
  /** @throws PostFailure where no answer came */
  readonly post: (request: PostRequest) => Promise<PostAnswer>;
  /** Unix milliseconds. */
  readonly nowMs: () => number;
  /** Ends tries that are under way. */
  readonly stopping: AbortSignal;
}

/** Undefined where it was ended early, so that it counts as none. */
export async function send(webhook: Webhook, delivery: Delivery, ports: SendPorts): Promise<Try | undefined> {
  const at = ports.nowMs();
  const shape = rulesOf(webhook.shape);
  try {
    const { url, headers, body } = shape.request(webhook, delivery, at);
    const request = {
      url,
      headers: withAgent(headers),
      body,
      readBytes: shape.readBytes,
      signal: ports.stopping,
    };
    const answer = await ports.post(request);
    return { at, tookMs: ports.nowMs() - at, ...judged(answer, webhook, ports.nowMs()) };
  } catch (error) {
    const tookMs = ports.nowMs() - at;
    // What nobody has foreseen counts too, so that it ends with the last try.
    if (!(error instanceof PostFailure))
      return { at, tookMs, result: 'unreached', problem: (error as Error).message };
    if (error.kind === 'ended') return undefined;
    return { at, tookMs, result: error.kind, problem: inEnglish(error.say) };
  }
}

function judged({ status, body, retryAfter }: PostAnswer, { shape }: Webhook, nowMs: number) {
  const { result, code, waitMs = 0, problem } = rulesOf(shape).verdict(status, body);
  const asked = retryAfter === undefined ? 0 : (retryAfterMs(retryAfter, nowMs) ?? 0);
  const longest = result === 'answered' ? Math.max(asked, waitMs) : 0;
  return {
    result,
    status,
    ...(code === undefined ? {} : { code }),
    ...(longest === 0 ? {} : { retryAfterMs: longest }),
    ...(problem === undefined ? {} : { problem: inEnglish(problem) }),
  };
}

function withAgent(headers: Readonly<Record<string, string>>): Record<string, string> {
  return { 'user-agent': `rollcall/${programVersion()}`, ...headers };
}

export function postBy(rules: Omit<PostRules, 'timeoutMs'>): SendPorts['post'] {
  return (request) => guardedPost({ timeoutMs: SEND_TIMEOUT_MS, ...rules }, request);
}
