// Chinese: why a night of a schedule sent nothing. These stand on record in English.

import type { Words } from '../words.js';

export const nightReasons: Words['nightReasons'] = {
  missed: ({ night }) => `错过了 ${night} 的夜次：当时没有工作进程在运行`,
  missedMany: ({ nights, first }) => `自 ${first} 起错过了 ${nights} 个夜次：当时没有工作进程在运行`,
  missedLate: ({ night, hours }) =>
    `错过了 ${night} 的夜次：当时没有工作进程在运行，且已过去 ${hours} 小时以上（--catch-up）`,
  missedManyLate: ({ nights, first, hours }) =>
    `自 ${first} 起错过了 ${nights} 个夜次：当时没有工作进程在运行，且已过去 ${hours} 小时以上（--catch-up）`,
  noFile: ({ pattern }) => `没有文件与 ${pattern} 匹配`,
  emptyFile: ({ file }) => `${file} 是空文件`,
  noRows: ({ file }) => `${file} 中没有数据行`,
  sameFile: ({ file, night }) => `${file} 与夜次 ${night} 的名单逐字节相同`,
  endsReaders: ({ file, times }) =>
    `读取 ${file} 时，进程已 ${times} 次中止或停止。请用 rollcall check 检查该名单`,
  billLater: ({ at }) => `该日账单尚无或不完整，或仍有批次在运行：将于 ${at} 再次查询`,
  noBill: ({ days }) => `${days} 天后该日账单仍无或不完整：请手动对账；若接口没有账单，请用 --bill FILE`,
  earlierNight: ({ night }) => `夜次 ${night} 尚未结束`,
  neededBySchedule: ({ batch, schedule }) =>
    `批次“${batch}”是计划 ${schedule} 下一夜次的基准批次：待该夜次结束或删除该计划后才能清除。`,
};
