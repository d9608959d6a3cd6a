// Chinese: whether the provider's own figures, or its bill, are consistent, and what is noted of them.

import type { Words } from '../words.js';

export const countChecks: Words['countChecks'] = {
  between: '；',
  addsUp: ({ rows }) => `${rows} 行之和等于汇总`,
  addsNotUp: ({ rows, wrong }) =>
    `明细 ${rows} 行之和与汇总不符：${wrong}。按返回码比较以汇总为准；明细各行仅供参考，不作为依据。`,
  contradiction: ({ code, summary, list }) => `返回码 ${code}：汇总 ${summary}，明细 ${list}`,
  onDay: ({ day, contradiction }) => `${day}，${contradiction}`,
  inRange: ({ from, to }) => `各行均在 ${from} 至 ${to} 之间`,
  outside: ({ rows, from, to, dates }) => `${rows} 行不属于 ${from} 至 ${to}：${dates}`,
  once: '没有重复的行',
  twice: ({ dates }) => `重复的行：${dates}`,
  codesKnown: '只有我方已知的返回码',
  neverAnswered: ({ code }) => `我方从未收到返回码 ${code}`,
  notListed: ({ code }) => `我方从未收到返回码 ${code}（文档未列出）`,
};

export const billChecks: Words['billChecks'] = {
  between: '；',
  linesRead: ({ count }) => `读取了 ${count} 行人脸核身账单`,
  allInRange: '各行均属于这些日期',
  otherDays: ({ count }) => `${count} 行属于其他日期，未参与比较`,
  deductedTooMuch: ({ periods }) => `资源包抵扣次数多于调用次数的行：${periods}`,
  packagesNotSaid: '账单未说明资源包抵扣',
  packages: ({ calls }) => `资源包抵扣 ${calls} 次`,
  noRefunds: '没有退款行',
  refunds: ({ count, calls }) => `${count} 行退款：${calls} 次`,
  refundsOf: ({ count, calls, amount }) => `${count} 行退款：${calls} 次，${amount}`,
  allAmounts: '每行均有金额',
  someAmounts: ({ without, count }) => `${count} 行中有 ${without} 行无金额，因此不给出金额合计`,

  total: ({ line, calls, sum }) => `第 ${line} 行合计 ${calls} 次；各行之和为 ${sum} 次`,
  totalOf: ({ line, calls, sum, amount }) => `第 ${line} 行合计 ${calls} 次；各行之和为 ${sum} 次，${amount}`,
  unreadablePart: ({ where }) => `${where}：有无法读取的组成部分，未参与比较`,
  saysNothing: ({ where }) => `${where}：既无次数也无金额，未参与比较`,
  noNumber: ({ where }) => `${where}：次数无效，未参与比较`,
  otherCount: ({ month, came, total }) => `${month}：收到 ${came} 行，账单自称 ${total} 行`,
};
