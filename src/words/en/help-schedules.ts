// English: the help of schedules.

export const helpSchedules = {
  summary: 'verify the newest list every night, and reconcile the day before',
  description:
    "Schedules are kept in the data directory and on its queue; 'rollcall worker' (role batch or all) does their work as long as it runs.",
  name: "the schedule's name",
  newName: 'letters, digits, "-" and "_", at most 40, a letter first',
  add: {
    summary: 'verify a list at set times',
    description:
      'At the times of --cron on the clock of --tz a worker takes the newest file that matches --file and verifies it as batch NAME-<date>-<time>, with the options given here, which are those of submit. A file that is missing, empty, still written to (looked at for 10 minutes at most) or the same as last night is not verified; the history says so.\n\nA time that the zone skips (summer time) counts as the moment after the gap; one that it repeats counts once, the first time. Of nights missed because no worker ran only the last is made up for, if it is not longer ago than --catch-up; the history names the others.',
    cron: "minute hour day month weekday, such as '30 1 * * *'",
    tz: 'the zone on whose clock the times are',
    file: "a list, or a pattern in quotes such as 'lists/customers-*.csv'",
    overlap: 'while the night before still runs: leave this one out, or wait',
    sameFile: 'a list that is last night’s, byte for byte: not verified, or verified',
    catchUp: 'how late a night may begin, at least 10 minutes (default: 6h)',
    reconcile: 'reconcile this day too, each time',
    settle: 'with --reconcile: ask again until two answers agree, for so long at most',
    keepDays: "erase what is personal of this schedule's nights that are older",
    noPing: "don't try the credentials before each night",
    replace: 'change a schedule that is there; its history stays',
    noBatch:
      "--batch: each night's batch has its own id, made of the schedule's name and the time. Leave it out.",
    noSample: ({ option }: { option: string }) =>
      `${option}: at night nobody looks at some rows before the others are called. Try the list with 'rollcall run', and leave it out here.`,
    settleAlone: '--settle goes with --reconcile yesterday.',
    added: ({ name, times, zone }: { name: string; times: string; zone: string }) =>
      `Schedule ${name}: ${times}, … (${zone})`,
  },
  list: { summary: 'all schedules, with their next times' },
  remove: {
    summary: 'end a schedule; its batches and its history stay',
    description: 'A night that runs goes on to its end.',
    removed: ({ name }: { name: string }) =>
      `Schedule ${name} is removed. 'rollcall schedule history ${name}' still shows its nights.`,
  },
  run: {
    summary: 'a night of a schedule now',
    description:
      'Where a live worker has the data directory it does the night and this command follows it, else the night is done here, as by run. Exit status 0: done; 1: nothing was sent (no file, an empty one, one that is still written to or is last night’s, an earlier night still runs); 2: done, with rows in error, or with --in-doubt hold in in_doubt; 3: halted; 5: stopped by a signal or cancelled; 6, with --exit-on-change: done, and not the same as the night before.',
    sameFile: "a list that is last night’s, byte for byte (default: the schedule's)",
  },
  history: {
    summary: "what became of a schedule's nights",
    description:
      "For each night, the newest first: when it was due, its state, why, its file and batch, what was called, carried over and changed, the day's reconciliation, and how the program of --on-finish ended.",
    last: 'so many nights',
  },
};
