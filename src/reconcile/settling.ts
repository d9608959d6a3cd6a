// Waits for figures to settle: asks again until two answers in a row agree or the time is up. The clock and the
// waits are handed in.

import { agree } from './asking.js';
import type { Figures } from './figures.js';

export interface SettlingRules {
  /** How long to go on asking. 0: asked once. */
  readonly settleMs: number;
  readonly everyMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Told before each wait. */
  readonly onWait?: ((asked: number) => void) | undefined;
}

export interface Settling {
  readonly asked: number;
  /** Whether the last two answers said the same; undefined where only one was asked for. */
  readonly agreed: boolean | undefined;
}

export async function settled(
  ask: () => Promise<Figures>,
  { settleMs, everyMs, now, sleep, onWait }: SettlingRules,
): Promise<{ readonly figures: Figures; readonly settling: Settling }> {
  const until = now() + settleMs;
  let figures = await ask();
  if (settleMs === 0) return { figures, settling: { asked: 1, agreed: undefined } };
  for (let asked = 1; ; asked += 1) {
    const waitMs = Math.min(everyMs, until - now());
    if (waitMs <= 0) return { figures, settling: { asked, agreed: false } };
    onWait?.(asked);
    await sleep(waitMs);
    const next = await ask();
    const same = agree(figures, next);
    figures = next;
    if (same) return { figures, settling: { asked: asked + 1, agreed: true } };
  }
}

const LONGEST_PAUSE_MS = 15 * 60_000;
const SHORTEST_PAUSE_MS = 1000;
const QUESTIONS = 24;

/** How often to ask in that time. */
export function pauseMs(settleMs: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, Math.floor(settleMs / QUESTIONS)));
}
