// Waits for figures to settle: asks again until two answers in a row agree or the time is up. The clock and the
// waits are handed in.

import { agree } from './asking.js';
import type { Figures } from '../domain/provider-counts.js';

/** How far the asking is. Whoever keeps it can go on another time, in another process. */
export interface SettlingState {
  readonly asked: number;
  /** The last answer. */
  readonly figures: Figures;
}

export interface SettlingRules {
  /** How long to go on asking. 0: asked once. */
  readonly settleMs: number;
  readonly everyMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Told before each wait. */
  readonly onWait?: ((state: SettlingState) => void) | undefined;
  /** The answers to earlier questions, where this run continues them. */
  readonly before?: SettlingState | undefined;
}

export interface Settling {
  readonly asked: number;
  /** Whether the last two answers said the same; undefined where only one was asked for. */
  readonly agreed: boolean | undefined;
}

export async function settled(
  ask: () => Promise<Figures>,
  { settleMs, everyMs, now, sleep, onWait, before }: SettlingRules,
): Promise<{ readonly figures: Figures; readonly settling: Settling }> {
  const until = now() + settleMs;
  let last = before;
  for (;;) {
    const figures = await ask();
    const asked = (last?.asked ?? 0) + 1;
    if (last !== undefined && agree(last.figures, figures))
      return { figures, settling: { asked, agreed: true } };
    const waitMs = Math.min(everyMs, until - now());
    if (waitMs <= 0) return { figures, settling: { asked, agreed: asked === 1 ? undefined : false } };
    last = { asked, figures };
    onWait?.(last);
    await sleep(waitMs);
  }
}

const LONGEST_PAUSE_MS = 15 * 60_000;
const SHORTEST_PAUSE_MS = 1000;
const QUESTIONS = 24;

/** How often to ask in that time. */
export function pauseMs(settleMs: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, Math.floor(settleMs / QUESTIONS)));
}
