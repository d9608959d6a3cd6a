// Chinese: months of the books.

import type { Words } from '../words.js';

export const months: Words['months'] = {
  summary: '账务月份：查看、结账、反结账',
  description:
    '一个月（北京时间）在每天都一致或可解释之后才能结账，或者剩下的每一处差异都有人接受。已结账的内容不再改变；之后发生的变动是下个月的差异。',
  month: '月份，例如 2026-11',
  bill: '服务方的账单，作为另一方：CSV 文件，列为 period、calls 和 amount',
  data: '计入哪些数据目录的调用，代替 ROLLCALL_DATA',
  show: {
    summary: '每天的结论、未结差异及其天数、按标签费用、账单',
    json: '以 JSON 输出',
  },
  close: {
    summary: '结账：记录何人何时，生成记账分录和证据',
    description:
      '在数据目录的 months/ 下写入 close.json、close.html、journal.csv 和 evidence.zip。有未被接受的差异时退出状态为 4。设定 ROLLCALL_CLOSE_REVIEW=1 时须由另一人复核。',
    accept: '接受一处差异的理由；每处一次，按其顺序，或在前面写明编号：2026-11-20/0/others=理由',
    early: '即使本月尚未结束',
    reviewedBy: '另由何人复核，记录为“stated”',
    books: 'CSV 文件，说明各标签记入哪里：label,account,cost_center（默认：数据目录中的 books.csv）',
    json: '在标准输出上给出 close.json',
  },
  reopen: {
    summary: '反结账；已结账的内容予以保留',
    reason: '原因',
    json: '以 JSON 在标准输出上给出保留的位置',
  },

  title: ({ month, provider }) => `${month}，${provider}（北京时间）`,
  stands: ({ verdict }) => `结论：${verdict}`,
  notOverYet: '本月尚未结束。',
  isClosed: ({ at, by }) => `已由 ${by} 于 ${at} 结账。以下为目前情况。`,
  days: '每日：',
  differences: '差异：',
  noDifferences: '没有未结差异。',
  labels: '按标签费用：',
  billSays: ({ calls, amount, currency, difference, rounding }) =>
    `账单：${calls} 次，${amount} ${currency}；与我方费用之差 ${difference}，其中尾差至多 ${rounding}`,
  columns: {
    day: '日期',
    id: '编号',
    what: '差异',
    age: '天数',
    from: '来自',
    accepted: '接受理由',
  },
  mayClose: ({ month }) => `结账：rollcall month close ${month}`,
  wasClosed: ({ month, verdict, directory }) => `${month} 已结账（${verdict}）：${directory}`,
  reopened: ({ month, kept }) => `${month} 已反结账。原结账内容保留在 ${kept}`,

  notOver: ({ month }) =>
    `北京时间 ${month} 尚未结束。请在结束后结账，或现在加 --early：之后的变动是下个月的差异。`,
  notClosed: ({ month }) => `${month} 没有结账。`,
  closedBefore: ({ month, at, by }) =>
    `${month} 已由 ${by} 于 ${at} 结账。要重新结账，请先反结账：rollcall month reopen ${month} --reason 原因`,
  unbalanced: ({ month, differences, first }) =>
    `${month} 没有结账：以下差异未结：${differences}。请查清，或逐一接受：--accept "${first}=理由"`,
  nothingToAccept: ({ text }) =>
    `--accept "${text}"：没有与之对应的未结差异。可用 'rollcall month show' 查看。`,
  needsReview: '结账前须由另一人复核（ROLLCALL_CLOSE_REVIEW=1）。请用 --reviewed-by 写明。',
  ownReview: ({ by }) => `--reviewed-by 写的是您本人（${by}），结账人不能复核。请写另一人。`,
  tooManyMonths: ({ most }) => `一次最多查看 ${most} 个月。`,
  acceptedBefore: ({ month, by }) =>
    `${month} 中接受的差异以 ${by} 的结账申请为准。请按申请结账，或撤回申请后重新提出。`,
  changed: ({ month, by, at }) =>
    `${month} 的数字与 ${by} 于 ${at} 所见已不同。没有结账：请重新查看该月，并由 ${by} 重新提出。`,
  labelOfClosed: ({ batch, month }) =>
    `批次“${batch}”在 ${month} 有调用，而该月已结账。请先反结账：rollcall month reopen ${month} --reason 原因`,
  booksUnread: ({ file, why }) => `--books：无法读取 ${file}：${why}。`,
  noBooks: ({ file, why, template }) => `${file} 不是 CSV（${why}）。首行应为：${template}`,
  noBookColumns: ({ file, template }) => `${file} 需要以下列：${template}`,
  bookTwice: ({ file, label }) => `${file} 中标签“${label}”出现两次。`,
};
