// English: the states of batches, of nights and of reconciliations, which are their codes.

export const states = {
  draft: 'draft',
  awaiting_approval: 'awaiting_approval',
  queued: 'queued',
  running: 'running',
  paused: 'paused',
  waiting: 'waiting',
  halted: 'halted',
  completed: 'completed',
  cancelled: 'cancelled',
  lost: 'lost',
};

export const nights = {
  ...states,
  skipped: 'skipped',
  missed: 'missed',
  file_missing: 'file_missing',
  file_empty: 'file_empty',
  file_growing: 'file_growing',
  file_same: 'file_same',
  failed: 'failed',
};

export const reconciliations = {
  settling: 'settling',
  done: 'done',
  failed: 'failed',
};

export const verdicts = {
  balanced: 'balanced',
  explained: 'explained',
  unsettled: 'unsettled',
  unexplained: 'unexplained',
};
