// Chinese: the page where one signs in, and the one where a link leads.

import type { Words } from '../words.js';

export const signInPage: Words['signInPage'] = {
  title: '登录',
  name: '用户名',
  password: '密码',
  signIn: '登录',
  byProvider: '使用单位账号登录',
  hasLink: '我有登录链接',
  link: '链接',
  linkHint: '粘贴完整地址，或 # 后面的部分。',
  useLink: '继续',
  firstTitle: '首位管理员',
  firstAbout: '您正在设置 Rollcall。请选择今后登录所用的用户名和密码。',
  welcome: ({ name }) => `欢迎，${name}`,
  setAbout: '请设置今后登录所用的密码。设置后该链接失效。',
  nameHint: '可用字母、数字、空格和 . _ @ + -。',
  newPassword: '新密码',
  passwordHint: '至少 12 个字符。几个词比一串符号更好记。',
  setPassword: '设置密码并登录',
};
