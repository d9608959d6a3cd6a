// Chinese: what the machine refuses, and files of Rollcall's own that are not what was written.

import type { Words } from '../words.js';

export const faults: Words['faults'] = {
  refusals: {
    EACCES: '当前用户在该处没有权限',
    EPERM: '当前用户在该处没有权限',
    EROFS: '该磁盘以只读方式挂载',
    EIO: '该磁盘报告故障',
    EDQUOT: '当前用户的磁盘配额已用完',
    EMFILE: '本进程不能再打开更多文件（ulimit -n）',
    ENFILE: '本机打开的文件过多',
  },
  refused: ({ said, why }) => `${said}：${why}`,
  diskFull: ({ directory }) => `${directory} 所在的磁盘已满`,
  someDiskFull: '写入的磁盘已满',
  diskWithoutFiles: ({ directory }) => `${directory} 所在的磁盘不能再新建文件`,
  dataDirectory: ({ path, why }) => `ROLLCALL_DATA 指定的 ${path} 无法建成目录：${why}。`,
  mendThat: ({ what }) => `${what}。请处理后重新执行该命令。`,
  ownFault: ({ stack }) => `Rollcall 自身出错：${stack}`,

  damaged: ({ path, isNot, remedy }) => `${path} 已损坏：它不是${isNot}。${remedy}`,
  damagedInLine: ({ path, line, isNot, remedy }) => `${path} 第 ${line} 行已损坏：它不是${isNot}。${remedy}`,
  whatWasWritten: ' Rollcall 当初写入的内容',
  putBack: '请从备份恢复；没有备份时可以怎么做，见 docs/operations.md 的“Damaged files”一节。',
  recordOfBatch: '批次记录',
  putRecordBack: ({ directory, batch }) =>
    `请从备份恢复；或将 ${directory} 移走，不再保留批次“${batch}”。其已付费的调用在 attempts.csv 和各个段文件中。`,

  newer: ({ what, version, known }) =>
    `${what}由更新版本的 Rollcall 写入（格式版本 ${version}，当前程序只支持到 ${known}），已保持原样。请用那个版本或更新的 Rollcall 继续。`,
  batch: ({ batch }) => `批次“${batch}”`,
  batchInRedis: ({ name }) => `Redis 中的批次“${name}”`,
  queuedBatch: ({ batch }) => `队列中的批次“${batch}”`,
  slice: '一个切片',
  schedule: ({ name }) => `计划“${name}”`,
  file: ({ path }) => path,
  ledger: ({ batch }) => `批次“${batch}”的台账`,
};
