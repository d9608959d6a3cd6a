// English: what `rollcall schedule list` and `history` show.

export const schedules = {
  none: 'No schedules.',
  file: ({ file }: { file: string }) => `file  ${file}`,
  with: ({ options }: { options: string }) => `with  ${options}`,
  next: ({ next, later }: { next: string; later: string }) => `next  ${next}, ${later}, …`,
  overdue: ({ next, later }: { next: string; later: string }) => `next  ${next} (overdue), ${later}, …`,
  lost: "next  not in Redis: the next 'rollcall worker' puts it back",
  night: ({ night, state }: { night: string; state: string }) => `last  ${night} ${state}`,
  noNight: 'last  none yet',
  noWorker: 'No worker runs that would do this: rollcall worker',
};

export const history = {
  none: 'No nights yet.',
  exit: ({ status }: { status: number }) => `exit ${status}`,
  trigger: ({ trigger }: { trigger: string }) => `(${trigger})`,
  triggers: { late: 'late', hand: 'hand' },
  figures: {
    rows: ({ count }: { count: number }) => `rows ${count}`,
    calls: ({ count }: { count: number }) => `calls ${count}`,
    carried: ({ count }: { count: number }) => `carried ${count}`,
    changed: ({ count }: { count: number }) => `changed ${count}`,
    new: ({ count }: { count: number }) => `new ${count}`,
    gone: ({ count }: { count: number }) => `gone ${count}`,
  },
  between: ', ',
  purged: ({ day }: { day: string }) => `purged ${day}`,
  reconciled: ({ day, result }: { day: string; result: string }) => `${day} reconciled: ${result}`,
  programDone: 'on-finish: exit status 0',
  programFailed: ({ problem }: { problem: string }) => `on-finish: ${problem}`,
};
