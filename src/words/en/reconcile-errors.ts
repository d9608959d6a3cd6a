// English: what keeps calls from being reconciled, and files of bills and of others' calls that can't be used.

export const reconcileErrors = {
  unknownExcluded: ({ batches }: { batches: string }) =>
    `--exclude: this account has no batch ${batches}. Check the id.`,
  unreadableCalls: ({ batch, why }: { batch: string; why: string }) =>
    `The calls of batch ${batch} can't be read: ${why}. Put its files back, or leave it out with --exclude ${batch}.`,
  baselineLine: ({ file, line, text }: { file: string; line: number; text: string }) =>
    `${file}, line ${line}: "${text}" is not date,code,calls such as 2026-11-24,0,120.`,

  billColumns: ({ file, columns, template }: { file: string; columns: string; template: string }) =>
    `${file} has no column ${columns}. Its first line must name them: ${template}.`,
  column: ({ name }: { name: string }) => `"${name}"`,
  /** Between several of these. */
  andNo: ' and no ',
  billNoCsv: ({ file, why, template }: { file: string; why: string; template: string }) =>
    `${file} is no CSV: ${why}. It must look like ${template}.`,
  billPeriod: ({ file, line, text }: { file: string; line: number; text: string }) =>
    `${file}, line ${line}: "${text}" is no period such as 2026-11-20 or 2026-11.`,
  billCalls: ({ file, line, text }: { file: string; line: number; text: string }) =>
    `${file}, line ${line}: "${text}" is no number of calls.`,
  billAmount: ({ file, line, text }: { file: string; line: number; text: string }) =>
    `${file}, line ${line}: "${text}" is no amount such as 12.30, without a sign of currency.`,
  billCurrency: ({
    file,
    line,
    given,
    currency,
  }: {
    file: string;
    line: number;
    given: string;
    currency: string;
  }) =>
    `${file}, line ${line}: the amount is in ${given}, and ROLLCALL_CURRENCY is ${currency}. Give the bill in ${currency}, or set ROLLCALL_CURRENCY.`,
};
