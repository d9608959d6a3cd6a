// Until when something may happen, by two clocks: the wall clock may be set back, as on a machine that wakes up; the steady
// one stands still while a machine sleeps. Whichever says first that it is too late is believed.

export interface Deadline {
  /** Unix milliseconds. */
  readonly wallMs: number;
  /** Of the process's steady clock. */
  readonly steadyMs: number;
}

export const NO_DEADLINE: Deadline = { wallMs: Infinity, steadyMs: Infinity };

export function deadlineIn(ms: number): Deadline {
  return { wallMs: Date.now() + ms, steadyMs: performance.now() + ms };
}

export function isOver({ wallMs, steadyMs }: Deadline): boolean {
  return Date.now() > wallMs || performance.now() > steadyMs;
}
