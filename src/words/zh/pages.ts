// Chinese: what all pages share: navigation, states, buttons.

import type { Words } from '../words.js';

export const pages: Words['pages'] = {
  menu: '菜单',
  toMain: '跳到内容',
  toFirstPage: '回到首页',
  signOut: '退出登录',
  zone: '时间均为北京时间（UTC+8）。',
  offline: '与 Rollcall 的连接已断开，显示的内容可能已过时；恢复后本页自动继续。',
  navigation: {
    batches: '批次',
    newList: '新建名单',
    compare: '比较',
  },
  navigationGroups: {
    work: '工作',
  },
  roles: {
    operator: '操作员',
    viewer: '查看者',
    approver: '批准人',
    accountant: '会计',
    admin: '管理员',
  },
  statuses: {
    match: '一致',
    mismatch: '不一致',
    invalid_id: '无此号码',
    bad_format: '格式有误',
    lookup_failed: '查询失败',
    error: '出错',
    unreadable: '无法读取',
    in_doubt: '存疑',
    not_sent: '未发送',
    erased: '已删除',
  },
  ofStatus: ({ status, rows }) => `${status}：${rows}`,
  and: '，',
  nothingDone: '尚无已完成的行',
  exactTime: ({ time }) => `北京时间 ${time}（UTC+8）`,
  notDone: '无法完成此操作',
  wrongField: ({ field, what }) => `${field}：${what}`,
  firstPage: '第一页',
  nextPage: '下一页',
  morePages: '更多页',
  back: '返回',
};
