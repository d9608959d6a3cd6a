// Chinese: commands that can’t be done as they are given.

import type { Words } from '../words.js';

export const useErrors: Words['useErrors'] = {
  submitNeedsRedis:
    'submit 需要共用 Redis 上的工作进程：请设置 REDIS_URL。只有一台机器时，用 rollcall run 即可完成全部工作。',
  noAccount: '这里没有该账户的批次。',
  otherRequest: '该键已用于另一个请求。新的请求请用新的键，相同的请求用相同的键。',
  noCountsYet: ({ title }) =>
    `--reconcile：${title} 不提供计数，账单要晚些才有。请去掉这个选项，等账单出来后运行 rollcall reconcile。`,
  noBill: ({ title }) => `${title} 没有可查询的账单。`,
  billUnread: ({ file, why }) => `--bill：无法读取 ${file}：${why}。`,
  noCounts: ({ title }) => `${title} 不提供计数：过几天账单出来后，再用 rollcall reconcile。`,
  daysReversed: ({ from, to }) => `--from ${from} 晚于 --to ${to}。请把较早的一天写在前面。`,
  dayNotBegun: ({ from, today }) => `${from} 还没有开始：现在北京时间是 ${today}。`,
  tooManyDays: ({ from, to, days, most }) => `${from} 到 ${to} 共 ${days} 天，一次最多 ${most} 天。`,
  baselineUnread: ({ file, why }) => `--baseline：无法读取 ${file}：${why}。`,
  noCode: ({ flags, text, example }) => `${flags}：“${text}”不是返回码，应如 ${example}。`,
  noNumber: ({ flags, text }) => `${flags}：“${text}”不是数字。`,
  noCount: ({ flags, pair }) => `${flags}：“${pair}”应为返回码和次数，如 0=5。`,
  wholeUpTo: ({ flag, largest, text }) => `${flag} 必须是 0 到 ${largest} 的整数，不能是“${text}”。`,
  someCredentials: ({ names }) => `已设置了部分密钥，还缺 ${names}；请全部设置，或都不设置以使用演示账户。`,
  outIsNoFile: ({ path }) => `无法写入 ${path}：它不是文件。要写到标准输出请去掉 --out。`,
  unwritable: ({ path, why }) => `无法写入 ${path}：${why}。`,
};
