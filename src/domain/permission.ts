// The answers to "may this call leave?".

/**
 * `permitted`: the call's line is written, call now. `probe`: likewise, to see whether the service is back; it uses no
 * attempt. `wait`: ask again later (the rate, the circuit). `full`: the cap is reached, but calls under way may give one back; who
 * made them may be dead, and found out only by taking up its slices: so the slice in hand goes back meanwhile.
 * `over`: the provider was asked about this person too often today. `stale`: the slice is somebody else's. `stopped`: the batch is paused, cancelled or halted. `capped`: all calls of
 * `--max-calls` are spent.
 */
export const PERMISSIONS = [
  'permitted',
  'probe',
  'wait',
  'full',
  'over',
  'stale',
  'stopped',
  'capped',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export interface PermissionReply {
  readonly permission: Permission;
  /** With `wait` and `full`: milliseconds until it is worth asking again. */
  readonly waitMs: number;
}
