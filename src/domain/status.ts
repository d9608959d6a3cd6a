// The statuses with which rows end, in the column `verify_status`. They are the same for all providers.

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
