// Chinese: what `rollcall purge` erases.

import type { Words } from '../words.js';

export const purging: Words['purging'] = {
  ended: ({ batch, ended }) => `${batch}，${ended} 结束`,
  endedAndPurged: ({ batch, ended, purged }) => `${batch}，${ended} 结束，${purged} 已清除`,
  nothingLeft: '已没有个人信息',
  file: ({ path, bytes }) => `${path}  ${bytes} 字节`,
  killed: ({ batch }) => `${batch}，启动时被强行终止留下的`,
  kept: ({ reason }) => `保留：${reason}`,
  nothing: '没有可清除的内容。',
  erased: ({ files, bytes, batches }) => `已清除：${batches} 个批次的 ${files} 个文件，共 ${bytes} 字节。`,
  wouldErase: ({ files, bytes, batches }) =>
    `将清除：${batches} 个批次的 ${files} 个文件，共 ${bytes} 字节。现在还没有清除；加上 --yes 再运行一次即执行。`,
};
