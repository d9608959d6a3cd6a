// Chinese: the table of all batches, and whose batch one is.

import type { Words } from '../words.js';

export const statusTable: Words['statusTable'] = {
  batch: '批次',
  state: '状态',
  rows: '行数',
  calls: '调用',
  cost: '费用',
  begun: '开始时间',
  label: '标签',
  file: '文件',
  purged: ({ state }) => `${state}，已清除`,
  stalled: '停滞',
  sampleDone: ({ rows }) => `已暂停（抽样 ${rows} 行）`,
  more: '用 rollcall status 批次号 查看某一批次的详情，如停止的原因、文件所在的目录。',
  begunAt: ({ time }) => `开始于 ${time}`,
  labelled: ({ label }) => `标签 ${label}`,
  filesIn: ({ directory }) => `文件目录：${directory}`,
};
