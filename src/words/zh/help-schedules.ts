// Chinese: the help of schedules.

import type { Words } from '../words.js';

export const helpSchedules: Words['helpSchedules'] = {
  summary: '每夜核验最新的名单，并为前一天对账',
  description: '计划保存在数据目录及其队列中；由 rollcall worker（角色 batch 或 all）在运行期间执行。',
  name: '计划的名称',
  newName: '字母、数字、“-”和“_”，最多 40 个字符，以字母开头',
  add: {
    summary: '在固定时间核验名单',
    description:
      '到了 --cron 指定的时间（按 --tz 的时钟），工作进程取匹配 --file 的最新文件，作为批次“名称-日期-时间”核验，选项按这里给出的来，与 submit 相同。文件缺失、为空、仍在写入（最多看 10 分钟）或与上一夜相同时不核验，历史中会写明。\n\n时区跳过的时间（夏令时）算作跳过之后的那一刻；重复的时间只算第一次。没有工作进程运行而错过的夜次，只补最后一次，且不晚于 --catch-up；其余的在历史中列出。',
    cron: '分 时 日 月 星期，如 30 1 * * *（每天 1:30）',
    tz: '时间所依据的时区',
    file: '名单文件，或带引号的模式，如 lists/customers-*.csv',
    overlap: '上一夜还没做完时：跳过本次（skip），还是等待（queue）',
    sameFile: '名单与上一夜逐字节相同时：不核验（skip），还是照样核验（run）',
    catchUp: '最晚可以迟多久开始，至少 10 分钟（默认：6h）',
    reconcile: '每次同时为这一天对账',
    settle: '配合 --reconcile：反复查询直到两次结果一致，最长等这段时间',
    keepDays: '清除本计划中早于这么多天的夜次的个人信息',
    noPing: '每夜开始前不先试密钥',
    replace: '修改已有的计划，历史保留',
    noBatch: '不能用 --batch：每夜的批次号由计划名称和时间组成。请去掉这个选项。',
    noSample: ({ option }) =>
      `${option}：夜间没有人先看几行的结果再决定。请先用 rollcall run 试名单，这里去掉这个选项。`,
    settleAlone: '--settle 要与 --reconcile yesterday 一起用。',
    added: ({ name, times, zone }) => `计划 ${name}：${times}……（${zone}）`,
  },
  list: { summary: '所有计划及其接下来的时间' },
  remove: {
    summary: '结束一个计划，批次和历史保留',
    description: '正在进行的一夜会做完。',
    removed: ({ name }) => `计划 ${name} 已移除。用 rollcall schedule history ${name} 仍可查看它的夜次。`,
  },
  run: {
    summary: '现在就做一夜',
    description:
      '如果数据目录由一个活着的工作进程所有，由它来做，本命令跟踪进度；否则像 run 一样在本机做。退出码 0：完成；1：没有发送任何内容（文件缺失、为空、仍在写入、与上一夜相同，或更早的一夜还没做完）；2：完成，但有行为 error，或在 --in-doubt hold 时有行为 in_doubt；3：停止；5：被信号中断或已取消；6（配合 --exit-on-change）：完成，但与上一夜有差异。',
    sameFile: '名单与上一夜逐字节相同时怎么办（默认：按计划的设置）',
  },
  history: {
    summary: '计划的历次执行情况',
    description:
      '从最近的一夜起，逐夜列出：预定时间、状态及原因、文件和批次，调用、沿用和变化的数目，当天的对账，以及 --on-finish 程序的结果。',
    last: '显示多少夜',
  },
};
