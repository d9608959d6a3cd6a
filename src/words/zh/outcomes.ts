// Chinese: what a row that was to be called ended as, in the column `verify_message`.

import type { Words } from '../words.js';

export const outcomes: Words['outcomes'] = {
  unknownCode: ({ code }) => `返回码 ${code}，文档未列出`,
  meaningAndWords: ({ meaning, words }) => `${meaning}：${words}`,
  withNote: ({ message, note }) => `${message}；${note}`,
  calledInGap: '可能已调用但没有留下记录，见 gaps.csv',
  answerLost: '已发出调用但未收到应答，可能已计费',
  notCalled: '未调用：还没有轮到这一行',
  attemptsUsedUp: ({ calls }) => `调用 ${calls} 次均未得出结论，尝试次数已用完`,
  attemptsUsedUpAtLast: ({ calls, httpStatus }) =>
    `调用 ${calls} 次均未得出结论（最后一次的 HTTP 状态为 ${httpStatus}），尝试次数已用完`,
};
