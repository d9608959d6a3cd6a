// English: which data directory was looked at, and others on the same Redis; several batches at a time; backups.

export const looking = {
  dataDirectory: ({ dataDir }: { dataDir: string }) => `Data directory: ${dataDir}`,
  noBatches: ({ dataDir }: { dataDir: string }) =>
    `${dataDir} has no batches. ROLLCALL_DATA names the data directory; without it that is ./data, where the command is given.`,
  noSchedules: ({ dataDir }: { dataDir: string }) =>
    `${dataDir} has no schedules. ROLLCALL_DATA names the data directory; without it that is ./data, where the command is given.`,
  otherWorks: ({ where }: { where: string }) =>
    `A live batch worker on this Redis has another data directory in hand: ${where}.`,
  otherWaits: ({ where }: { where: string }) =>
    `On this Redis batches wait for a batch worker of another data directory: ${where}.`,
  place: ({ path, host }: { path: string; host: string }) => `${path} on ${host}`,
  placeUnknown: ({ dataId }: { dataId: string }) => `one with the id ${dataId}`,
  sameDirectory: ({ others }: { others: string }) =>
    `${others} Where that one should do the work, set ROLLCALL_DATA to its directory, on its machine.`,
  copyAtWork: ({ own, path, host }: { own: string; path: string; host: string }) =>
    `${own} and ${path} on ${host} have the same identity: one is a copy of the other, and a live process on this Redis works in the latter. Two that go on with the same batches would pay for rows twice. Use that one (ROLLCALL_DATA), or stop its workers and runs first, and then go on here.`,
  originalAtWork: ({ own, path }: { own: string; path: string }) =>
    `${own} is a backup of ${path}, in which a process works at this moment. Two that go on with the same batches would pay for rows twice. Use that one (ROLLCALL_DATA), or stop its workers and runs first, and then go on here.`,
  ids: "the batches' ids; of several, all or none",
  all: 'every halted batch of the account that the settings name',
  batchMissing: "error: missing required argument 'batches'",
  allAlone: 'error: --all means every halted batch: name no batch with it',
  noneHalted: ({ dataDir }: { dataDir: string }) => `No batch is halted in ${dataDir}.`,
  othersHalted: ({ count }: { count: number }) =>
    `halted batches of another account than the settings name stay halted: ${count}.`,
  accountHalted: ({ reason }: { reason: string }) =>
    `the account is halted, so no call leaves for this batch: ${reason} (all that are halted: rollcall resume --all)`,
  waitForRedis:
    'wait so long for a Redis that is away at the start, such as 60s (default: ROLLCALL_WAIT_FOR_REDIS, else 10s)',
  carried: 'carried over',
  carriedFrom: ({ previous }: { previous: string }) => `not called: as in batch ${previous}`,
  noPrevious: 'no batch with this label has been completed yet, so everybody is new',
  label: 'with --previous latest: of the batches with this label',
  copiedHas: ({ at }: { at: string }) =>
    `the data directory was put back from the backup of ${at}, and so has`,
};

export const backups = {
  summary: 'copy the data directory while workers run',
  description:
    'Copies the data directory without its private Redis, each batch as it was at one moment, and whole or not at all. It holds names, numbers and keys: keep it as safe as the data directory. Put back, the rows of a batch that had not ended which may have been called since are named in gaps.csv.',
  target: 'where the copy goes: a directory that is empty or not there',
  asJson: 'as JSON',
  made: ({ dataDir, directory }: { dataDir: string; directory: string }) =>
    `Backup of ${dataDir}: ${directory}`,
  counts: ({ batches, files, bytes }: { batches: string; files: string; bytes: string }) =>
    `${batches} batches, ${files} files, ${bytes} bytes`,
  withKey: 'The key of the rows in Redis is in it, as names and numbers are: keep it secret.',
  withoutKey:
    'Names and numbers are in it: keep it secret. The key of the rows in Redis is not: ROLLCALL_KEY has it.',
  open: ({ batches }: { batches: string }) => `Not ended: ${batches}`,
  elsewhere: ({ path }: { path: string }) => `Not in it, as a batch has its files there (--out): ${path}`,
  inside: ({ directory }: { directory: string }) =>
    `${directory} is in the data directory itself. Put the backup beside it, best on another disk.`,
  notEmpty: ({ directory }: { directory: string }) =>
    `${directory} is not an empty directory. A backup goes into a directory of its own: name a new one, such as with the day in its name.`,
  swept: ({ path }: { path: string }) =>
    `Removed ${path}: what a backup had copied that was ended in the middle.`,
  restless: ({ batch }: { batch: string }) =>
    `Batch "${batch}" changes hands too often to be copied as it is at one moment. Try again.`,
};
