// English: what `rollcall purge` erases.

interface Figures {
  files: number;
  bytes: number;
  batches: number;
}

export const purging = {
  ended: ({ batch, ended }: { batch: string; ended: string }) => `${batch}, ended ${ended}`,
  endedAndPurged: ({ batch, ended, purged }: { batch: string; ended: string; purged: string }) =>
    `${batch}, ended ${ended}, purged ${purged}`,
  nothingLeft: 'nothing personal is left',
  file: ({ path, bytes }: { path: string; bytes: number }) => `${path}  ${bytes} bytes`,
  killed: ({ batch }: { batch: string }) => `${batch}, left of a start that was killed`,
  kept: ({ reason }: { reason: string }) => `Kept: ${reason}`,
  nothing: 'There is nothing to purge.',
  erased: ({ files, bytes, batches }: Figures) =>
    `Erased: ${files} files, ${bytes} bytes, of ${batches} batches.`,
  wouldErase: ({ files, bytes, batches }: Figures) =>
    `Would be erased: ${files} files, ${bytes} bytes, of ${batches} batches. Nothing is erased yet: the same with --yes does it.`,
};
