// English: the statuses of rows, which are their codes.

export const statuses = {
  match: 'match',
  mismatch: 'mismatch',
  invalid_id: 'invalid_id',
  bad_format: 'bad_format',
  lookup_failed: 'lookup_failed',
  error: 'error',
  unreadable: 'unreadable',
  in_doubt: 'in_doubt',
  not_sent: 'not_sent',
  erased: 'erased',
};
