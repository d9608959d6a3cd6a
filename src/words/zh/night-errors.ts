// Chinese: what goes wrong with schedules and their nights.

import type { Words } from '../words.js';

export const nightErrors: Words['nightErrors'] = {
  gone: ({ night, name, directory }) => `${directory} 中已没有计划“${name}”的夜次 ${night}。`,
  nothingSent: ({ reason, state }) => `没有发送任何内容：${reason}。（${state}）`,
  noSchedule: ({ name, dataDir }) =>
    `${dataDir} 中没有计划“${name}”。用 rollcall schedule list 可查看所有计划。`,
  otherProvider: ({ name, provider, ours }) =>
    `计划“${name}”是以 ROLLCALL_PROVIDER=${provider} 添加的，现在是 ${ours}。请改回该设置，或加 --replace 重新添加计划。`,
  scheduleExists: ({ name }) =>
    `已有计划“${name}”。加 --replace 可修改，用 rollcall schedule remove ${name} 可移除。`,
};
