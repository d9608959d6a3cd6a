// Chinese: what somebody else has changed of a batch in Redis. It stands on record in English.

import type { Words } from '../words.js';

export const tampering: Words['tampering'] = {
  capChanged: ({ found, set }) => `其中的调用上限是 ${found}，而应为 ${set}`,
  noCap: '无',
  settingsChanged: '其中的设置与该批次的不同',
  callsMissing: ({ found, onDisk }) => `其中计有 ${found} 次调用，而磁盘上有 ${onDisk} 次`,
  forgedCalls: ({ slice }) => `切片 ${slice} 中有调用被增加或删除`,
  forgedCall: ({ slice, row }) => `切片 ${slice} 第 ${row} 行有一次调用不是用密钥写入的`,
};
