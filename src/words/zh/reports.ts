// Chinese: a reconciliation's report on a terminal.

import type { Words } from '../words.js';

export const reports: Words['reports'] = {
  title: ({ day }) => `对账 ${day}（北京时间）`,
  titleOfDays: ({ from, to }) => `对账 ${from} 至 ${to}（北京时间）`,
  verdict: ({ verdict, sentence }) => `结论“${verdict}”：${sentence}`,
  code: '返回码',
  ours: '我方',
  inDoubt: '存疑',
  theirs: '服务方',
  difference: '差异',
  verdictColumn: '结论',
  meaning: '含义',
  notReported: '未统计',
  noCalls: '这些日期没有我方的调用',
  batch: '批次',
  label: '标签',
  calls: '调用',
  cost: '费用',
  stillRuns: '仍在运行',
  costs: ({ currency, ours, inDoubt, theirs }) =>
    `费用（${currency}）：我方 ${ours}，存疑 ${inDoubt}，服务方 ${theirs}`,
  provider: ({ detail }) => `服务方：${detail}`,
  since: ({ at, verdict }) => `与 ${at} 的报告（${verdict}）相比：`,
  changed: ({ code, figure, before, now }) => `返回码 ${code}，${figure}：${before} -> ${now}`,
  unchanged: '各项数字均未变化',

  billTitle: ({ day }) => `按账单对账 ${day}（北京时间）`,
  billTitleOfDays: ({ from, to }) => `按账单对账 ${from} 至 ${to}（北京时间）`,
  billCosts: ({ currency, ours, theirs }) => `费用（${currency}）：我方 ${ours}，账单 ${theirs}`,
  billCostsDeducted: ({ currency, ours, theirs, calls }) =>
    `费用（${currency}）：我方 ${ours}，账单 ${theirs}，另有 ${calls} 次调用由资源包抵扣`,
  noPrice: '未设单价',
  notSaid: '未列出',
  billHasNoCodes: '账单只有按日或按月的计费调用次数：没有返回码，没有 5 分钟明细，也不含不计费的调用。',
  billIsShared: '该计费项由账户的其他人脸核身服务共用：他人的调用与我方的调用无法区分。',
};
