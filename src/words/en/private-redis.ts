// English: the private Redis of a data directory, and the locks there.

export const privateRedis = {
  gone: ({ directory }: { directory: string }) => `The private Redis in ${directory} is gone.`,
  dataDirectory: ({ directory, why }: { directory: string; why: string }) =>
    `The data directory ${directory} can't be used: ${why}.`,
  hangs: ({ directory, pid, seconds }: { directory: string; pid: number; seconds: number }) =>
    `The private Redis in ${directory}, process ${pid}, runs and was silent for ${seconds} seconds. If it stays so, end it with: kill -9 ${pid}, and try again; nothing is lost by that.`,
  noProgram: ({ command }: { command: string }) =>
    `There is no redis-server or valkey-server (6.2 or newer) on this machine. To get one, run: ${command}. Or name a shared server in REDIS_URL.`,
  notStarted: ({
    directory,
    reason,
    log,
    tail,
  }: {
    directory: string;
    reason: string;
    log: string;
    tail: string;
  }) => `The private Redis in ${directory} could not be started: ${reason}. ${log} ends with:\n${tail}`,
  // Why it could not be started.
  cantRun: ({ program }: { program: string }) => `${program} can't be run`,
  endedAtOnce: 'it ended at once',
  wasSilent: ({ seconds }: { seconds: number }) => `it was silent for ${seconds} seconds`,
  lockHeld: ({ path, pid, seconds }: { path: string; pid: number; seconds: number }) =>
    `${path} has been held by process ${pid} for ${seconds} seconds. If that process hangs, end it and try again.`,
  noLock: ({ path }: { path: string }) => `${path} is not a lock of Rollcall's. Remove it and try again.`,
};
