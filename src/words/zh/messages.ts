// Chinese: what a chat is told by a webhook, a line each.

import type { Words } from '../words.js';

export const messages: Words['messages'] = {
  batch: {
    completed: ({ batch }) => `Rollcall：批次 ${batch} 已完成。`,
    halted: ({ batch }) => `Rollcall：批次 ${batch} 已停止。`,
    cancelled: ({ batch }) => `Rollcall：批次 ${batch} 已取消。`,
    awaiting_approval: ({ batch }) => `Rollcall：批次 ${batch} 等待审批。`,
  },
  label: ({ label }) => `标签：${label}`,
  rows: ({ rows, counts }) => `行数：${rows}（${counts}）`,
  count: ({ status, rows }) => `${status} ${rows}`,
  between: '，',
  calls: ({ calls }) => `调用：${calls} 次`,
  cost: ({ amount, currency }) => `费用：${amount} ${currency}`,
  days: ({ from, to }) => `${from} 至 ${to}`,
  reconciled: ({ days, verdict }) => `Rollcall：${days} 已与服务商对账：${verdict}。`,
  notReconciled: ({ days }) => `Rollcall：${days} 未能与服务商对账。`,
  missed: ({ schedule, missed }) => `Rollcall：定时任务 ${schedule} 错过了 ${missed} 个夜晚。`,
  anomaly: ({ hour }) => `Rollcall：${hour} 起的一小时与平常不同。`,
  budget: ({ month, percent }) => `Rollcall：${month} 的一项预算已用去 ${percent} %。`,
  test: 'Rollcall：这是一条测试消息。此 Webhook 的通知会发到这里。',
};
