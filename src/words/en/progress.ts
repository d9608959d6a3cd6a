// English: what is said while batches are under way.

export const progress = {
  doneOf: ({ batch, done, rows }: { batch: string; done: number; rows: number }) =>
    `${batch}: ${done}/${rows} rows`,
  writing: ({ percent }: { percent: number }) => `writing the files: ${percent} %`,
  duplicates: ({ count }: { count: number }) => `duplicate ${count}`,
  silence: ({ at }: { at: string }) => `the service asked for silence until ${at} (Retry-After)`,
  outage: ({ at }: { at: string }) => `the service is away: probing, next at ${at}`,
  rate: ({ at }: { at: string }) => `the rate lets the next call leave at ${at}`,
  warning: ({ message }: { message: string }) => `Warning: ${message}`,
  warningStart: 'Warning: ',
  noWorker: ({ dataDir }: { dataDir: string }) =>
    `No batch worker has ${dataDir} in hand yet: the work waits for one. (rollcall worker --role batch)`,
  noVerifyWorker: ({ provider }: { provider: string }) =>
    `No verify worker with ROLLCALL_PROVIDER=${provider} and this batch's account is alive: its rows wait for one. (rollcall worker --role verify)`,
  paused: ({ batch }: { batch: string }) => `Batch ${batch} is paused. To go on: rollcall resume ${batch}`,
  stopping: 'Stopping: calls under way are waited for. A second signal ends it at once.',
  overdue:
    "Stopping takes too long, as it does while Redis is away or refuses: ended. 'rollcall resume' finds what is on record.",
  settlingOnce: 'Asked once, waiting for the figures to settle.',
  settling: ({ asked }: { asked: number }) => `Asked ${asked} times, waiting for the figures to settle.`,
  nightWaits: 'Waiting until the file is whole, or an earlier night is over.',
};
