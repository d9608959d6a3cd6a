// Chinese: what a person has to do where an answer has stopped an account. Each is a clause without its full stop.

import type { Words } from '../words.js';

export const remedies: Words['remedies'] = {
  fourCredentials: '请检查 ROLLCALL_APPID、ROLLCALL_BUCKET、ROLLCALL_SECRET_ID 和 ROLLCALL_SECRET_KEY',
  credentials: '请检查 ROLLCALL_SECRET_ID 和 ROLLCALL_SECRET_KEY',
  clock: '请检查本机时钟：签名以它为准',
  clockFiveMinutes: '请检查本机时钟：签名以它为准，误差不能超过 5 分钟',
  clockBehind: ({ minutes }) => `本机时钟比服务慢 ${minutes} 分钟，而签名以它为准：请校准时钟`,
  clockAhead: ({ minutes }) => `本机时钟比服务快 ${minutes} 分钟，而签名以它为准：请校准时钟`,
  replayed: '请联系服务商：可多次使用的签名被当作重复使用而拒绝',
  bucket: '请确认该 bucket 存在；如要换用另一个 ROLLCALL_BUCKET，请取消本批次并重新开始',
  permission: '请向账户所有者申请使用该接口的权限',
  quota: '请购买调用次数，或联系服务商恢复账户',
  allow: ({ action }) => `请账户所有者授权该密钥调用 ${action}`,
  address: '请检查 ROLLCALL_AUTH_URL：它必须指向 FaceID 本身，或提供该服务的地域',
  newerRollcall: '请联系服务商，并改用更新版本的 Rollcall：接口与本版本所调用的不同',
  permanent: '请使用永久密钥：临时密钥需要 token，而 Rollcall 不发送 token',
  noSecondFactor: '请使用不需要二次验证的密钥',
  arrears: '请为账户充值，结清欠费',
  billing: '请到控制台查看 FaceID 的计费情况：资源包可能已用完，或服务已停用',
  realName: '请到控制台完成账户所有者的实名认证',
  activate: ({ service }) => `请到控制台开通 ${service}`,
  notEncrypted: '请联系服务商：除 HTTPS 外，Rollcall 不发送任何加密内容',
  blackList: '请将本机地址移出账户的黑名单',
  whiteList: '请将本机地址加入账户的白名单',
  https: '请检查 ROLLCALL_AUTH_URL：它必须以 https 开头',
  buy: '请购买调用次数',
};
