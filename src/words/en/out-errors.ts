// English: why results can’t be put where they are to go.

export const outErrors = {
  notMade: ({ directory, why }: { directory: string; why: string }) =>
    `${directory} can't be made for the results: ${why}.`,
  ownPlace: ({ directory, batch }: { directory: string; batch: string }) =>
    `${directory} is where Rollcall keeps its batches. Take another --out for "${batch}", or none.`,
  reservationUnread: ({ path }: { path: string }) =>
    `${path} should say which batch has its files there, and can't be read. Remove it if none has, or take another --out.`,
  takenMeanwhile: ({ directory, batch }: { directory: string; batch: string }) =>
    `Another batch took ${directory} at the same moment. Take another --out for "${batch}", or try again.`,
  leftBehind: ({
    directory,
    other,
    data,
    file,
    batch,
  }: {
    directory: string;
    other: string;
    data: string;
    file: string;
    batch: string;
  }) =>
    `${directory} is still kept for batch "${other}" of the data directory ${data}, which has ended. Remove ${file}, or take another --out for "${batch}".`,
  othersFiles: ({ directory, other, batch }: { directory: string; other: string; batch: string }) =>
    `${directory} has the files of batch "${other}". Take another --out for "${batch}", or move them away.`,
  unwritable: ({ directory, why }: { directory: string; why: string }) =>
    `${directory} can't be written to: ${why}.`,
  held: ({
    other,
    data,
    directory,
    batch,
  }: {
    other: string;
    data: string;
    directory: string;
    batch: string;
  }) =>
    `Batch "${other}" of the data directory ${data} has its files in ${directory} and has not ended. Take another --out for "${batch}", or wait until that one has ended.`,
  heldByUnknown: ({
    other,
    data,
    directory,
    batch,
    file,
  }: {
    other: string;
    data: string;
    directory: string;
    batch: string;
    file: string;
  }) =>
    `Batch "${other}" of the data directory ${data} has its files in ${directory}; whether it has ended can't be seen from here. Take another --out for "${batch}", or remove ${file} if that batch is gone.`,
};
