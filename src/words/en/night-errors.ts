// English: what goes wrong with schedules and their nights.

export const nightErrors = {
  gone: ({ night, name, directory }: { night: string; name: string; directory: string }) =>
    `Night ${night} of schedule "${name}" is gone from ${directory}.`,
  nothingSent: ({ reason, state }: { reason: string; state: string }) =>
    `Nothing was sent: ${reason}. (${state})`,
  noSchedule: ({ name, dataDir }: { name: string; dataDir: string }) =>
    `There is no schedule "${name}" in ${dataDir}. 'rollcall schedule list' names those that are.`,
  otherProvider: ({ name, provider, ours }: { name: string; provider: string; ours: string }) =>
    `Schedule "${name}" was added with ROLLCALL_PROVIDER=${provider}, and this is ${ours}. Set that again, or add the schedule anew with --replace.`,
  scheduleExists: ({ name }: { name: string }) =>
    `There is a schedule "${name}". --replace changes it, 'rollcall schedule remove ${name}' ends it.`,
};
