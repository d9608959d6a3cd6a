// Chinese: what a person should know while nothing waits for it. These are told by workers in English.

import type { Words } from '../words.js';

export const warnings: Words['warnings'] = {
  earlierCleared: ({ batch }) => `批次 ${batch}：同名的旧批次目录已不在，它在 Redis 中的残留已清理。`,
  unencrypted: ({ url }) => `姓名和号码将不加密地发往 ${url}。如果服务商支持 https，请改 ROLLCALL_AUTH_URL。`,
  noVerifyProcess: ({ dead, how }) => `核验进程无法启动：连续 ${dead} 个在就绪之前就结束了（${how}）。`,
  lostHold: ({ batch, who, rows, file }) =>
    `批次 ${batch}：${who}丢失了它的数据：有 ${rows} 行可能已调用但没有记录，见 ${file}。它们计为已调用，并以 in_doubt（存疑）结束。`,
  lostRetry: ({ batch, who, rows, file }) =>
    `批次 ${batch}：${who}丢失了它的数据：有 ${rows} 行可能已调用但没有记录，见 ${file}。它们计为已调用，并会重新调用。`,
  redisHas: '所用的 Redis ',
  diskHas: '数据目录',
  tamperedHas: '有人改动了工作进程写在 Redis 中的内容，因此',
  lostAndBack: ({ batch }) =>
    `批次 ${batch}：Redis 丢失了它的数据。每次调用都在磁盘上，已全部恢复，没有缺失。`,
};
