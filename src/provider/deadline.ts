// A deadline by two clocks. The wall clock may be set back, as after sleep; the steady clock stands still while the
// machine sleeps. The deadline is over as soon as either clock has passed it.

export interface Deadline {
  /** Unix milliseconds. */
  readonly wallMs: number;
  /** Milliseconds of the process's steady clock. */
  readonly steadyMs: number;
}

export const NO_DEADLINE: Deadline = { wallMs: Infinity, steadyMs: Infinity };

export function deadlineIn(ms: number): Deadline {
  return { wallMs: Date.now() + ms, steadyMs: performance.now() + ms };
}

export function isOver({ wallMs, steadyMs }: Deadline): boolean {
  return Date.now() > wallMs || performance.now() > steadyMs;
}
