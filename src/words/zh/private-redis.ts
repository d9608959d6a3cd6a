// Chinese: the private Redis of a data directory, and the locks there.

import type { Words } from '../words.js';

export const privateRedis: Words['privateRedis'] = {
  gone: ({ directory }) => `${directory} 中的私有 Redis 已不在运行。`,
  dataDirectory: ({ directory, why }) => `数据目录 ${directory} 无法使用：${why}。`,
  hangs: ({ directory, pid, seconds }) =>
    `${directory} 中的私有 Redis（进程 ${pid}）在运行，但 ${seconds} 秒没有应答。如一直如此，请用 kill -9 ${pid} 结束它再重试；这样做不会丢失任何数据。`,
  noProgram: ({ command }) =>
    `本机没有 redis-server 或 valkey-server（6.2 或更新版本）。安装请运行：${command}。也可在 REDIS_URL 中指定一台共享的服务器。`,
  notStarted: ({ directory, reason, log, tail }) =>
    `${directory} 中的私有 Redis 无法启动：${reason}。${log} 的末尾是：\n${tail}`,
  cantRun: ({ program }) => `无法执行 ${program}`,
  endedAtOnce: '它启动后立即退出',
  wasSilent: ({ seconds }) => `它 ${seconds} 秒没有应答`,
  lockHeld: ({ path, pid, seconds }) =>
    `${path} 已被进程 ${pid} 占用 ${seconds} 秒。如该进程已卡死，请结束它再重试。`,
  noLock: ({ path }) => `${path} 不是 Rollcall 的锁。请将其删除后重试。`,
};
