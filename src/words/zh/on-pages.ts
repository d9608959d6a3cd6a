// Chinese: texts that name a command, as they stand on a page, where a button does it.

import type { onPages as english } from '../en/on-pages.js';

export const onPages: typeof english = {
  access: {
    existingUser: ({ name }) => `已有用户“${name}”。要新的链接，请在“用户”页点“新链接”。`,
    unknownUser: ({ name }) => `没有用户“${name}”。“用户”页列出所有用户。`,
    unknownKey: ({ id }) => `没有密钥“${id}”。“密钥”页列出所有密钥。`,
    endedLink: '这个链接无效或已失效。请管理员在“用户”页点“新链接”，给一个新的。',
  },
  approval: {
    awaitsReason: ({ calls, allowed }) =>
      `可能需要 ${calls} 次调用，超过 ${allowed} 次须经批准：由他人点“批准”或“驳回”`,
    awaitsMoreReason: ({ allowed }) =>
      `无须批准的 ${allowed} 次调用已用完，因为有些调用须重试：由他人点“批准”或“驳回”`,
    rejectedReason: () => '已被驳回，但当时未能结束：请点“取消批次”',
    isRejected: ({ batch }) => `批次“${batch}”已被驳回。要结束它，请点“取消批次”。`,
  },
  audit: { lookWhere: '在“审计”页点“校验全部记录”，可指出第一处有误的行。请从备份恢复该文件。' },
  batchErrors: {
    beingCancelled: ({ batch }) => `批次“${batch}”正在取消，不能再继续。如果取消被中断，请再点“取消批次”。`,
    isDraft: ({ batch }) => `批次“${batch}”是草稿，尚未开始：请点“开始”。`,
    busy: ({ batch }) => `批次“${batch}”正由另一个进程运行，进度见它的页面。`,
    notEnded: ({ batch, state }) =>
      `批次“${batch}”${state}：只有已结束的批次才能清除。要结束它，请点“取消批次”。`,
  },
  batches: {
    unknown: ({ batch }) => `没有批次“${batch}”。“批次”页列出所有批次。`,
  },
  budgets: {
    noPrice: '金额预算需要调用的单价，而目前没有设定。请在“单价”页设定，或改为限定调用次数。',
    unknown: ({ label, month }) => `标签“${label}”在 ${month} 没有预算。“预算”页列出所有预算。`,
  },
  carrying: {
    unfinished: ({ batch }) =>
      `批次 ${batch} 是同一份名单，尚未结束：在它的页面点“继续”即可接着执行，不会重复付费。`,
  },
  corrections: {
    notEnded: ({ batch, first }) =>
      `批次“${batch}”正在更正“${first}”，尚未结束：同一行会被调用两次。请先让它结束：在它的页面点“继续”或“取消批次”。`,
  },
  erasing: {
    notEnded: ({ batches }) =>
      `尚未结束：${batches}。此人在其中，或这些批次以此人所在的批次为基础。没有删除任何内容。请等其结束，或在其页面点“取消批次”，然后再删除。`,
  },
  halts: {
    code: ({ code, remedy }) => `服务的应答是${code}。${remedy}；然后点“继续”`,
    same: ({ code }) =>
      `许多不同的行连续得到${code}，问题在账户而不在这些行，它们仍待处理。请向服务商查询账户情况；然后点“继续”`,
    outage: () => '服务没有应答的时间超过了 Rollcall 等待的时限。恢复后点“继续”',
    http: ({ answer, remedy }) => `服务返回 ${answer}。${remedy}；然后点“继续”`,
    httpOfMany: ({ rows, answer, remedy }) =>
      `连续 ${rows} 个不同的行得到 ${answer}，它们仍待处理。${remedy}；然后点“继续”`,
    tampering: ({ what }) =>
      `有人改动了 Rollcall 写在 Redis 中的内容：${what}。这些内容不予采信。请查明还有谁能写入这个 Redis 并禁止其写入；然后点“继续”`,
    oneWaits: ({ at }) =>
      `有 1 行等到下一个北京时间日 ${at}：其姓名或号码的查询次数已达服务商当日限额。只要有批次工作进程在运行就会自动继续`,
    waits: ({ rows, at }) =>
      `有 ${rows} 行等到下一个北京时间日 ${at}：其姓名或号码的查询次数已达服务商当日限额。只要有批次工作进程在运行就会自动继续`,
    cap: ({ calls, more }) => `允许的 ${calls} 次调用已用完。要继续：点“继续”，“调用次数上限”填 ${more}`,
    capOneLeft: ({ calls, more }) =>
      `允许的 ${calls} 次调用已用完，还有 1 行需要调用。如不必重试，要全部做完：点“继续”，“调用次数上限”填 ${more}`,
    capLeft: ({ calls, rows, more }) =>
      `允许的 ${calls} 次调用已用完，还有 ${rows} 行需要调用。如不必重试，要全部做完：点“继续”，“调用次数上限”填 ${more}`,
    budget: ({ label, month }) =>
      `标签“${label}” ${month} 的预算已用完。请在“预算”页设定更高的预算，然后点“继续”`,
    budgetCalls: ({ label, month, calls, more }) =>
      `标签“${label}” ${month} 的预算已用完：${calls} 次调用均已发出。要继续：在“预算”页设为 ${more} 次，然后点“继续”`,
    budgetAmount: ({ label, month, amount, currency, more }) =>
      `标签“${label}” ${month} 的预算已用完：再调用一次就可能超过 ${amount} ${currency}。要继续：在“预算”页设为 ${more} ${currency}，然后点“继续”`,
    budgetUnpriced: ({ label, month }) =>
      `标签“${label}” ${month} 有金额预算，而此批次没有记录在案的单价，因此不能发出调用。请在“单价”页设定单价，然后点“继续”`,
    fault: ({ fault }) => `${fault}。解决后点“继续”`,
  },
  looking: {
    accountHalted: ({ reason }) => `该账号已停止，因此这个批次不会发出任何调用：${reason}`,
  },
  months: {
    closedBefore: ({ month, at, by }) =>
      `${month} 已由 ${by} 于 ${at} 结账。要重新结账，请先在该月的页面点“反结账”。`,
    nothingToAccept: ({ text }) => `“${text}”不再是未结差异。现有的见该月的页面。`,
    labelOfClosed: ({ batch, month }) =>
      `批次“${batch}”在 ${month} 有调用，而该月已结账。请先在该月的页面点“反结账”。`,
  },
  nightErrors: {
    noSchedule: ({ name }) => `没有计划“${name}”。“计划”页列出所有计划。`,
  },
  nightReasons: {
    endsReaders: ({ file, times }) =>
      `读取 ${file} 时，进程已 ${times} 次中止或停止。请在“新建名单”页检查该名单`,
  },
  prices: { unknown: ({ number }) => `没有编号为 ${number} 的单价或资源包。“单价”页列出所有单价。` },
  retention: {
    noRule: ({ label }) => `标签“${label}”没有这样的规则。“保留期限”页列出现有规则。`,
  },
  useErrors: {
    noCounts: ({ title }) => `${title} 不提供计数：过几天账单出来后再查。`,
  },
  webhooks: {
    unknown: ({ id }) => `没有网络回调“${id}”。“网络回调”页列出现有的网络回调。`,
    unknownDelivery: ({ id, delivery }) =>
      `网络回调 ${id} 没有消息“${delivery}”的记录。保留的消息见它的页面。`,
    machineFault: () => '处理它的机器出现故障；详情见批次的页面',
  },
};
