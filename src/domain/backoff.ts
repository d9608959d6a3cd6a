// How long to wait before the next attempt: exponential with full jitter. The random number is a parameter.

export interface BackoffRules {
  readonly baseMs: number;
  readonly maxMs: number;
}

/**
 * @param failures how many attempts have failed so far, from 1
 * @param random uniform in [0, 1)
 * @returns milliseconds, in [atLeastMs, atLeastMs + min(maxMs, baseMs · 2^(failures−1)))
 */
export function backoffMs(failures: number, rules: BackoffRules, random: number, atLeastMs = 0): number {
  const limit = Math.min(rules.maxMs, rules.baseMs * 2 ** Math.min(failures - 1, 40));
  return atLeastMs + Math.floor(random * limit);
}
