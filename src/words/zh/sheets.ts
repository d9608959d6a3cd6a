// Chinese: what a person should know of a workbook's sheets.

import type { Words } from '../words.js';

export const sheets: Words['sheets'] = {
  hiddenRows: {
    one: ({ first }) => `工作表中有 1 行（第 ${first} 行）被隐藏或筛选掉，也会读取。`,
    several: ({ count, first }) => `工作表中有 ${count} 行（最先是第 ${first} 行）被隐藏或筛选掉，也会读取。`,
  },
  uncalculated: {
    one: ({ first }) =>
      `工作表中有 1 个公式（${first}）没有计算结果。请用 Excel 打开工作簿，保存后重新提交。`,
    several: ({ count, first }) =>
      `工作表中有 ${count} 个公式（最先是 ${first}）没有计算结果。请用 Excel 打开工作簿，保存后重新提交。`,
  },
  mergedDown: {
    one: ({ first }) => `工作表中有 1 个跨行合并的单元格（${first}），内容只在其中第一行。`,
    several: ({ count, first }) =>
      `工作表中有 ${count} 个跨行合并的单元格（最先是 ${first}），内容只在各自的第一行。`,
  },
  withRows: ({ sheet, rows }) => `“${sheet}”（${rows} 行）`,
  withMore: ({ sheet, rows }) => `“${sheet}”（${rows} 行以上）`,
  others: ({ read, others }) => `只读取工作表“${read}”。${others} 中也有数据行：用 --sheet 可改读另一张。`,
  othersAndMore: ({ read, others }) =>
    `只读取工作表“${read}”。${others} 等工作表中也有数据行：用 --sheet 可改读另一张。`,
};
