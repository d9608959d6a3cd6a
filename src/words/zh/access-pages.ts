// Chinese: the pages of approvals, users and keys.

import type { Words } from '../words.js';

export const approvalsPage: Words['approvalsPage'] = {
  title: '批准',
  limit: ({ calls }) => `调用可能超过 ${calls} 次的批次须由他人批准。`,
  noLimit: '没有批次需要批准。',
  setBy: ({ by }) => `由 ${by} 设定`,
  none: '没有等待批准的批次',
  columns: { list: '批次', madeBy: '建立人', calls: '可能的调用', rows: '行数', made: '建立于', act: '决定' },
  approve: '批准',
  reject: '驳回',
  own: '您自己的批次：须由他人批准。',
  approveTitle: ({ batch }) => `允许 ${batch} 调用？`,
  approveMeans: ({ calls }) =>
    `它最多可调用 ${calls} 次，照常计费。批准的是这个次数的批次；次数提高后须再次批准。`,
  rejectTitle: ({ batch }) => `驳回 ${batch}？`,
  rejectMeans: '该批次以取消结束，不再调用。此操作不可撤销。',
  approved: '批次已获批准。',
  rejected: '批次已被驳回。',
  change: {
    title: '多少次调用以上须批准',
    calls: '调用次数',
    hint: '留空：没有批次需要批准。对本数据目录的所有命令和工作进程有效。',
    button: '设定',
  },
};

export const usersPage: Words['usersPage'] = {
  title: '用户',
  about: '谁可以登录，各自可以做什么。',
  columns: { name: '姓名', role: '角色', labels: '标签', signsIn: '登录方式', made: '建立于', act: '更改' },
  allLabels: '全部',
  signsInBy: { password: '密码', oidc: '身份提供方', nothing: '尚未设定' },
  linkUntil: '链接有效至',
  you: '您',
  add: {
    title: '添加用户',
    name: '姓名',
    role: '角色',
    labels: '标签',
    labelsHint: '每行一个。留空：全部。会计和管理员始终可见全部。',
    button: '添加用户',
  },
  added: ({ name }) => `已添加 ${name}`,
  newLink: '新链接',
  linkTitle: ({ name }) => `给 ${name} 新的链接？`,
  linkMeans: '该用户的密码、先前的链接和所有会话立即失效。新链接只能使用一次，72 小时内有效。',
  linked: ({ name }) => `${name} 的新链接`,
  handOver: '请转交此链接。打开者可设定密码；只能使用一次，也只在此显示一次。',
  remove: '删除',
  removeTitle: ({ name }) => `删除 ${name}？`,
  removeMeans: '该用户的会话和密钥立即失效。其操作记录予以保留。',
  removed: '用户已删除。',
};

export const keysPage: Words['keysPage'] = {
  title: '密钥',
  about: '程序在每次请求时出示密钥。您建立的密钥代表您，并随您的账户失效。',
  none: '没有密钥',
  columns: {
    name: '密钥',
    role: '角色',
    labels: '标签',
    of: '代表',
    made: '建立于',
    ends: '失效',
    act: '更改',
  },
  unnamed: '没有名称',
  itself: '其自身',
  never: '不失效',
  ended: '已失效',
  add: {
    title: '建立密钥',
    name: '名称',
    nameHint: '用途，例如 nightly',
    role: '角色',
    labels: '标签',
    labelsHint: '每行一个。留空：全部。',
    days: '有效天数',
    daysHint: '留空：直到被吊销',
    button: '建立密钥',
  },
  made: '密钥内容',
  keep: '请立即保存：只显示这一次，之后无人能再读到。',
  use: '程序以请求头 Authorization: Bearer 发送，其后为密钥。',
  revoke: '吊销',
  revokeTitle: ({ name }) => `吊销密钥 ${name}？`,
  revokeMeans: '使用它的程序从现在起被拒绝。',
  revoked: '密钥已吊销。',
};

export const roleWords: Words['roleWords'] = {
  operator: '操作员：名单、批次、行和文件',
  viewer: '查看者：进度和数字，不含任何行',
  approver: '批准人：可以批准的查看者',
  accountant: '会计：所有标签的数字和费用，不含任何行',
  admin: '管理员：全部',
};
