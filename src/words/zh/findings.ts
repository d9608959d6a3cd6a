// Chinese: what a reconciliation with the provider's counts has found.

import type { Words } from '../words.js';

export const findings: Words['findings'] = {
  between: '，',
  others: ({ named, others }) => `${named} 及另外 ${others} 处`,
  place: ({ date, calls }) => `${date}（${calls}）`,

  inDoubt: ({ calls }) => `${calls} 次调用未收到应答，但服务方已计数。`,
  atEdge: ({ calls }) => `${calls} 次调用位于时段边界：因时钟差与传输时间，被计入相邻的 5 分钟行或日期。`,
  declared: ({ calls }) => `${calls} 次为事先申报的其他来源调用（--baseline）。`,
  notFinished: ({ batches }) => `尚未结束的批次：${batches}。记录中可能缺少调用，请在其结束后重新对账。`,

  foreign: ({ calls, places }) => `服务方至少多计 ${calls} 次，无法对应到我方任何调用：${places}。`,
  onlyRows: ({ minutes }) =>
    `总数一致，仅 5 分钟行不同：更可能是时钟偏差或延迟计数，而非他人调用。使用 --clock-tolerance ${minutes}m 时各行一致。`,
  allIdle: '全部发生在我方没有调用的时段：更可能是他人使用同一账号。若已知，可用 --baseline 申报。',
  someIdle: ({ calls }) =>
    `其中 ${calls} 次发生在我方没有调用的时段：更可能是他人使用同一账号。若已知，可用 --baseline 申报。`,
  allAmong:
    '全部与我方调用处于同一时段：可能有人同时使用该账号，或我方记录缺失（另一数据目录，或被 --exclude 排除的批次）。',
  someAmong: ({ calls }) =>
    `其中 ${calls} 次与我方调用处于同一时段：可能有人同时使用该账号，或我方记录缺失（另一数据目录，或被 --exclude 排除的批次）。`,

  missing: ({ calls, places }) => `已知的调用中至少有 ${calls} 次不在服务方统计中：${places}。`,
  missingBehind: ({ calls, places, last }) =>
    `已知的调用中至少有 ${calls} 次不在服务方统计中（其最后一行：${last}）：${places}。`,
  otherCurrency: ({ recorded, currency }) =>
    `记录的单价币种为 ${recorded}，而 ROLLCALL_CURRENCY 为 ${currency}：不给出费用。设置 ROLLCALL_CURRENCY=${recorded} 即可得到。`,
  overdue: '这些日期结束已超过 24 小时，不再属于统计延迟：请携带下列调用的 session_id 询问服务方。',
  askedOnce: '向服务方查询了 1 次。',
  askedTimes: ({ times }) => `向服务方查询了 ${times} 次。`,
  askedUntilAgreed: ({ times }) => `向服务方查询了 ${times} 次；最后两次结果一致。`,
  askedInVain: ({ times }) => `向服务方查询了 ${times} 次；到时间用尽，结果仍不一致。`,
  settling: ({ until }) =>
    `更可能是统计尚未完成：在 ${until} 之前仍可能增加。届时请重新对账，或使用 --settle。`,
};
