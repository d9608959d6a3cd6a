// Chinese: what a reconciliation with a bill has found, and what a bill can't show.

import type { Words } from '../words.js';

export const billFindings: Words['billFindings'] = {
  between: '，',
  manyPeriods: ({ named, all }) => `${named}……（共 ${all}）`,

  inDoubt: ({ calls }) => `${calls} 次调用未收到应答，但已计费。`,
  atMidnight: ({ calls }) => `${calls} 次调用位于零点前后：因时钟差与传输时间，计入相邻日期的账单。`,
  byPackage: ({ calls }) => `${calls} 次由资源包抵扣：计入账单次数，不计入金额。`,
  wholeMonths: ({ months }) => `账单仅有 ${months} 的整月合计：与我方该月的全部调用比较，不论所选日期。`,
  late: ({ periods, calls }) =>
    `${periods} 尚无账单（我方 ${calls} 次）：账单要晚一天或更久。届时请重新对账，或使用 --settle。`,
  passedOver: ({ last }) => `账单已有更晚的日期（至 ${last}）：若某日始终无账单，请询问服务方。`,
  foreign: ({ calls }) =>
    `账单上至少有 ${calls} 次不是我方的调用。该计费项由账号的其他人脸核身服务共用：请查明使用者，并用 --baseline 申报；也可能是我方记录缺失（另一数据目录，或被 --exclude 排除的批次）。`,
  missing: ({ calls, periods }) => `已知的调用中至少有 ${calls} 次不在账单上（${periods}）。`,
  overdue: '这些日期结束已超过 24 小时：请携带下列调用的 session_id 询问服务方。',
  settling: ({ until }) =>
    `更可能是账单尚不完整：在 ${until} 之前仍可能增加。届时请重新对账，或使用 --settle。`,

  totalsAlone: '账单仅有按日或按月的计费次数：没有返回码，没有 5 分钟明细，也不含不计费的调用。',
  sharedItem: '该计费项由账号的其他人脸核身服务共用：他人的调用与我方的调用无法区分。',
};
