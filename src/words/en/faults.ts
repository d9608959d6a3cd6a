// English: what the machine refuses, and files of Rollcall's own that are not what was written.

export const faults = {
  // Why the system refuses something, by its own code.
  refusals: {
    EACCES: 'this user may not do that there',
    EPERM: 'this user may not do that there',
    EROFS: 'that disk is mounted read-only',
    EIO: 'that disk reports a fault',
    EDQUOT: "this user's quota of disk space is used up",
    EMFILE: 'this process may not open more files (ulimit -n)',
    ENFILE: 'this machine has too many files open',
  },
  /** `said` is what the system says itself. */
  refused: ({ said, why }: { said: string; why: string }) => `${said}: ${why}`,
  diskFull: ({ directory }: { directory: string }) => `The disk of ${directory} is full`,
  someDiskFull: 'The disk that was written to is full',
  diskWithoutFiles: ({ directory }: { directory: string }) =>
    `The disk of ${directory} has no room for another file`,
  dataDirectory: ({ path, why }: { path: string; why: string }) =>
    `ROLLCALL_DATA names ${path}, which can't be made a directory: ${why}.`,
  mendThat: ({ what }: { what: string }) => `${what}. Mend that, and give the command again.`,
  ownFault: ({ stack }: { stack: string }) => `Rollcall has a fault: ${stack}`,

  damaged: ({ path, isNot, remedy }: { path: string; isNot: string; remedy: string }) =>
    `${path} is damaged: it is not ${isNot}. ${remedy}`,
  damagedInLine: ({
    path,
    line,
    isNot,
    remedy,
  }: {
    path: string;
    line: number;
    isNot: string;
    remedy: string;
  }) => `${path} is damaged in line ${line}: it is not ${isNot}. ${remedy}`,
  /** What a damaged file is not. */
  whatWasWritten: 'what Rollcall wrote there',
  putBack:
    'Put it back from a backup; docs/operations.md, "Damaged files", says what can be done without one.',
  recordOfBatch: 'the record of a batch',
  putRecordBack: ({ directory, batch }: { directory: string; batch: string }) =>
    `Put it back from a backup, or move ${directory} away to do without batch "${batch}"; its calls that were paid are in its attempts.csv and segments.`,

  newer: ({ what, version, known }: { what: string; version: number; known: number }) =>
    `${what} was written by a newer Rollcall (version ${version} of its form, ${known} is known here). It is left as it is: go on with that Rollcall, or a newer one.`,
  // What was written by a newer one.
  batch: ({ batch }: { batch: string }) => `Batch "${batch}"`,
  batchInRedis: ({ name }: { name: string }) => `Batch "${name}" in Redis`,
  queuedBatch: ({ batch }: { batch: string }) => `The queued batch "${batch}"`,
  slice: 'A slice',
  schedule: ({ name }: { name: string }) => `Schedule "${name}"`,
  file: ({ path }: { path: string }) => path,
  ledger: ({ batch }: { batch: string }) => `The ledger of batch "${batch}"`,
};
