// Chinese: what is wrong with a bill, with what it is compared with, and with several data directories.

import type { Words } from '../words.js';

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: string;
}

const at = ({ file, line, column }: Place): string => `${file} 第 ${line} 行“${column}”列`;

export const bill: Words['bill'] = {
  noCsv: ({ file, why, template }) => `${file} 不是 CSV：${why}。格式应为 ${template}。`,
  noColumns: ({ file, missing, template }) => `${file} 缺少列 ${missing}。首行须为列名：${template}。`,
  columnTwice: ({ file, column, times }) => `${file} 第 1 行：“${column}”列出现 ${times} 次。请只保留一列。`,
  noLines: ({ file }) => `${file} 在表头之下没有任何行。`,
  emptyPeriod: ({ file, line, column }) =>
    `${at({ file, line, column })}：为空。日期写作 2026-11-20，月份写作 2026-11。`,
  noPeriod: ({ file, line, column, cell }) =>
    `${at({ file, line, column })}：“${cell}”不是期间。日期写作 2026-11-20，月份写作 2026-11。`,
  emptyCalls: ({ file, line, column }) => `${at({ file, line, column })}：为空。请填写调用次数。`,
  noCalls: ({ file, line, column, cell }) =>
    `${at({ file, line, column })}：“${cell}”不是调用次数，例如 1200。`,
  noAmount: ({ file, line, column, cell }) =>
    `${at({ file, line, column })}：“${cell}”不是金额。请写作 12.30，不带货币符号。`,
  otherCurrency: ({ file, line, column, its, currency }) =>
    `${at({ file, line, column })}：金额为 ${its}，而 ROLLCALL_CURRENCY 为 ${currency}。请提供 ${currency} 的账单，或设置 ROLLCALL_CURRENCY。`,
  askedInOther: ({ url, period, its, currency }) =>
    `${url}：${period} 的账单币种为 ${its}，而 ROLLCALL_CURRENCY 为 ${currency}。请设置 ROLLCALL_CURRENCY=${its}，并以该币种设置 ROLLCALL_PRICE。`,
  isWorkbook: ({ file }) => `${file} 是 Excel 工作簿。请将工作表另存为 CSV，列为 period,calls,amount。`,
  noText: ({ file }) => `${file} 既不是 UTF-8 也不是 GB18030。请另存为 UTF-8 编码的 CSV。`,
  noBaseline: ({ file, line, text }) =>
    `${file} 第 ${line} 行：“${text}”不是 period,calls，例如 2026-11-24,120 或 2026-11,3000。`,

  monthTooOld: ({ month, months, first }) =>
    `${month}：接口仅提供最近 ${months} 个月的账单（自 ${first} 起）。请用 --bill FILE 提供该月账单。`,
  keepsChanging: ({ month, readings }) => `${month} 的账单在读取期间不断变化（${readings} 次）。请稍后再试。`,
  noEnd: ({ month, pages }) => `${month} 的账单没有尽头：已读取 ${pages} 页。`,
  cantBeAsked: ({ url, what, month }) =>
    `${url} 应答 ${what}：无法查询 ${month} 的账单。请用 --bill FILE 提供。`,

  fileWontSettle: ({ file }) => `--settle 会再次询问服务方，而 --bill ${file} 是文件。请去掉其中一个。`,
  noStatQuery: ({ title }) => `--stat-query：${title} 不提供计数。请去掉该选项。`,
  dataTwice: ({ directory }) => `--data 两次指定了 ${directory}：其调用会被重复计入。`,
  noData: ({ directory }) => `--data：${directory} 不是 Rollcall 的数据目录，其中没有批次。`,
  dataCopied: ({ batch, same }) =>
    `--data：${batch} 是 ${same} 的副本：其调用会被重复计入。请去掉其中一个目录。`,
};
