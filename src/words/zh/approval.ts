// Chinese: batches that need an approval before they call.

import type { Words } from '../words.js';

export const approval: Words['approval'] = {
  summary: '超过多少次调用的批次需要批准',
  description:
    '可能超过这个调用次数的批次要等制作者以外的人批准；此前除了不超过该次数的抽样，不会调用任何人。无论用哪个命令、哪个工作进程，也无论它们的设置如何，对整个数据目录都有效。旧版本开始的批次不受影响。',
  set: {
    summary: '设定次数，或关闭',
    calls: '调用次数，或 off（关闭）',
    json: '以 JSON 输出所设的值',
  },
  show: { summary: '查看当前设定', json: '以 JSON 输出' },
  callsOrOff: '必须是从 1 开始的整数，或 off。',
  isSet: ({ calls }) => `可能超过 ${calls} 次调用的批次需要批准：rollcall approve 批次号`,
  isOff: '没有批次需要批准。',
  approve: {
    summary: '批准一个等待批准的批次，让它开始调用',
    description:
      '记录您在这台机器上的身份，注明为自称：这里没有任何东西能证明身份。通过 serve 时，由没有制作该批次的 approver 或 admin 批准。批准的是带着当前 --max-calls 的批次；调高后要重新批准。',
    calls: '您看到的调用次数；若批次现在需要的次数已不同，则不作决定',
    json: '以 JSON 输出批次号，以及是否有工作进程继续处理它',
  },
  reject: {
    summary: '结束一个等待批准的批次',
    description: '批次以已取消结束；做过抽样的，保留抽样的结果。记录中注明为自称。退出码 5。',
  },
  approved: ({ batch }) => `批次 ${batch} 已获批准，正在继续。`,
  approvedHere: ({ batch }) => `批次 ${batch} 已获批准。要继续：rollcall resume ${batch}`,
  awaits: ({ batch, reason }) => `批次 ${batch} 等待批准：${reason}`,
  awaitsReason: ({ batch, calls, allowed }) =>
    `可能需要 ${calls} 次调用，超过 ${allowed} 次须经批准：rollcall approve ${batch}，或 rollcall reject ${batch}`,
  awaitsMoreReason: ({ batch, allowed }) =>
    `无须批准的 ${allowed} 次调用已用完，因为有些调用须重试：rollcall approve ${batch}，或 rollcall reject ${batch}`,
  rejectedReason: ({ batch }) => `已被驳回，但当时未能结束：rollcall cancel ${batch}`,
  notAwaiting: ({ batch, state }) => `批次“${batch}”的状态是${state}，并不等待批准。`,
  isRejected: ({ batch }) => `批次“${batch}”已被驳回。要结束它：rollcall cancel ${batch}`,
  changed: ({ batch, calls, seen }) =>
    `批次“${batch}”现在可能需要 ${calls} 次调用，而不是 ${seen} 次。未作任何决定，请重新查看。`,
  own: ({ batch }) => `批次“${batch}”是您自己制作的，须由其他人（approver 或 admin）批准。`,
};
