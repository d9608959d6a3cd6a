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
  noPrice: '未设单价',
  notSaid: '未列出',
  withoutPrice: ({ calls }) =>
    `我方有 ${calls} 次调用没有记录在案的单价，按当前设定的单价（ROLLCALL_PRICE）计算`,
  datedPrice: ({ calls }) => `我方有 ${calls} 次调用没有记录在案的单价，按其日期有效的单价计算`,
  atPrice: ({ calls, price, amount, currency }) => `${calls} 次，单价 ${price}：${amount} ${currency}`,
  byPackageAt: ({ calls, price, amount, currency, number }) =>
    `资源包 ${number} 抵扣 ${calls} 次，单价 ${price}：${amount} ${currency}`,
  total: '合计',
  billedCalls: '计费调用',
  amount: '金额',
  batches: '批次数',
  inDoubtAtMost: '存疑，至多',
  period: '期间',
  known: '已申报',
  byPackage: '资源包抵扣',
  notOver: '尚未结束',
  none: '无',
  billSays: ({ detail }) => `账单：${detail}`,
  billItem: ({ item, calls }) => `账单计费项：${item}：${calls} 次`,
  billAllCosts: ({ currency, ours, inDoubt, theirs, atOurs }) =>
    `费用（${currency}）：我方 ${ours}，存疑至多 ${inDoubt}，账单 ${theirs}，账单次数按我方单价 ${atOurs}`,
  billDeducted: ({ calls }) => `资源包抵扣 ${calls} 次`,
  billChanged: ({ period, figure, before, now }) => `${period}，${figure}：${before} → ${now}`,
};
