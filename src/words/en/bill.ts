// English: what is wrong with a bill, with what it is compared with, and with several data directories. Codes of a bill's
// columns stand as the file has them.

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: string;
}

const at = ({ file, line, column }: Place): string => `${file}, line ${line}, column "${column}"`;

export const bill = {
  // A file. `template` is its first line.
  noCsv: ({ file, why, template }: { file: string; why: string; template: string }) =>
    `${file} is no CSV: ${why}. It must look like ${template}.`,
  noColumns: ({ file, missing, template }: { file: string; missing: string; template: string }) =>
    `${file} has no column ${missing}. Its first line must name them: ${template}.`,
  columnTwice: ({ file, column, times }: { file: string; column: string; times: number }) =>
    `${file}, line 1: the column "${column}" is there ${times} times. Leave one.`,
  noLines: ({ file }: { file: string }) => `${file} has no line below its header.`,
  emptyPeriod: ({ file, line, column }: Place) =>
    `${at({ file, line, column })}: it is empty. Write a day as 2026-11-20, a month as 2026-11.`,
  noPeriod: ({ file, line, column, cell }: Place & { cell: string }) =>
    `${at({ file, line, column })}: "${cell}" is no period. Write a day as 2026-11-20, a month as 2026-11.`,
  emptyCalls: ({ file, line, column }: Place) =>
    `${at({ file, line, column })}: it is empty. Write how many calls.`,
  noCalls: ({ file, line, column, cell }: Place & { cell: string }) =>
    `${at({ file, line, column })}: "${cell}" is no number of calls such as 1200.`,
  noAmount: ({ file, line, column, cell }: Place & { cell: string }) =>
    `${at({ file, line, column })}: "${cell}" is no amount. Write it as 12.30, without a sign of currency.`,
  otherCurrency: ({ file, line, column, its, currency }: Place & { its: string; currency: string }) =>
    `${at({ file, line, column })}: the amount is in ${its}, and ROLLCALL_CURRENCY is ${currency}. Give the bill in ${currency}, or set ROLLCALL_CURRENCY.`,
  askedInOther: ({
    url,
    period,
    its,
    currency,
  }: {
    url: string;
    period: string;
    its: string;
    currency: string;
  }) =>
    `${url}: the bill of ${period} is in ${its}, and ROLLCALL_CURRENCY is ${currency}. Set ROLLCALL_CURRENCY=${its}, and ROLLCALL_PRICE in it.`,
  isWorkbook: ({ file }: { file: string }) =>
    `${file} is a workbook. Save the sheet as CSV, with the columns period,calls,amount.`,
  noText: ({ file }: { file: string }) => `${file} is neither UTF-8 nor GB18030. Save it as CSV in UTF-8.`,
  noBaseline: ({ file, line, text }: { file: string; line: number; text: string }) =>
    `${file}, line ${line}: "${text}" is not period,calls such as 2026-11-24,120 or 2026-11,3000.`,

  // The interface.
  monthTooOld: ({ month, months, first }: { month: string; months: number; first: string }) =>
    `${month}: the interface has the bills of the last ${months} months, from ${first} on. Give that month's bill with --bill FILE.`,
  keepsChanging: ({ month, readings }: { month: string; readings: number }) =>
    `The bill of ${month} changes while it is read (${readings} times). Try again later.`,
  noEnd: ({ month, pages }: { month: string; pages: number }) =>
    `The bill of ${month} has no end: ${pages} pages were read.`,
  cantBeAsked: ({ url, what, month }: { url: string; what: string; month: string }) =>
    `${url} answered ${what}: the bill of ${month} can't be asked for. Give it with --bill FILE.`,

  // Options.
  fileWontSettle: ({ file }: { file: string }) =>
    `--settle asks the provider again, and --bill ${file} is a file. Leave one of them out.`,
  noStatQuery: ({ title }: { title: string }) => `--stat-query: ${title} gives no counts. Leave it out.`,
  dataTwice: ({ directory }: { directory: string }) =>
    `--data names ${directory} twice: its calls would count twice.`,
  noData: ({ directory }: { directory: string }) =>
    `--data: ${directory} is no data directory of Rollcall, as it has no batches.`,
  dataCopied: ({ batch, same }: { batch: string; same: string }) =>
    `--data: ${batch} is ${same} once more, in a copy: its calls would count twice. Leave one of the directories out.`,
};
