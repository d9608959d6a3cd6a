// Chinese: what the provider's service answers or doesn't, beside the calls, and why it is not reached.

import type { Words } from '../words.js';

export const service: Words['service'] = {
  failures: {
    nameUnknown: ({ who }) => `域名 ${who} 解析不到（DNS）`,
    dnsSilent: ({ who }) => `解析 ${who} 时 DNS 没有应答`,
    refused: ({ who }) => `${who} 拒绝连接：该端口没有服务在监听`,
    tooSlow: ({ who }) => `未能及时连接到 ${who}`,
    noWay: ({ who }) => `当前网络无法到达 ${who}`,
    cut: ({ who }) => `${who} 断开了连接`,
    expired: ({ who }) => `${who} 的证书已过期，或本机时钟有误`,
    notYetValid: ({ who }) => `${who} 的证书尚未生效，或本机时钟有误`,
    otherName: ({ who }) => `${who} 的证书属于另一个名称`,
    unknownSigner: ({ who }) =>
      `${who} 的证书由本机不认识的机构签发：请将 NODE_EXTRA_CA_CERTS 设为含有公司或代理证书的文件`,
    noTls: ({ who }) => `${who} 在该端口不支持 TLS：是否应为 http:// 而非 https://，或另一个端口？`,
    noHttp: ({ who }) => `${who} 在该端口不支持 HTTP：是否应为 https:// 而非 http://，或另一个端口？`,
  },
  certificate: ({ who, code }) => `${who} 的证书被拒绝（${code}）`,
  theProxy: ({ origin }) => `代理 ${origin}`,
  noAnswerInTime: '未在时限内应答',
  proxyWantsLogin: ({ origin, status }) =>
    `代理 ${origin} 应答 ${status}：它要求登录，请在 HTTP_PROXY 或 HTTPS_PROXY 的主机前加 USER:PASSWORD@`,
  proxyRefusesLogin: ({ origin, status }) =>
    `代理 ${origin} 应答 ${status}：它不接受 HTTP_PROXY 或 HTTPS_PROXY 中的登录信息`,
  proxyCantReach: ({ origin, status, target }) =>
    `代理 ${origin} 应答 ${status}：它自己也连不上 ${target}。如不需要代理，请把该主机名写入 NO_PROXY`,
  proxyForbids: ({ origin, status, target }) =>
    `代理 ${origin} 应答 ${status}：它不放行发往 ${target} 的请求。请联系代理的管理员；如不需要代理，请把该主机名写入 NO_PROXY`,

  unreached: ({ url, why, variable }) => `无法连接 ${url}：${why}。请检查网络和 ${variable}。`,
  notAsked: ({ url }) => `尚未询问 ${url}。`,
  undocumented: ({ url, status, variable }) =>
    `${url} 应答 HTTP ${status}，与文档所述的应答不符。请检查网络和 ${variable}。`,
  answeredOtherwise: ({ url, what, variable }) => `${url} 应答 ${what}。请检查网络和 ${variable}。`,
  refusedWith: ({ url, what, remedy }) => `${url} 应答 ${what}。${remedy}。`,
  answeredLater: ({ url, what }) => `${url} 应答 ${what}。请稍后重试。`,
  codeMeans: ({ code, meaning }) => `${code}（即“${meaning}”）`,
  codeUnknown: ({ code }) => `${code}（文档中没有的返回码）`,
  takesCredentials: ({ url }) => `${url} 接受该密钥。`,
  takesCredentialsNotDay: ({ url }) => `${url} 接受该密钥，但不接受今天的日期（北京时间）。`,
  takesAnswered: ({ url, what }) => `${url} 接受该密钥。用一个不可能属于任何人的号码询问，应答为 ${what}。`,
  takesAnsweredFree: ({ url, what }) =>
    `${url} 接受该密钥。用一个不可能属于任何人的号码询问，应答为 ${what}；此类应答不计费。`,
  takesAskedTooOften: ({ url }) =>
    `${url} 接受该密钥。用一个不可能属于任何人的号码询问，今天的次数已超过限额；此类应答不计费。`,
  noBill: ({ url, status }) => `${url} 应答 HTTP ${status}，不是账单。请检查 ROLLCALL_BILL_URL。`,

  refusedByStatus: ({ url, status }) => `${url} 拒绝了请求（HTTP ${status}）：请检查四项密钥设置。`,
  unreadableLater: ({ url, status, reason }) => `${url} 应答 HTTP ${status}，${reason}。请稍后重试。`,
  unreadable: ({ url, status, reason }) =>
    `${url} 应答 HTTP ${status}，${reason}。请检查 ROLLCALL_STAT_URL。`,
  noFigures: '其中没有统计数据',
  notAsDocumented: '格式与文档不符',
  notAsDocumentedAt: ({ path, issue }) => `格式与文档不符：data.${path} ${issue}`,
  answered: ({ url, code }) => `${url} 应答 ${code}`,
  answeredWith: ({ url, code, message }) => `${url} 应答 ${code}（${message}）`,
  signatureRefused: ({ answered }) =>
    `${answered}：签名被拒绝。请检查 ROLLCALL_APPID、ROLLCALL_BUCKET、ROLLCALL_SECRET_ID 和 ROLLCALL_SECRET_KEY。`,
  daysRefused: ({ answered, from, to }) =>
    `${answered}：不接受从 ${from} 到 ${to} 的查询。请减少天数或改查较近的日期，且不含未来的日期；其数据保留多久，文档没有说明。`,
  figuresLater: ({ answered }) => `${answered}：统计数据暂不可用。请稍后重试。`,

  ourClockAhead: ({ minutes }) => `本机时钟比服务商快 ${minutes} 分钟：请先校准，再重试。`,
  ourClockBehind: ({ minutes }) => `本机时钟比服务商慢 ${minutes} 分钟：请先校准，再重试。`,
};
