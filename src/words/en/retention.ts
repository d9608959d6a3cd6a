// English: how long outcomes are kept, by label and status.

export const retention = {
  summary: 'how long outcomes are kept, by label and status: set, list, remove, run',
  description:
    'A rule erases what is personal of batches with a label so many days after they have ended: all of it, as purge does, or, with --status, only rows with one of these statuses, as `person erase` does. Batch workers carry the rules out, and receipts are kept under receipts/ in the data directory. Beside --keep-days of a schedule the shorter time wins.',
  set: {
    summary: 'sets a rule; without --yes it is only said what the rule would erase now',
    label: 'of batches with this label; "" for those that have none',
    status: 'only rows with one of these, such as mismatch error',
    days: 'how many days after the end of a batch',
    yes: 'record the rule: from now on batch workers carry it out',
    json: 'whether it is recorded, the rule, and what it would erase now, as JSON',
  },
  list: { summary: 'the rules, and who set them when', json: 'the rules as JSON' },
  remove: {
    summary: 'removes a rule; what it has erased stays erased',
    status: 'the rules of these statuses; without it that of whole batches',
  },
  run: {
    summary: 'carries the rules out now, as batch workers do every hour',
    dryRun: 'only say what would be erased',
    json: 'what was erased, or would be, as JSON',
  },

  rule: ({ label, what, days }: { label: string; what: string; days: number }) =>
    `label "${label}": ${what}, ${days} days after the batch's end`,
  setBy: ({ by, at }: { by: string; at: string }) => `set by ${by}, ${at}`,
  everything: 'everything personal',
  rowsOf: ({ status }: { status: string }) => `rows with ${status}`,
  none: 'There are no rules.',
  batch: ({ batch, what, rows }: { batch: string; what: string; rows: number }) =>
    `${batch}: ${what} (${rows} ${rows === 1 ? 'row' : 'rows'})`,
  kept: ({ batch, why }: { batch: string; why: string }) => `Kept: ${batch}. ${why}`,
  nothing: 'Nothing is due.',
  wouldErase: ({ batches }: { batches: number }) => `Would be erased now, of ${batches} batches.`,
  notRecorded: 'The rule is not recorded yet: the same with --yes does it, and batch workers carry it out.',
  recorded: 'Recorded. Batch workers carry it out.',
  removed: ({ count }: { count: number }) => `Removed: ${count} ${count === 1 ? 'rule' : 'rules'}.`,
  erased: ({ batches }: { batches: number }) => `Erased, of ${batches} batches.`,

  builtOn: ({ batch, by }: { batch: string; by: string }) =>
    `Batch "${by}" has not ended and builds on "${batch}".`,
  badDays: '--days takes a whole number of days, 0 or more.',
  noRule: ({ label }: { label: string }) =>
    `There is no such rule for the label "${label}". 'rollcall retention list' shows those that there are.`,
  rules: 'The rules of retention',
};
