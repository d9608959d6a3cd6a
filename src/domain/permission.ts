// The answers to "may this call leave?".

/**
 * `permitted`: the call's line is written, call now. `probe`: likewise, to see whether the service is back; it uses no
 * attempt. `wait`: ask again later (the rate, the circuit, or the cap with calls under way that may give one back).
 * `stale`: the slice is somebody else's. `stopped`: the batch is paused, cancelled or halted. `capped`: all calls of
 * `--max-calls` are spent.
 */
export const PERMISSIONS = ['permitted', 'probe', 'wait', 'stale', 'stopped', 'capped'] as const;
export type Permission = (typeof PERMISSIONS)[number];

export interface PermissionReply {
  readonly permission: Permission;
  /** With `wait`: milliseconds until it is worth asking again. */
  readonly waitMs: number;
}
