// Chinese: what the HTTP interface answers where a request can't be done.

import type { Words } from '../words.js';

export const problems: Words['problems'] = {
  titles: {
    'invalid-request': '请求的格式不正确',
    unauthenticated: '需要密钥或登录会话',
    forbidden: '您的角色不允许此操作',
    'not-found': '这里没有内容，或没有您可以看到的内容',
    'unsupported-media-type': '请求体的类型不受支持',
    'too-large': '请求体过大',
    'too-slow': '请求体传输过慢',
    'too-many-requests': '一分钟内请求过多',
    'too-many-streams': '打开的事件流过多',
    'unknown-host': '本服务没有这个名称',
    'conflicting-state': '批次的状态不允许此操作',
    'halted-account': '账户已停止，由管理员解除',
    'label-needed': '必须指明您的标签之一',
    'range-not-satisfiable': '文件没有该范围',
    unavailable: '目前无法答复',
    internal: '这里发生了错误',
  },
  inLog: '原因见 Rollcall 的日志，请联系运行者。',
  stopping: 'Rollcall 正在停止。请在恢复后重试。',
  noJson: '请求体不是 JSON。',
  cutOff: '请求体在全部到达之前结束。',
  uploadProtocol: '这不是 tus 协议 1.0.0 版的请求。',
  notIn: ({ state }) => `批次的状态是 ${state}。`,
  labelsAre: ({ labels }) => `请指明其一：${labels}。`,
};
