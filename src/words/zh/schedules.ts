// Chinese: what `rollcall schedule list` and `history` show.

import type { Words } from '../words.js';

export const schedules: Words['schedules'] = {
  none: '没有计划。',
  file: ({ file }) => `文件  ${file}`,
  with: ({ options }) => `选项  ${options}`,
  next: ({ next, later }) => `下次  ${next}，${later}……`,
  overdue: ({ next, later }) => `下次  ${next}（已过时间），${later}……`,
  lost: '下次  不在 Redis 中：下一个 rollcall worker 会补上',
  night: ({ night, state }) => `上次  ${night} ${state}`,
  noNight: '上次  还没有',
  noWorker: '没有工作进程来执行：请运行 rollcall worker',
};

export const history: Words['history'] = {
  none: '还没有执行过。',
  exit: ({ status }) => `退出码 ${status}`,
  trigger: ({ trigger }) => `（${trigger}）`,
  triggers: { late: '补做', hand: '手动' },
  figures: {
    rows: ({ count }) => `${count} 行`,
    calls: ({ count }) => `调用 ${count}`,
    carried: ({ count }) => `沿用 ${count}`,
    changed: ({ count }) => `变化 ${count}`,
    new: ({ count }) => `新增 ${count}`,
    gone: ({ count }) => `减少 ${count}`,
  },
  between: '，',
  purged: ({ day }) => `已于 ${day} 清除个人信息`,
  reconciled: ({ day, result }) => `${day} 对账：${result}`,
  programDone: 'on-finish 程序：退出码 0',
  programFailed: ({ problem }) => `on-finish 程序：${problem}`,
};
