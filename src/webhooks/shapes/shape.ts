// What a shape of webhook decides: how a message is written for its receiver, and what the receiver's answer means. It knows no
// connection and no clock.

import type { Say } from '../../words/words.js';
import type { Delivery } from '../delivery.js';
import type { Webhook } from '../webhook.js';

interface ShapedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Verdict {
  readonly result: 'delivered' | 'gone' | 'answered';
  /** The robot's own. */
  readonly code?: number;
  /** For how long it takes no more. */
  readonly waitMs?: number;
  readonly problem?: Say;
}

export interface ShapeRules {
  readonly request: (webhook: Webhook, delivery: Delivery, nowMs: number) => ShapedRequest;
  /** How much of an answer is needed. */
  readonly readBytes: number;
  readonly verdict: (status: number, body: string) => Verdict;
  /** Milliseconds between two messages to the same receiver, which takes no more. */
  readonly everyMs?: number;
}

const GONE = 410;

/** By HTTP alone. */
export function verdictOfStatus(status: number): Verdict {
  if (status >= 200 && status < 300) return { result: 'delivered' };
  const problem: Say = ({ webhooks: { problems } }) =>
    status >= 300 && status < 400 ? problems.redirect({ status }) : problems.status({ status });
  return { result: status === GONE ? 'gone' : 'answered', problem };
}
