// Chinese: which data directory was looked at, and others on the same Redis; several batches at a time; backups.

import type { Words } from '../words.js';

export const looking: Words['looking'] = {
  dataDirectory: ({ dataDir }) => `数据目录：${dataDir}`,
  noBatches: ({ dataDir }) =>
    `${dataDir} 中没有批次。数据目录由 ROLLCALL_DATA 指定；未设置时为命令所在目录下的 ./data。`,
  noSchedules: ({ dataDir }) =>
    `${dataDir} 中没有计划。数据目录由 ROLLCALL_DATA 指定；未设置时为命令所在目录下的 ./data。`,
  otherWorks: ({ where }) => `这个 Redis 上有批次工作进程正在处理另一个数据目录：${where}。`,
  otherWaits: ({ where }) => `这个 Redis 上有批次在等待另一个数据目录的批次工作进程：${where}。`,
  place: ({ path, host }) => `${host} 上的 ${path}`,
  placeUnknown: ({ dataId }) => `标识为 ${dataId} 的目录`,
  sameDirectory: ({ others }) =>
    `${others}如果应由它来处理，请在它所在的机器上把 ROLLCALL_DATA 设为那个目录。`,
  copyAtWork: ({ own, path, host }) =>
    `${own} 与 ${host} 上的 ${path} 标识相同，其中一个是另一个的副本；同一 Redis 上有进程正在后者中工作。两处同时继续同一些批次，会为同一行重复付费。请改用那一个（ROLLCALL_DATA），或先停止它的工作进程和 run，再在这里继续。`,
  originalAtWork: ({ own, path }) =>
    `${own} 是 ${path} 的备份，而此刻有进程正在后者中工作。两处同时继续同一些批次，会为同一行重复付费。请改用那一个（ROLLCALL_DATA），或先停止它的工作进程和 run，再在这里继续。`,
  ids: '批次号；可给多个，要么全部执行，要么都不执行',
  all: '设置所指账号的所有已停止批次',
  batchMissing: '错误：缺少参数 batches',
  allAlone: '错误：--all 表示所有已停止的批次，请不要再写批次号',
  noneHalted: ({ dataDir }) => `${dataDir} 中没有已停止的批次。`,
  othersHalted: ({ count }) => `另有其他账号的已停止批次，保持停止：${count} 个。`,
  accountHalted: ({ reason }) =>
    `该账号已停止，因此这个批次不会发出任何调用：${reason}（恢复所有已停止的批次：rollcall resume --all）`,
  waitForRedis: '启动时 Redis 不可用的话，最多等待这么久，如 60s（默认：ROLLCALL_WAIT_FOR_REDIS，否则 10s）',
  carried: '沿用',
  carriedFrom: ({ previous }) => `不调用：与批次 ${previous} 相同`,
  noPrevious: '还没有带这个标签的已完成批次，所以都是新的人',
  label: '与 --previous latest 一起用：带这个标签的批次',
  copiedHas: ({ at }) => `数据目录是由 ${at} 的备份恢复的，因此`,
};

export const backups: Words['backups'] = {
  summary: '在工作进程运行时备份数据目录',
  description:
    '备份数据目录，不含其私有 Redis；每个批次都是同一时刻的状态，要么完整，要么没有。其中有姓名、号码和密钥：请像数据目录一样妥善保管。恢复后，未结束的批次中此后可能已调用的行列在 gaps.csv 中。',
  target: '备份的去处：空目录，或尚不存在的目录',
  asJson: '以 JSON 输出',
  made: ({ dataDir, directory }) => `${dataDir} 的备份：${directory}`,
  counts: ({ batches, files, bytes }) => `${batches} 个批次，${files} 个文件，${bytes} 字节`,
  withKey: '其中有 Redis 行数据的密钥，也有姓名和号码：请保密。',
  withoutKey: '其中有姓名和号码：请保密。Redis 行数据的密钥不在其中，在 ROLLCALL_KEY 里。',
  open: ({ batches }) => `未结束：${batches}`,
  elsewhere: ({ path }) => `不在备份中，因为批次的文件放在别处（--out）：${path}`,
  inside: ({ directory }) => `${directory} 就在数据目录里。请把备份放在它旁边，最好在另一块磁盘上。`,
  notEmpty: ({ directory }) =>
    `${directory} 不是空目录。备份要放进单独的目录：请起一个新名字，例如带上日期。`,
  swept: ({ path }) => `已删除 ${path}：这是中途终止的备份留下的副本。`,
  restless: ({ batch }) => `批次“${batch}”更换处理进程过于频繁，无法取得同一时刻的副本。请再试一次。`,
};
