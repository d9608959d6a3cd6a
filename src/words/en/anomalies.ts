// English: what comes back and is not as usual.

export const anomalies = {
  measures: {
    match: ({ share, rows, least }: { share: string; rows: number; least: string }) =>
      `Matches: ${share} % of ${rows} calls; usual are ${least} % or more.`,
    lookup_failed: ({ share, rows, most }: { share: string; rows: number; most: string }) =>
      `Failed look-ups: ${share} % of ${rows} calls; usual are ${most} % or less.`,
    error: ({ share, rows, most }: { share: string; rows: number; most: string }) =>
      `Errors: ${share} % of ${rows} calls; usual are ${most} % or less.`,
  },
  causes: {
    list: 'Other labels are as usual: look at the list.',
    provider: 'All labels show the same: it is likely to be the provider.',
    unknown: 'No other label shows whether it is the list or the provider.',
  },
  inHour: ({ hour, what, cause }: { hour: string; what: string; cause: string }) =>
    `${hour}: ${what} ${cause}`,
};
