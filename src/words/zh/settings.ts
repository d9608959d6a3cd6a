// Chinese: settings that can't be used. What a variable must be stands behind the variable's name.

import type { Words } from '../words.js';

export const settings: Words['settings'] = {
  unusable: ({ what }) => `环境变量的设置无效：${what}。`,
  variable: ({ name, what }) => `变量 ${name} ${what}`,
  separator: '；',

  mustBeUrl: '必须是以 http:// 或 https:// 开头的网址',
  mustHaveNoLogin: '不能包含用户名或密码：请求由 ROLLCALL_SECRET_ID 和 ROLLCALL_SECRET_KEY 签名',
  mustBeNumber: '必须是数字',
  mustBeWhole: '必须是整数',
  mustBePositive: '必须大于 0',
  mustNotBeNegative: '不能小于 0',
  mustBeAtMost: ({ limit }) => `不能大于 ${limit}`,
  mustBeAtLeastRate: ({ rate }) => `不能小于 ${rate}，即每 1000 秒一次调用`,
  mustBeOneOf: ({ choices }) => `只能是 ${choices}`,
  or: ' 或 ',
  mustBeKey: '必须是 64 位十六进制数字',
  mustBeDecimal: '必须是小数，如 0.35',
  mustBeLevel: '必须是日志级别，如 info 或 debug',
  mustBeHosts: '必须是用逗号分隔的主机，可带端口，如 hooks.lan 或 10.0.0.5:8080',
  codesOfOther: ({ codes, provider, other }) =>
    `里有 ${other} 的返回码（${codes}），对 ${provider} 没有意义：请去掉该变量，即用 ${provider} 自己的返回码`,
  mustBeCodes: ({ example }) => `必须是用英文逗号分隔的返回码，如 ${example}`,
  traceProtocol: ({ given, spoken }) => `是 ${given}，而链路追踪只能以 ${spoken} 发送`,

  redisForm:
    '必须写成 redis://HOST:PORT、redis+sentinel://HOST:PORT,HOST:PORT/MASTER 或 redis+cluster://HOST:PORT,HOST:PORT（使用 TLS 时以 rediss 开头）',
  redisUnencoded:
    '在最后一个 @ 之前有斜杠、问号或井号：密码中的这些符号要写成 %2F、%3F 和 %23。也可把密码原样写在 REDIS_PASSWORD 中',
  redisMaster: '必须在主机之后写出 Sentinel 主节点的名称，如 redis+sentinel://HOST/mymaster',
  redisDatabase: '末尾必须是数据库编号，或者什么都不写',
  redisClusterDatabase: '不能指定数据库：集群只有一个数据库',
  redisHosts: '在 // 与下一个 / 之间必须是 HOST 或 HOST:PORT，多个之间用英文逗号分隔',
  redisOneHost: '只能写一个主机；多个主机请用 redis+sentinel:// 或 redis+cluster://',
  redisOptions: ({ options }) => `除 ${options} 外不能有其他选项`,

  proxy: ({ name, what }) => `变量 ${name}（或 ALL_PROXY）${what}`,
  proxySocks: '指定了 SOCKS 代理，而 Rollcall 不支持：请改用 http:// 代理，或把服务的主机名写入 NO_PROXY',
  proxyForm:
    '必须写成 http://HOST:PORT 或 https://HOST:PORT；代理需要登录时，在 HOST 前加 USER:PASSWORD@，其中的 / # ? @ % 要写成 %2F %23 %3F %40 %25',

  secretFile: ({ name, file, why }) => `${name}_FILE 指定的文件 ${file} 无法读取：${why}。`,
  unreadableFile: ({ path, why }) => `无法读取 ${path}：${why}。`,
  notUtf8: ({ path }) => `${path} 不是 UTF-8 文本。请另存为 UTF-8。`,
  valueNotUtf8: ({ path, name }) => `${path} 中 ${name} 的值不是 UTF-8 文本。请将该文件另存为 UTF-8。`,

  notSet: ({ names }) => `尚未设置：${names}。请在环境变量或 .env 文件中设置。`,
  unknownProvider: ({ id, known }) => `没有名为“${id}”的服务商。可用的有：${known}。`,
  exchanged: 'ROLLCALL_SECRET_ID 与 ROLLCALL_SECRET_KEY 填反了：SecretId 以 AKID 开头。请互换。',
  unusableCharacter: ({ name, at, length }) =>
    `${name} 不可能是这样：共 ${length} 个字符，其中第 ${at} 个是密钥中不会出现的空格、符号或字母。请到控制台重新复制。`,
  urlWithPath: ({ name, url, service }) =>
    `${name} 是 ${url}，而发往 ${service} 的请求不能带路径。请去掉路径。`,
  plainHttp: ({ name, url }) => `${name} 为明文 http：姓名、证件号和调用将不加密传输。请设为 ${url}。`,
  unknownRegion: ({ name, region, host }) =>
    `${name} 中的地域“${region}”不存在：地域形如 ap-guangzhou。${host} 则不需要地域。`,
  wrongHost: ({ name, host, service, cloud }) =>
    `${name} 指定了 ${host}，它不是服务商的“${service}”。应为 ${service}.${cloud}，或带地域的 ${service}.ap-guangzhou.${cloud}。`,
  missingKey: ({ path }) =>
    `请将 ROLLCALL_KEY 设为批次工作进程所用的密钥（没有 ${path}）：Redis 中的行由它加密。`,
  noKey: ({ path }) =>
    `${path} 不是密钥：密钥是 64 位十六进制数字。请放回原来的密钥；没有它，Redis 中未完成批次的行就无法读取。`,
  noPrice: ({ price }) => `单价“${price}”不是小数，应如 0.35。`,

  metricsPort: ({ address, why }) =>
    `无法在 ${address} 上提供监控指标：${why}。请用 --metrics-port 换一个端口（0 为任选空闲端口），或用 --metrics-host 换一个地址。`,
};
