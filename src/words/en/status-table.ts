// English: the table of all batches, and whose batch one is.

export const statusTable = {
  batch: 'batch',
  state: 'state',
  rows: 'rows',
  calls: 'calls',
  cost: 'cost',
  begun: 'begun',
  label: 'label',
  file: 'file',
  purged: ({ state }: { state: string }) => `${state}, purged`,
  stalled: 'stalled',
  sampleDone: ({ rows }: { rows: number }) => `paused (sample of ${rows})`,
  more: 'rollcall status BATCH says more of one, as why it is halted and where its files are.',
  begunAt: ({ time }: { time: string }) => `begun ${time}`,
  labelled: ({ label }: { label: string }) => `label ${label}`,
  filesIn: ({ directory }: { directory: string }) => `files in ${directory}`,
};
