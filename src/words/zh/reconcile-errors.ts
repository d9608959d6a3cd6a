// Chinese: what keeps calls from being reconciled, and files of bills and of others' calls that can't be used.

import type { Words } from '../words.js';

export const reconcileErrors: Words['reconcileErrors'] = {
  unknownExcluded: ({ batches }) => `--exclude：该账户没有批次 ${batches}。请检查批次编号。`,
  unreadableCalls: ({ batch, why }) =>
    `批次 ${batch} 的调用无法读取：${why}。请放回其文件，或用 --exclude ${batch} 将其排除。`,
  baselineLine: ({ file, line, text }) =>
    `${file} 第 ${line} 行：“${text}”不是 date,code,calls 的形式，应如 2026-11-24,0,120。`,
};
