// Chinese: what labels may call in a month.

import type { Words } from '../words.js';

export const budgets: Words['budgets'] = {
  summary: '一个标签每月可以调用多少：按次数或金额',
  description:
    '同一标签的所有批次，在一个月（北京时间）内合计的调用不会超过其预算，无论有多少工作进程。计费的调用和应答不明的调用计入；没有发出的和不计费的调用不计入。到达上限时该标签的批次停止；设定更高的预算后再继续。',
  label: '标签；没有标签的批次用空文本',
  month: '月份，例如 2026-12',
  set: {
    summary: '设定一个标签某月的预算',
    description:
      '该月此前的调用也计入。再次设定会取代先前的预算。--amount 在应答之前按最高单价为每次调用预留金额。',
    calls: '调用次数',
    amount: '金额，十进制小数，例如 1500.00',
    json: '以 JSON 在标准输出上给出预算',
  },
  list: {
    summary: '各项预算、已用和剩余',
    month: '某月（默认：本月及以后）',
    json: '以 JSON 输出',
  },
  remove: {
    summary: '取消一个标签的限额，记录何人何时',
    json: '以 JSON 在标准输出上给出取消的预算',
  },

  wasSet: ({ label, month, what, used }) => `标签“${label}”在 ${month} 可用 ${what}；目前已用：${used}。`,
  replaced: ({ what, by, at }) => `它取代了 ${by} 于 ${at} 设定的 ${what}。`,
  someCalls: ({ calls }) => `${calls} 次调用`,
  removed: ({ label, month }) => `标签“${label}”在 ${month} 不再有预算限制。`,
  none: '未设定预算。rollcall budget set --label 标签 --month 2026-12 --calls 次数',
  goOn: '因此停止的批次可用以下命令继续：rollcall resume 批次，或 rollcall resume --all',
  columns: {
    month: '月份',
    label: '标签',
    budget: '预算',
    used: '已用',
    left: '剩余',
    percent: '%',
    by: '设定人',
  },
  reached: ({ label, month, percent, calls, amount, currency }) =>
    `标签“${label}” ${month} 的预算已用到 ${percent} %：${calls} 次调用，${amount} ${currency}。`,

  leftAndFits: ({ label, month, left, budget }) =>
    `标签“${label}” ${month} 的预算：${budget}，剩余 ${left}；名单在预算之内`,
  leftAndNot: ({ label, month, left, budget }) =>
    `标签“${label}” ${month} 的预算：${budget}，剩余 ${left}，不够：批次将在用完时停止`,
  leftAlone: ({ label, month, left, budget }) => `标签“${label}” ${month} 的预算：${budget}，剩余 ${left}`,

  noMonth: ({ month }) => `“${month}”不是月份，例如 2026-12。`,
  monthOver: ({ month, now }) => `${month} 已结束：北京时间现在是 ${now}，不会再有 ${month} 的调用。`,
  callsOrAmount: '请给出 --calls 或 --amount 之一。',
  noCalls: '--calls 应为整数。',
  noAmount: ({ amount }) => `--amount：“${amount}”应为十进制小数，例如 1500.00，最多六位小数。`,
  noPrice:
    '金额预算需要调用的单价，而目前没有设定。请用“rollcall price set”或 ROLLCALL_PRICE 设定，或改用 --calls。',
  unknown: ({ label, month }) => `标签“${label}”在 ${month} 没有预算。可用 'rollcall budget list' 查看。`,
};
