// Chinese: what is said while batches are under way.

import type { Words } from '../words.js';

export const progress: Words['progress'] = {
  doneOf: ({ batch, done, rows }) => `${batch}：${done}/${rows} 行`,
  writing: ({ percent }) => `正在写文件：${percent} %`,
  duplicates: ({ count }) => `重复行 ${count}`,
  silence: ({ at }) => `服务要求 ${at} 之前不要调用（Retry-After）`,
  outage: ({ at }) => `服务没有应答，正在探测，下次探测 ${at}`,
  rate: ({ at }) => `按限定的速率，下一次调用在 ${at}`,
  warning: ({ message }) => `注意：${message}`,
  warningStart: '注意：',
  noWorker: ({ dataDir }) =>
    `还没有批次工作进程处理 ${dataDir}，先排队等候。（rollcall worker --role batch）`,
  noVerifyWorker: ({ provider }) =>
    `没有设为 ROLLCALL_PROVIDER=${provider} 并使用该批次账户的核验工作进程在运行：各行等待它启动。（rollcall worker --role verify）`,
  paused: ({ batch }) => `批次 ${batch} 已暂停。要继续：rollcall resume ${batch}`,
  stopping: '正在停止：等待进行中的调用做完。再按一次则立即结束。',
  overdue: '停止用时过长（Redis 不在或拒绝时会这样），已结束。用 rollcall resume 可接着已有的记录继续。',
  settlingOnce: '已查询一次，等待计数稳定。',
  settling: ({ asked }) => `已查询 ${asked} 次，等待计数稳定。`,
  nightWaits: '等待文件写完，或更早的一夜做完。',
};
