// English: batches as a whole: what is said of one, and what goes wrong with one.

export const batches = {
  none: 'No batches.',
  named: ({ batch }: { batch: string }) => `Batch ${batch}`,
  inState: ({ batch, state }: { batch: string; state: string }) => `Batch ${batch}: ${state}`,
  inStateOfSample: ({ batch, state, rows }: { batch: string; state: string; rows: number }) =>
    `Batch ${batch}: ${state} (sample of ${rows})`,
  sampleDone: ({ rows, batch }: { rows: number; batch: string }) =>
    `paused (sample of ${rows}): rollcall resume ${batch}`,
  sampledBefore: ({ batch }: { batch: string }) =>
    `This list is that of batch ${batch}, whose sample is done: it goes on.`,
  isInState: ({ batch, state }: { batch: string; state: string }) =>
    `Batch ${batch} is ${state}. To go on: rollcall resume ${batch}`,
  relabelled: ({ batch, label, was }: { batch: string; label: string; was: string }) =>
    `Batch ${batch} has the label "${label}"; it was "${was}".`,
  labelledAlready: ({ batch, label }: { batch: string; label: string }) =>
    `Batch ${batch} has the label "${label}" already.`,
  goesOnElsewhere: ({ batch }: { batch: string }) =>
    `Batch ${batch} goes on in the worker that has it. 'rollcall status ${batch}' shows it.`,
  leftAlone: ({ batch }: { batch: string }) =>
    `Batch ${batch} goes on without this command.\n` +
    `  rollcall status ${batch} --watch  follows it\n` +
    `  rollcall pause ${batch}           stops it\n` +
    `  rollcall cancel ${batch}          ends it for good`,
  toGoOn: ({ batch }: { batch: string }) => `To go on: rollcall resume ${batch}`,
  purgedOn: ({ state, day }: { state: string; day: string }) => `${state}, purged ${day}`,
  stalled: ({ state, batch }: { state: string; batch: string }) =>
    `${state}, but nobody alive owns it: rollcall resume ${batch}`,
  queuedAlone: ({ batch }: { batch: string }) => `queued; where no worker takes it: rollcall resume ${batch}`,
  found: ({ batch, rows, inDoubt }: { batch: string; rows: number; inDoubt: number }) =>
    `Batch ${batch} goes on: ${rows} rows were called and are done, ${inDoubt} calls are in doubt.`,
  foundOpen: ({
    batch,
    rows,
    inDoubt,
    mayEnd,
  }: {
    batch: string;
    rows: number;
    inDoubt: number;
    mayEnd: number;
  }) =>
    `Batch ${batch} goes on: ${rows} rows were called and are done, ${inDoubt} calls are in doubt (${mayEnd} of them may still be answered, if their worker is alive).`,
  unknown: ({ batch, directory }: { batch: string; directory: string }) =>
    `There is no batch "${batch}" in ${directory}. 'rollcall status' lists the batches.`,
  listNotCopied: ({ batch }: { batch: string }) =>
    `The list of batch "${batch}" has not been copied to its end, and nothing was sent. Where nobody copies it any more, run it again with --batch ${batch}.`,
};
