// The statuses with which rows end, in the column `verify_status`. They are the same for all providers.

/** A new one comes last: batches under way have earlier outcomes on disk, with a status as its place here. */
export const STATUSES = [
  'match',
  'mismatch',
  'invalid_id',
  'bad_format',
  'lookup_failed',
  'error',
  'unreadable',
  'in_doubt',
  'not_sent',
] as const;
export type Status = (typeof STATUSES)[number];
