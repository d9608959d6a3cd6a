// Chinese: why an Excel workbook can’t be read.

import type { Words } from '../words.js';

export const workbookErrors: Words['workbookErrors'] = {
  longText: ({ cell }) => `单元格 ${cell} 的文字过长，名单用不到这么长。请缩短。`,
  rowNumbers: '工作表已损坏：行号不对。',
  cellPlace: '工作表已损坏：有单元格的位置不可能存在。',
  rowOrder: '工作表的行没有按行号排列，行数又太多无法排序。请用 Excel 打开，另存为 .xlsx。',
  noSheet: 'Excel 工作簿中没有含单元格的工作表。',
  otherSheets: ({ asked, sheets }) =>
    `没有名为“${asked}”的工作表。工作簿中有 ${sheets}。请用 --sheet 指定其中一张，写名称或序号。`,
  damaged: ({ why }) => `无法读取 Excel 工作簿：${why}。请用 Excel 打开，另存为 .xlsx 或“CSV UTF-8”。`,
  silent: ({ seconds }) => `读取停滞了 ${seconds} 秒`,
  memory: ({ mebibytes }) => `读取它需要 ${mebibytes} MiB 以上的内存`,
  time: ({ minutes }) => `读取它需要 ${minutes} 分钟以上`,
  exited: ({ status }) => `读取它的进程意外结束（退出码 ${status}）`,
  killed: ({ signal }) => `读取它的进程意外结束（${signal}）`,
  tooManyCells: ({ millions }) =>
    `工作表太大，不能当作名单读取：超过 ${millions} 百万个单元格。请删除不属于表格的内容，或另存为“CSV UTF-8”。`,
  tooMuchText: ({ mebibytes }) =>
    `工作表太大，不能当作名单读取：文字超过 ${mebibytes} MiB。请删除不属于表格的内容，或另存为“CSV UTF-8”。`,
};
