// The answers to the question whether a call may leave.

/**
 * `permitted`: the call's line is written, so the call may leave. `probe`: likewise, to see whether the service is
 * back; it uses no attempt. `wait`: ask again later, because of the rate or the circuit. `full`: the cap or the budget is reached,
 * but a call under way may return its share. The worker that made it may be dead, which shows only when its slice is
 * taken up, so the caller puts its own slice back meanwhile. `over`: the provider was asked about this person too often
 * today. `stale`: another worker has the slice. `stopped`: the batch is paused, cancelled or halted. `capped`: all
 * calls of `--max-calls` are spent. `spent`: the budget of the batch's label is used up for the month.
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
  'spent',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export interface PermissionReply {
  readonly permission: Permission;
  /** For `wait` and `full`: in how many milliseconds to ask again. */
  readonly waitMs: number;
}
