// Chinese: how long outcomes are kept, by label and status.

import type { Words } from '../words.js';

export const retention: Words['retention'] = {
  summary: '按标签和状态规定结果保留多久：设置、列出、移除、执行',
  description:
    '规则在带有某标签的批次结束若干天后清除其中的个人信息：全部清除（同 purge），或用 --status 只清除某些状态的行（同 `person erase`）。由批次工作进程执行，回执保留在数据目录的 receipts/ 下。与计划的 --keep-days 并存时，以较短者为准。',
  set: {
    summary: '设置一条规则；不加 --yes 时只说明该规则现在会清除什么',
    label: '带有此标签的批次；"" 表示没有标签的',
    status: '只清除这些状态的行，例如 mismatch error',
    days: '批次结束后多少天',
    yes: '记录规则：此后由批次工作进程执行',
    json: '是否已记录、规则及其现在会清除的内容，JSON 格式',
  },
  list: { summary: '各条规则，以及由谁在何时设置', json: '规则，JSON 格式' },
  remove: { summary: '移除一条规则；已清除的不会恢复', status: '这些状态的规则；不加则为整批的规则' },
  run: {
    summary: '立即执行规则，批次工作进程每小时也会执行',
    dryRun: '只说明将清除什么',
    json: '已清除或将清除的内容，JSON 格式',
  },

  rule: ({ label, what, days }) => `标签“${label}”：${what}，批次结束 ${days} 天后`,
  setBy: ({ by, at }) => `由 ${by} 设置，${at}`,
  everything: '全部个人信息',
  rowsOf: ({ status }) => `状态为${status}的行`,
  none: '没有规则。',
  batch: ({ batch, what, rows }) => `${batch}：${what}（${rows} 行）`,
  kept: ({ batch, why }) => `保留：${batch}。${why}`,
  nothing: '没有到期的内容。',
  wouldErase: ({ batches }) => `现在将清除 ${batches} 个批次的内容。`,
  notRecorded: '规则尚未记录：加上 --yes 再运行一次即记录，并由批次工作进程执行。',
  recorded: '已记录。由批次工作进程执行。',
  removed: ({ count }) => `已移除 ${count} 条规则。`,
  erased: ({ batches }) => `已清除 ${batches} 个批次的内容。`,

  builtOn: ({ batch, by }) => `批次“${by}”尚未结束，并以“${batch}”为基础。`,
  badDays: '--days 须为不小于 0 的整数天数。',
  noRule: ({ label }) => `标签“${label}”没有这样的规则。rollcall retention list 列出现有规则。`,
  rules: '保留期限规则',
};
