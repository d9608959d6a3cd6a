// Chinese: what hinders the work with Redis. A trouble is the end of a sentence that begins with "Redis".

import type { Words } from '../words.js';

export const redisTroubles: Words['redisTroubles'] = {
  away: '不在线',
  awayWhy: ({ why }) => `不在线（${why}）`,
  silent: '没有应答',
  refusals: {
    'read-only': '处于只读状态（如正在主从切换）',
    busy: '正忙于别人的脚本',
    loading: '正在载入数据',
    cluster: '的集群缺了一部分',
    full: '的内存已满',
    disk: '无法写入磁盘，磁盘已满或损坏（如果是 Rollcall 自带的 Redis，就是数据目录所在的磁盘）',
    replicas: '缺少必需的副本',
    login: '拒绝了用户名或密码',
    forbidden: '禁止了某个命令',
    connections: '不再接受新连接',
  },
  since: ({ trouble, at }) => `Redis ${trouble}，自 ${at} 起`,
  untilBack: ({ trouble }) => `Redis ${trouble}：恢复之前不会发出调用。`,
  untilOver: ({ trouble }) => `Redis ${trouble}：解决之前不会发出调用。`,
  untilOverFromDisk: ({ trouble }) =>
    `Redis ${trouble}：解决之前不会发出调用。这里显示的是最后写入磁盘的内容。`,
  fromDisk: '无法查询 Redis。这里显示的是最后写入磁盘的内容。',
  back: 'Redis 已恢复，继续工作。',
  over: 'Redis 又可以使用了，继续工作。',
};
