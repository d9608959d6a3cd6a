// Chinese: why a batch is halted or waits, and what to do about it. These stand on record in English.

import type { Words } from '../words.js';

export const halts: Words['halts'] = {
  code: ({ code, remedy, batch }) => `服务的应答是${code}。${remedy}；然后运行 rollcall resume ${batch}`,
  knownCode: ({ code, en, zh }) => `返回码 ${code}：${zh}（${en}）`,
  unknownCode: ({ code }) => `返回码 ${code}`,
  same: ({ code, batch }) =>
    `许多不同的行连续得到${code}，问题在账户而不在这些行，它们仍待处理。请向服务商查询账户情况；然后运行 rollcall resume ${batch}`,
  outage: ({ batch }) =>
    `服务没有应答的时间超过了 ROLLCALL_OUTAGE_LIMIT_MS。恢复后运行 rollcall resume ${batch}`,
  noAnswer: ({ status }) => `HTTP 状态 ${status}，不是文档规定的应答`,
  redirect: ({ status, target }) => `HTTP 状态 ${status}，不是文档规定的应答，而是转向 ${target}（不会跟随）`,
  http: ({ answer, remedy, batch }) => `服务返回 ${answer}。${remedy}；然后运行 rollcall resume ${batch}`,
  httpOfMany: ({ rows, answer, remedy, batch }) =>
    `连续 ${rows} 个不同的行得到 ${answer}，它们仍待处理。${remedy}；然后运行 rollcall resume ${batch}`,
  proxyPassword: '代理要求密码：请写在 HTTP_PROXY 或 HTTPS_PROXY 中',
  checkUrl: '请检查 ROLLCALL_AUTH_URL：它必须指向服务本身',
  checkWay: '请检查 ROLLCALL_AUTH_URL，以及途中的代理和防火墙',
  tampering: ({ what, batch }) =>
    `有人改动了 Rollcall 写在 Redis 中的内容：${what}。这些内容不予采信。请查明还有谁能写入这个 Redis 并禁止其写入；然后运行 rollcall resume ${batch}`,
  oneWaits: ({ at, batch }) =>
    `有 1 行等到下一个北京时间日 ${at}：其姓名或号码的查询次数已达服务商当日限额。只要有批次工作进程在运行就会自动继续；没有时请运行 rollcall resume ${batch}，或加 --daily-limit end 不再等它`,
  waits: ({ rows, at, batch }) =>
    `有 ${rows} 行等到下一个北京时间日 ${at}：其姓名或号码的查询次数已达服务商当日限额。只要有批次工作进程在运行就会自动继续；没有时请运行 rollcall resume ${batch}，或加 --daily-limit end 不再等它们`,
  cap: ({ calls, batch, more }) =>
    `--max-calls 规定的 ${calls} 次调用已用完。要继续：rollcall resume ${batch} --max-calls ${more}`,
  capOneLeft: ({ calls, batch, more }) =>
    `--max-calls 规定的 ${calls} 次调用已用完，还有 1 行需要调用。如不必重试，要全部做完：rollcall resume ${batch} --max-calls ${more}`,
  capLeft: ({ calls, rows, batch, more }) =>
    `--max-calls 规定的 ${calls} 次调用已用完，还有 ${rows} 行需要调用。如不必重试，要全部做完：rollcall resume ${batch} --max-calls ${more}`,
  budget: ({ label, month, batch }) =>
    `标签“${label}” ${month} 的预算已用完。请用“rollcall budget list”查看并设定更高的预算，然后运行 rollcall resume ${batch}`,
  budgetCalls: ({ label, month, calls, more, batch }) =>
    `标签“${label}” ${month} 的预算已用完：${calls} 次调用均已发出。要继续：rollcall budget set --label "${label}" --month ${month} --calls ${more}，然后运行 rollcall resume ${batch}`,
  budgetAmount: ({ label, month, amount, currency, more, batch }) =>
    `标签“${label}” ${month} 的预算已用完：再调用一次就可能超过 ${amount} ${currency}。要继续：rollcall budget set --label "${label}" --month ${month} --amount ${more}，然后运行 rollcall resume ${batch}`,
  budgetUnpriced: ({ label, month, batch }) =>
    `标签“${label}” ${month} 有金额预算，而此批次没有记录在案的单价，因此不能发出调用。请用“rollcall price set”设定单价，然后运行 rollcall resume ${batch}`,
  fault: ({ fault, batch }) => `${fault}。解决后运行 rollcall resume ${batch}`,
};
