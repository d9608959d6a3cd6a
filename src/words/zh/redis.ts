// Chinese: what ails Redis, a shared one or the private one of a data directory.

import type { Words } from '../words.js';

export const redis: Words['redis'] = {
  own: '私有 Redis',
  shared: ({ place }) => `位于 ${place} 的 Redis`,

  noAnswer: ({ server }) => `${server} 没有应答。请检查它是否在运行、REDIS_URL 是否正确。`,
  noAnswerSaid: ({ server, said }) =>
    `${server} 没有应答（${said}）。请检查它是否在运行、REDIS_URL 是否正确。`,
  refusesContact: ({ server, said }) => `${server} 拒绝连接：${said}。请检查 REDIS_URL。`,
  refusesForNow: ({ server, what }) => `${server} ${what}。请待其恢复后重试。`,
  otherName: ({ server, said }) =>
    `${server} 的证书属于另一个名称：${said}。请在 REDIS_URL 中使用证书上的服务器名。`,
  untrusted: ({ server, said }) =>
    `${server} 的证书不受信任：${said}。如由贵公司自己的机构签发，请在 NODE_EXTRA_CA_CERTS 中给出该机构的证书。`,
  noTls: ({ server, said }) =>
    `${server} 在该端口不支持 TLS：${said}。请在 REDIS_URL 中给出其 TLS 端口，或将 rediss 改为 redis。`,
  login: ({ server, said }) => `${server} 拒绝用户名或密码：${said}。请检查 REDIS_URL 和 REDIS_PASSWORD。`,
  noCluster: ({ server }) => `${server} 不是集群。请在 REDIS_URL 中将 redis+cluster:// 改为 redis://。`,
  unknownMaster: ({ server, master }) =>
    `${server} 的 Sentinel 都不认识主节点“${master}”。请检查 REDIS_URL 中的名称。`,
  forbiddenCommand: ({ server, command }) =>
    `${server} 不允许其用户执行 Rollcall 所需的命令 ${command}。请按 docs/operations.md 授予 ACL 规则。`,
  forbiddenKeys: ({ server }) =>
    `${server} 不允许其用户访问 Rollcall 的键 {rollcall-*。请按 docs/operations.md 授予 ACL 规则。`,
  forbidden: ({ server, said }) =>
    `${server} 不允许其用户执行 Rollcall 所需的操作（${said}）。请按 docs/operations.md 授予 ACL 规则。`,

  evicts: ({ policy }) =>
    `Redis 服务器在内存满时会丢弃键（maxmemory-policy ${policy}），调用记录可能因此丢失。请将 maxmemory-policy 设为 noeviction。`,
  policyUnknown: 'Redis 服务器未告知其 maxmemory-policy。请确认它是 noeviction。',
  appendOnlyOff: 'Redis 服务器未启用 AOF：它一旦崩溃，调用记录可能丢失。请将 appendonly 设为 yes。',
  syncUnknown: 'Redis 服务器禁用了 CONFIG，无法确认每次写入是否都落盘（appendfsync always）。',
  syncsSeldom: ({ sync }) =>
    `Redis 服务器并非每次写入都落盘（appendfsync ${sync}）：机器断电时，最后几次调用的记录可能丢失。请将 appendfsync 设为 always。`,
  isClusterNode: 'REDIS_URL 指向的是 Redis Cluster 的节点。请写成 redis+cluster://HOST:PORT。',
  isSentinel: 'REDIS_URL 指向的是 Sentinel。请写成 redis+sentinel://HOST:PORT/MASTER。',
  isReplica:
    'REDIS_URL 指向的是只读副本。请改为其主节点，或写成 Sentinel：redis+sentinel://HOST:PORT/MASTER。',
  tooOld: ({ version }) =>
    `Redis 服务器的版本是 ${version}。Rollcall 需要 Redis 6.2 或更新版本，或者 Valkey。`,
  versionUnknown: 'Redis 服务器的版本未知。Rollcall 需要 Redis 6.2 或更新版本，或者 Valkey。',
};
