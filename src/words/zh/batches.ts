// Chinese: batches as a whole: what is said of one, and what goes wrong with one.

import type { Words } from '../words.js';

export const batches: Words['batches'] = {
  none: '没有批次。',
  named: ({ batch }) => `批次 ${batch}`,
  inState: ({ batch, state }) => `批次 ${batch}：${state}`,
  inStateOfSample: ({ batch, state, rows }) => `批次 ${batch}：${state}（抽样 ${rows} 行）`,
  sampleDone: ({ rows, batch }) => `已暂停（抽样 ${rows} 行已完成）：rollcall resume ${batch}`,
  sampledBefore: ({ batch }) => `这份名单属于批次 ${batch}，它的抽样已完成：现在继续。`,
  isInState: ({ batch, state }) => `批次 ${batch} ${state}。要继续：rollcall resume ${batch}`,
  relabelled: ({ batch, label, was }) => `批次 ${batch} 的标签为“${label}”，原为“${was}”。`,
  labelledAlready: ({ batch, label }) => `批次 ${batch} 的标签已经是“${label}”。`,
  goesOnElsewhere: ({ batch }) => `批次 ${batch} 由现有的工作进程继续。用 rollcall status ${batch} 查看。`,
  leftAlone: ({ batch }) =>
    `批次 ${batch} 不受本命令结束的影响，仍在继续。\n` +
    `  rollcall status ${batch} --watch  跟踪进度\n` +
    `  rollcall pause ${batch}           暂停\n` +
    `  rollcall cancel ${batch}          彻底结束`,
  toGoOn: ({ batch }) => `要继续：rollcall resume ${batch}`,
  purgedOn: ({ state, day }) => `${state}，已于 ${day} 清除个人信息`,
  stalled: ({ state, batch }) => `${state}，但所有者已不在：rollcall resume ${batch}`,
  queuedAlone: ({ batch }) => `排队中；没有工作进程来取时：rollcall resume ${batch}`,
  found: ({ batch, rows, inDoubt }) => `批次 ${batch} 继续：已完成 ${rows} 行，${inDoubt} 次调用存疑。`,
  foundOpen: ({ batch, rows, inDoubt, mayEnd }) =>
    `批次 ${batch} 继续：已完成 ${rows} 行，${inDoubt} 次调用存疑（如果工作进程还活着，其中 ${mayEnd} 次仍可能收到应答）。`,
  unknown: ({ batch, directory }) => `${directory} 中没有批次“${batch}”。用 rollcall status 可查看所有批次。`,
  listNotCopied: ({ batch }) =>
    `批次“${batch}”的名单没有复制完，尚未发送任何调用。如果已没有进程在复制，请加 --batch ${batch} 重新运行。`,
};
