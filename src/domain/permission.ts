// The answers to "may this call leave?".

/**
 * `permitted`: the call's line is written, call now. `stale`: the slice is somebody else's. `stopped`: the batch
 * is paused, cancelled or halted. `capped`: all calls of `--max-calls` are spent. `full`: the cap is reached, but
 * calls under way may still give one back.
 */
export const PERMISSIONS = ['permitted', 'stale', 'stopped', 'capped', 'full'] as const;
export type Permission = (typeof PERMISSIONS)[number];
