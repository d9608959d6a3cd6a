// What a row can end as; the column `verify_status`. The same for all providers.

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
