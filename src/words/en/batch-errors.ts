// English: what can’t be done with a batch.

export const batchErrors = {
  cancelled: ({ batch }: { batch: string }) => `Batch "${batch}" was cancelled, which is final.`,
  beingCancelled: ({ batch }: { batch: string }) =>
    `Batch "${batch}" is being cancelled, which is final. Where that was cut off: rollcall cancel ${batch}`,
  completedAlready: ({ batch }: { batch: string }) =>
    `Batch "${batch}" is completed: there is nothing to cancel.`,
  completedMeanwhile: ({ batch }: { batch: string }) =>
    `Batch "${batch}" was completed before it could be cancelled.`,
  isThere: ({ batch }: { batch: string }) =>
    `There is a batch "${batch}" already. Take another id, or none to have one made.`,
  noOutcomes: ({ batch }: { batch: string }) => `The outcomes of batch "${batch}" are not there any more.`,
  isDraft: ({ batch }: { batch: string }) =>
    `Batch "${batch}" is a draft, which nobody has started. To start it: rollcall resume ${batch}`,
  isEnded: ({ batch, state }: { batch: string; state: string }) => `Batch "${batch}" is ${state}.`,
  busy: ({ batch }: { batch: string }) =>
    `Batch "${batch}" is being run by another process. 'rollcall status ${batch}' shows it.`,
  notEnded: ({ batch, state }: { batch: string; state: string }) =>
    `Batch "${batch}" is ${state}: only a batch that has ended is purged. To end it: rollcall cancel ${batch}`,
  filesOfWhom: ({ directory, batch }: { directory: string; batch: string }) =>
    `${directory} has no summary.json of batch "${batch}": whose files are there can't be told. Erase them by hand.`,
  remains: ({
    directory,
    file,
    batch,
    record,
  }: {
    directory: string;
    file: string;
    batch: string;
    record: string;
  }) =>
    `${directory} has ${file} of a batch "${batch}" whose record, ${record}, is not there. Put the record back, move that directory away, or take another --batch id.`,
  badId: ({ batch }: { batch: string }) =>
    `"${batch}" can't be a batch id: letters, digits, ".", "_" and "-", at most 64, not digits alone, and a letter or digit first.`,
  tooWide: ({ file, columns, most }: { file: string; columns: number; most: number }) =>
    `${file} has ${columns} columns, and --xlsx can write ${most} beside the outcome's. Leave --xlsx out.`,
  otherList: ({ batch, file }: { batch: string; file: string }) =>
    `Batch "${batch}" is of another list (${file}). Take another --batch id, or none to have one made.`,
  otherFiles: ({ directory, batch }: { directory: string; batch: string }) =>
    `${directory} has the files of another batch already. Take another --out for "${batch}", or move them away.`,
  purged: ({ batch, at }: { batch: string; at: string }) =>
    `Batch "${batch}" was purged at ${at}: its outcomes are erased.`,
  targetIsNoFile: ({ target, option }: { target: string; option: string }) =>
    `${target} is no file: give ${option} the name of a file, which is replaced as a whole.`,
  otherKey: ({ batch }: { batch: string }) =>
    `Batch "${batch}" was begun with another ROLLCALL_KEY, and its rows in Redis are encrypted with that. Set it again.`,
  otherProvider: ({ batch, provider, now }: { batch: string; provider: string; now: string }) =>
    `Batch "${batch}" was begun with ROLLCALL_PROVIDER=${provider}, and this is ${now}. Set that again, or cancel the batch and start another.`,
  otherAccount: ({ batch, settings }: { batch: string; settings: string }) =>
    `Batch "${batch}" was begun with ${settings}. Set that again, or cancel the batch and start another.`,
  begunWithoutPrevious: ({ batch }: { batch: string }) =>
    `Batch "${batch}" was begun without --previous, and that stays. Leave --previous out to go on with it, or take another --batch id.`,
  begunWithPrevious: ({ batch, previous }: { batch: string; previous: string }) =>
    `Batch "${batch}" was begun with --previous ${previous}, and that stays. Leave --previous out to go on with it, or take another --batch id.`,
  sampledOtherwise: ({ batch }: { batch: string }) =>
    `This list is that of batch "${batch}", which is paused behind its sample and reads the list otherwise. To verify the other rows as it does: rollcall resume ${batch}. To verify the list as it is read now, give it a --batch id of its own; the rows of the sample are called again.`,
  begunWithoutSample: ({ batch, option, flag }: { batch: string; option: string; flag: string }) =>
    `Batch "${batch}" was begun without ${option}, and its rows are called in the list's order. Leave ${flag} out to verify all rows, or take another --batch id.`,
  beyondSample: ({ batch, option, flag }: { batch: string; option: string; flag: string }) =>
    `Batch "${batch}" has gone on beyond ${option} already. Leave ${flag} out to verify all rows, or take another --batch id.`,
  otherSample: ({ batch, own, flag }: { batch: string; own: string; flag: string }) =>
    `Batch "${batch}" was begun with ${own}. Take that with a larger number for more rows, leave ${flag} out to verify all rows, or take another --batch id.`,
  smallerSample: ({ batch, own, flag }: { batch: string; own: string; flag: string }) =>
    `Batch "${batch}" was begun with ${own}, which can only be made larger. Give ${flag} a larger number for more rows, leave it out to verify all rows, or take another --batch id.`,
};
