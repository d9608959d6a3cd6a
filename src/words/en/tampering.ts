// English: what somebody else has changed of a batch in Redis. It stands on record in English.

export const tampering = {
  capChanged: ({ found, set }: { found: string; set: string }) =>
    `its cap on calls is ${found} there, not ${set}`,
  /** In the place of a cap. */
  noCap: 'gone',
  settingsChanged: 'its settings there are not those of the batch',
  callsMissing: ({ found, onDisk }: { found: number; onDisk: number }) =>
    `it counts ${found} calls there, and ${onDisk} are on disk`,
  forgedCalls: ({ slice }: { slice: number }) => `in slice ${slice}, calls were added or taken away`,
  forgedCall: ({ slice, row }: { slice: number; row: number }) =>
    `in slice ${slice}, row ${row}, a call was written without its key`,
};
