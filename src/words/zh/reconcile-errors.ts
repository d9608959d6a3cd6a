// Chinese: what keeps calls from being reconciled, and files of bills and of others' calls that can't be used.

import type { Words } from '../words.js';

export const reconcileErrors: Words['reconcileErrors'] = {
  unknownExcluded: ({ batches }) => `--exclude：该账户没有批次 ${batches}。请检查批次编号。`,
  unreadableCalls: ({ batch, why }) =>
    `批次 ${batch} 的调用无法读取：${why}。请放回其文件，或用 --exclude ${batch} 将其排除。`,
  baselineLine: ({ file, line, text }) =>
    `${file} 第 ${line} 行：“${text}”不是 date,code,calls 的形式，应如 2026-11-24,0,120。`,

  billColumns: ({ file, columns, template }) =>
    `${file} 中没有列 ${columns}。第一行必须写明列名：${template}。`,
  column: ({ name }) => `“${name}”`,
  andNo: '、',
  billNoCsv: ({ file, why, template }) => `${file} 不是 CSV：${why}。应形如 ${template}。`,
  billPeriod: ({ file, line, text }) =>
    `${file} 第 ${line} 行：“${text}”不是账期，应如 2026-11-20 或 2026-11。`,
  billCalls: ({ file, line, text }) => `${file} 第 ${line} 行：“${text}”不是调用次数。`,
  billAmount: ({ file, line, text }) =>
    `${file} 第 ${line} 行：“${text}”不是金额，应如 12.30，不带货币符号。`,
  billCurrency: ({ file, line, given, currency }) =>
    `${file} 第 ${line} 行：金额的币种是 ${given}，而 ROLLCALL_CURRENCY 是 ${currency}。请提供 ${currency} 账单，或修改 ROLLCALL_CURRENCY。`,
};
