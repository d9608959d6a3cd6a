// English: what keeps calls from being reconciled, and files of bills and of others' calls that can't be used.

export const reconcileErrors = {
  unknownExcluded: ({ batches }: { batches: string }) =>
    `--exclude: this account has no batch ${batches}. Check the id.`,
  unreadableCalls: ({ batch, why }: { batch: string; why: string }) =>
    `The calls of batch ${batch} can't be read: ${why}. Put its files back, or leave it out with --exclude ${batch}.`,
  baselineLine: ({ file, line, text }: { file: string; line: number; text: string }) =>
    `${file}, line ${line}: "${text}" is not date,code,calls such as 2026-11-24,0,120.`,
};
