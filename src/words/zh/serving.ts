// Chinese: the pages and the HTTP interface, as they are started.

import type { Words } from '../words.js';

export const serving: Words['serving'] = {
  summary: '网页和 HTTP 接口，内含工作进程',
  description:
    '在数据目录之上提供网页和 HTTP 接口，运行于本机或批次工作进程所在的 pod。内含一个批次工作进程和若干核验进程；若工作进程在旁边运行，则可不含。',
  port: '监听端口（0：任意空闲端口）',
  host: '监听地址；本机以外的地址需要 TLS 或 --origin',
  workers: '内含的核验进程数，另有一个批次工作进程',
  noWorkers: '不含工作进程：它们在旁边使用同一个 REDIS_URL 运行',
  demo: '使用模拟服务和虚构的人员，数据目录自成一处',
  tlsCert: '证书及其签发链，PEM 格式',
  tlsKey: '证书的私钥，PEM 格式',
  origin: '人们访问的地址，由终止 TLS 的代理提供',
  proxy: '代理的地址或地址段，其 X-Forwarded-For 将被采信；可重复',
  json: '以一行 JSON 给出访问地址',
  url: ({ url }) => `Rollcall 的地址：${url}`,
  signIn: ({ url }) => `还没有用户。第一位管理员在此登录，一小时内一次有效：${url}`,
  noCredentials: ({ names }) =>
    `尚未设置：${names}。没有它们不会调用服务。请在环境变量或 .env 文件中设置后重新启动；或用虚构的人试用：rollcall serve --demo`,
  certAndKey: '--tls-cert 和 --tls-key 必须同时给出。',
  workersOrNone: '--workers 和 --no-workers 不能同时使用。',
  noWorkersNeedsRedis: '--no-workers 需要共享 Redis 上的工作进程：请设置 REDIS_URL。单机使用时请去掉该选项。',
  originIsHttps: '--origin 必须是 https:// 地址，例如 https://rollcall.example。',
  badOrigin: '--origin 必须是不带路径的地址，例如 https://rollcall.example。',
  needsTls: ({ host }) =>
    `--host ${host} 可从其他机器访问，密码会以明文传输。请给出 --tls-cert 和 --tls-key，或用 --origin 指明终止 TLS 的代理的地址。`,
  badTls: ({ why }) => `--tls-cert 和 --tls-key 无法使用：${why}。`,
  unreadTls: ({ file, why }) => `无法读取 ${file}：${why}。`,
  badRange: ({ text }) => `--proxy：“${text}”不是地址，也不是地址段。应如 10.0.0.7 或 10.0.0.0/8。`,
  busyAddress: ({ address, why }) => `无法监听 ${address}：${why}。请换一个 --port。`,
  stops: 'Rollcall 正在停止：等待进行中的调用结束。',
};
