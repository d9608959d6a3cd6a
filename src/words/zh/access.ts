// Chinese: who may use serve: users, keys, links, passwords, sessions.

import type { Words } from '../words.js';

export const access: Words['access'] = {
  user: {
    summary: '谁可以用浏览器使用 serve',
    description:
      '数据目录的用户：在那里运行的 serve 立即认得他们。用户通过只能用一次的链接设置密码，并有一个角色：operator（名单、批次、行和文件）、viewer（进度和数字，看不到行）、approver（可以批准的 viewer）、accountant（所有标签的数字和费用，看不到行）、admin（一切）。',
    name: '用户名',
    add: { summary: '新建用户，并打印设置密码的链接' },
    link: {
      summary: '给用户一个新链接，例如忘记密码时',
      description: '该用户的密码、之前的链接和所有会话随之失效。',
    },
    list: '所有用户',
    remove: {
      summary: '取消用户的权限',
      description: '他的会话和他创建的密钥随之失效。',
    },
  },
  key: {
    summary: '谁可以用程序使用 serve',
    description: '密钥写在请求头 Authorization: Bearer KEY 中。只打印一次，保存的是它的哈希。',
    add: { summary: '新建密钥，并只打印一次' },
    list: '所有密钥（不含密钥本身）',
    revoke: '作废一个密钥',
    id: '密钥的编号',
    name: '用途',
    expires: '有效期，如 90d（默认：直到作废）',
  },
  role: '角色',
  label: '只能看到这个标签的批次；可多次给出（默认：所有标签）',
  json: '以 JSON 输出',
  added: ({ name, url, hours }) =>
    `用户 ${name} 请在 ${hours} 小时内通过以下链接设置密码（只能用一次）：\n${url}`,
  removed: ({ name }) => `用户 ${name} 已移除，其会话和密钥已失效。`,
  noUsers: '还没有用户。',
  allLabels: '所有标签',
  hasPassword: '已设密码',
  fromProvider: '通过身份提供方登录',
  hasLink: '已有链接，尚未设密码',
  hasNothing: '没有链接也没有密码：rollcall user link 用户名',
  keyMade: ({ key }) => `${key}\n只显示这一次。`,
  revoked: ({ id }) => `密钥 ${id} 已作废。`,
  noKeys: '还没有密钥。',
  untilRevoked: '直到作废',
  untilTime: ({ time }) => `有效至 ${time}`,
  ended: ({ time }) => `已于 ${time} 失效`,

  badUserName: '用户名不可用：只能有字母、数字、空格和 . _ @ + -，最多 64 个字符，以字母或数字开头。',
  existingUser: ({ name }) => `已有用户“${name}”。要新的链接：rollcall user link 用户名`,
  unknownUser: ({ name }) => `没有用户“${name}”。rollcall user list 列出所有用户。`,
  lastAdmin: ({ name }) => `“${name}”是最后一个管理员，而还有其他用户。请先添加另一个管理员。`,
  roleOfAllLabels: ({ role }) => `${role} 拥有所有标签，请不要指定标签。`,
  unknownKey: ({ id }) => `没有密钥“${id}”。rollcall key list 列出所有密钥。`,
  longKeyName: ({ most }) => `密钥的名称最多 ${most} 个字符。`,
  passwordLength: ({ least, most }) => `密码至少 ${least} 个字符，最多 ${most} 个。几个互不相干的词就很好。`,
  passwordEasy: '这个密码太容易猜到：其中有用户名，或几乎没有不同的字符。',
  manySignIns: '此刻登录的人太多。请过几秒再试。',
  endedLink: '这个链接无效或已失效。请管理员给一个新的：rollcall user link 用户名',
  removedHere: '您已被从这里移除。请联系管理员。',
  wrongPassword: '用户名与密码不符。',
  noRole: '身份提供方没有给出这里认识的角色，或给出了多个。请联系管理员。',
  noIdentity: '身份提供方没有确认您的身份。请从头再试一次。',
  providerAway: '现在无法询问身份提供方。请稍后再试。',
  otherPage: '这个请求来自 Rollcall 以外的页面，已被拒绝。',
};
