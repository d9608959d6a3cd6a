// Chinese: prices by date, and packages of calls.

import type { Words } from '../words.js';

export const prices: Words['prices'] = {
  summary: '调用的单价：按日期、服务商和返回码',
  description:
    '每次调用按其发生时有效的单价计费，并一直保留该单价：之后的单价不会改变已记录的费用。此处未设单价时以 ROLLCALL_PRICE 为准。',
  set: {
    summary: '设定自某日起的单价',
    description:
      '日期为北京时间。某一返回码的单价优先于全部返回码的单价。起始日已开始时，单价自此刻起生效：之前的调用保留原单价。没有记录单价的调用按其日期的单价计算。',
    price: '一次调用的单价，十进制小数，例如 0.30',
    from: '生效的第一天，例如 2026-12-01',
    provider: '哪个服务商的调用（默认：ROLLCALL_PROVIDER）',
    code: '只用于这一返回码（默认：所有没有单独单价的计费返回码）',
    json: '以 JSON 在标准输出上给出所设内容',
  },
  packages: {
    summary: '登记资源包：预先付费的调用次数',
    description:
      '自资源包的第一天起，计费调用从资源包中抵扣，按资源包折合的单价计费，直到用完或到期；之后按单价计费。多个资源包按起始日先后抵扣。一个批次抵扣多少，在其停止、暂停或结束时确定。存疑的调用不抵扣。',
    calls: '预付的调用次数',
    price: '其中一次调用的单价，十进制小数，例如 0.25',
    amount: '整个资源包的金额，代替 --price',
    from: '可以使用的第一天',
    until: '可以使用的最后一天（默认：不过期）',
    json: '以 JSON 在标准输出上给出登记内容',
  },
  list: {
    summary: '所有单价和资源包、是否有效、剩余多少',
    json: '以 JSON 输出',
  },
  remove: {
    summary: '撤回一个单价或资源包，记录何人何时',
    description: '自此刻起不再有效；已发生的调用保留其单价。设定新的单价不需要先撤回旧的。',
    number: "它在 'rollcall price list' 中的编号",
    json: '以 JSON 在标准输出上给出撤回内容',
  },

  wasSet: ({ number, price, currency, from, what }) =>
    `单价 ${number}：自 ${from} 起 ${price} ${currency}，用于${what}。`,
  allCodes: ({ provider }) => ` ${provider} 的所有计费调用`,
  oneCode: ({ provider, code }) => ` ${provider} 的返回码 ${code}`,
  hasBegun: ({ at }) => `该日已开始：单价自 ${at} 起生效，之前的调用保留原单价。`,
  unpriced: ({ codes }) =>
    `以下计费返回码在该日没有单价，因此无法给出费用：${codes}。请不带 --code 再设定一个单价。`,
  packageAdded: ({ number, calls, price, currency, from }) =>
    `资源包 ${number}：自 ${from} 起 ${calls} 次，每次 ${price} ${currency}。`,
  removed: ({ number }) => `编号 ${number} 自此刻起不再有效。已记录的内容不变。`,

  none: '此处未设单价。',
  nothingAtAll: '未设单价：无法给出费用。请运行 rollcall price set 0.30 --from 日期',
  otherwise: ({ price, currency }) => `以上都不适用时：ROLLCALL_PRICE，${price} ${currency}。`,
  columns: {
    number: '编号',
    price: '单价',
    currency: '币种',
    from: '自',
    until: '至',
    provider: '服务商',
    code: '返回码',
    all: '全部',
    state: '状态',
    set: '设定于',
    by: '设定人',
    calls: '次数',
    left: '剩余',
  },
  states: { 'in-force': '有效', later: '尚未生效', earlier: '已被取代', removed: '已撤回' },
  packagesTitle: '资源包，按抵扣先后：',

  noPrice: ({ price, places }) => `“${price}”不是单价。应为十进制小数，例如 0.30，最多 ${places} 位小数。`,
  noAmount: ({ amount }) => `--amount：“${amount}”不是十进制小数，例如 2500.00。`,
  noCalls: '调用次数应为从 1 起的整数。',
  priceOrAmount: '请用 --price 给出一次调用的单价，或用 --amount 给出整个资源包的金额。',
  inexact: ({ amount, calls, price }) =>
    `${amount} 除以 ${calls} 次得不到精确的单价。请给出账上使用的单价，例如 --price ${price}。`,
  noDay: ({ day }) => `“${day}”不是日期，例如 2026-12-01。`,
  endsBefore: ({ from, until }) => `--until ${until} 早于 --from ${from}。`,
  notBilled: ({ code, provider, billed }) =>
    `${provider} 不对返回码 ${code} 计费。计费的返回码（ROLLCALL_BILLABLE_CODES）：${billed}。`,
  otherCurrency: ({ number, its, currency }) =>
    `单价 ${number} 的币种是 ${its}，而 ROLLCALL_CURRENCY 是 ${currency}。请将其设为 ${its}，或先撤回以 ${its} 计的单价。`,
  unknown: ({ number }) => `没有编号为 ${number} 的单价或资源包。可用 'rollcall price list' 查看。`,
  removedBefore: ({ number }) => `编号 ${number} 此前已撤回。`,
};
