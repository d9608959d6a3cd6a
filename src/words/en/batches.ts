// English: what goes wrong with a batch as a whole.

export const batches = {
  unknown: ({ batch, directory }: { batch: string; directory: string }) =>
    `There is no batch "${batch}" in ${directory}. 'rollcall status' lists the batches.`,
  listNotCopied: ({ batch }: { batch: string }) =>
    `The list of batch "${batch}" has not been copied to its end, and nothing was sent. Where nobody copies it any more, run it again with --batch ${batch}.`,
};
