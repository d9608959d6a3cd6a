// Chinese: columns of a list that have the names of those that Rollcall writes.

import type { Words } from '../words.js';

export const writtenColumns: Words['writtenColumns'] = {
  replaced: ({ count }) => `这是一份结果文件：其中由 Rollcall 写入的 ${count} 列不再保留，由本次结果代替。`,
  namesake: ({ column, title }) =>
    `第 ${column} 列“${title}”与 Rollcall 写入的列同名。因为只有这一列，所以视为名单自己的列：它会保留，结果中在它之后另有一列同名。`,
  ofOutcome: ({ source, title }) =>
    `${source} 是结果文件，“${title}”是 Rollcall 写入的列，不能作为姓名或号码。请指定名单自己的列。`,
};
