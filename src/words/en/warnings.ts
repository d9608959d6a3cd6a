// English: what a person should know while nothing waits for it. These are told by workers in English.

export const warnings = {
  earlierCleared: ({ batch }: { batch: string }) =>
    `Batch ${batch}: what an earlier batch of that id had left in Redis, whose directory is gone, was cleared away.`,
  unencrypted: ({ url }: { url: string }) =>
    `names and numbers travel unencrypted to ${url}. Where the provider takes https, set ROLLCALL_AUTH_URL to it.`,
  noVerifyProcess: ({ dead, how }: { dead: number; how: string }) =>
    `Verify processes can't start: ${dead} in a row ended before they were ready (${how}).`,
  lostHold: ({ batch, who, rows, file }: { batch: string; who: string; rows: number; file: string }) =>
    `Batch ${batch}: ${who} lost data of it: ${rows} rows may have been called without a line on record, ${file} names them. They count as calls, and end as in_doubt.`,
  lostRetry: ({ batch, who, rows, file }: { batch: string; who: string; rows: number; file: string }) =>
    `Batch ${batch}: ${who} lost data of it: ${rows} rows may have been called without a line on record, ${file} names them. They count as calls, and are called again.`,
  redisHas: 'Redis has',
  diskHas: 'the data directory has',
  tamperedHas: 'somebody has changed in Redis what workers wrote there, which so has',
  lostAndBack: ({ batch }: { batch: string }) =>
    `Batch ${batch}: Redis has lost data of it. Every call was on disk and was put back: nothing is missing.`,
};
