// Waits for figures to settle: it asks again until two answers in a row agree or the time is up. The caller hands in
// the clock and the waits.

import type { Figures } from '../domain/provider-counts.js';

/** The state of the questions. It can be stored, so that another process goes on later. */
interface SettlingState<Answer = Figures> {
  readonly asked: number;
  /** The figures of the last answer. */
  readonly figures: Answer;
}

export interface SettlingRules<Answer = Figures> {
  /** How long to go on asking; 0: only once. */
  readonly settleMs: number;
  readonly everyMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Called before each wait. */
  readonly onWait?: ((state: SettlingState<Answer>) => void) | undefined;
  /** The answers to earlier questions, where this run continues them. */
  readonly before?: SettlingState<Answer> | undefined;
}

export interface Settling {
  readonly asked: number;
  /** Whether the last two answers agree; undefined where only one was asked for. */
  readonly agreed: boolean | undefined;
}

/** @param agree whether an answer and the one before it leave nothing to wait for */
export async function settled<Answer>(
  ask: () => Promise<Answer>,
  agree: (before: Answer, now: Answer) => boolean,
  { settleMs, everyMs, now, sleep, onWait, before }: SettlingRules<Answer>,
): Promise<{ readonly figures: Answer; readonly settling: Settling }> {
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

/** The pause between two questions, when they go on for `settleMs`. */
export function pauseMs(settleMs: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, Math.floor(settleMs / QUESTIONS)));
}
