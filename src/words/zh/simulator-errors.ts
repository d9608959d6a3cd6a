// Chinese: what goes wrong with the pretend service.

import type { Words } from '../words.js';

export const simulatorErrors: Words['simulatorErrors'] = {
  settings: ({ issues }) => `模拟服务的设置有误：${issues}。`,
  cantListen: ({ port, why }) => `模拟服务无法监听端口 ${port}：${why}。`,
  taken: '该端口已被占用，请换一个，或写 0 任选',
  log: ({ path, why }) => `日志 ${path} 无法写入：${why}。`,
  state: ({ path, why }) => `状态文件 ${path} 无法写入：${why}。`,
  noState: ({ path }) => `${path} 不是模拟服务的状态文件；请将其删除，或换一个文件。`,
};
