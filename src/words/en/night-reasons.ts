// English: why a night of a schedule sent nothing. These stand on record in English.

export const nightReasons = {
  missed: ({ night }: { night: string }) => `the night of ${night} was missed: no worker ran`,
  missedMany: ({ nights, first }: { nights: number; first: string }) =>
    `${nights} nights from ${first} on were missed: no worker ran`,
  missedLate: ({ night, hours }: { night: string; hours: number }) =>
    `the night of ${night} was missed: no worker ran, and it is more than ${hours} h since (--catch-up)`,
  missedManyLate: ({ nights, first, hours }: { nights: number; first: string; hours: number }) =>
    `${nights} nights from ${first} on were missed: no worker ran, and it is more than ${hours} h since (--catch-up)`,
  noFile: ({ pattern }: { pattern: string }) => `no file matches ${pattern}`,
  emptyFile: ({ file }: { file: string }) => `${file} is empty`,
  noRows: ({ file }: { file: string }) => `${file} has no rows`,
  sameFile: ({ file, night }: { file: string; night: string }) =>
    `${file} is the list of night ${night}, byte for byte`,
  endsReaders: ({ file, times }: { file: string; times: number }) =>
    `reading ${file} has ended or stopped its process ${times} times. Look at the list with rollcall check`,
  billLater: ({ at }: { at: string }) =>
    `the bill of the day is not there or not complete, or a batch still runs: asked again at ${at}`,
  noBill: ({ days }: { days: number }) =>
    `the bill of the day was not there or not complete ${days} days later: reconcile it by hand, with --bill FILE where the interface has none`,
  earlierNight: ({ night }: { night: string }) => `night ${night} is not over`,
  neededBySchedule: ({ batch, schedule }: { batch: string; schedule: string }) =>
    `Batch "${batch}" is what the next night of schedule ${schedule} is compared with: it can be purged after that, or when the schedule is removed.`,
};
