// English: times and counts.

export const units = {
  seconds: ({ seconds }: { seconds: number }) => `${seconds} s`,
  minutes: ({ minutes, seconds }: { minutes: number; seconds: number }) => `${minutes} min ${seconds} s`,
  hours: ({ hours, minutes }: { hours: number; minutes: number }) => `${hours} h ${minutes} min`,
  left: ({ time }: { time: string }) => `${time} left`,
  rowsPerSecond: ({ rate }: { rate: number }) => `${rate} rows/s`,
  rows: ({ rows }: { rows: string }) => `${rows} rows`,
  ofAbout: ({ done, rows }: { done: number; rows: number }) => `${done} of about ${rows}`,
  calls: ({ calls }: { calls: string }) => `${calls} calls`,
};
