// Chinese: the outcomes of a batch that has ended, written to a file of the user's.

import type { Words } from '../words.js';

export const exporting: Words['exporting'] = {
  summary: '把已结束批次的结果（全部或某些状态）写成文件',
  description:
    '另写一个文件，行和列与 outcomes.csv 相同。尚未结束的批次请用 rollcall status BATCH --outcomes FILE。',
  xlsx: '写成 Excel 工作簿：先是全部行，再是每个状态一张工作表',
  status: '只写这些状态的行，如 mismatch error；工作簿中每个状态一张工作表',
  out: '文件名；以 .xlsx 结尾则写成工作簿（默认：当前目录下的 BATCH.csv 或 BATCH.xlsx）',
  overwrite: '文件已存在时覆盖',
  json: '在标准输出以 JSON 打印批次、文件和行数',
  written: ({ file, rows }) => `${file}（${rows} 行）`,
  nearest: ({ near, statuses }) => `您是指 ${near} 吗？可用的有：${statuses}。`,
  notAStatus: ({ statuses }) => `可用的有：${statuses}。`,
  isThere: ({ file }) => `${file} 已存在。要覆盖请加 --overwrite，否则请换一个 --out。`,
  noWorkbook: ({ file }) =>
    `--xlsx 写的是工作簿，没有程序能以 ${file} 打开：请让 --out 的文件名以 .xlsx 结尾。`,
  notEnded: ({ batch, state }) =>
    `批次“${batch}”为${state}：只能导出已结束的批次。要目前的结果请用：rollcall status ${batch} --outcomes FILE`,
  unread: ({ file, batch, why }) => `${file} 已不是批次“${batch}”写入的样子：${why}。请放回原文件，再导出。`,
  noStatusColumn: '其中没有 verify_status 列',
  noStatus: '有一行没有状态',
  cut: ({ rows, written }) => `其中有 ${rows} 行，而不是 ${written} 行`,
};
