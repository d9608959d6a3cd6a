// Chinese: what a new batch's list holds, in a few lines before the first call.

import type { Words } from '../words.js';

export const brief: Words['brief'] = {
  noLabel: '还没有完成过不带标签的批次：没有可沿用的结果，所有人都按新增处理。',
  noneOfLabel: ({ label }) => `还没有完成过标签为“${label}”的批次：没有可沿用的结果，所有人都按新增处理。`,
  header: ({ file, place }) => `${file}：表头${place}。`,
  list: ({ file, rows, calls }) => `${file}：共 ${rows} 行，需调用 ${calls} 次`,
  listAndCost: ({ file, rows, calls, cost, currency }) =>
    `${file}：共 ${rows} 行，需调用 ${calls} 次，费用 ${cost} ${currency}`,
  carriedToo: ({ list, carried, previous }) => `${list}，${carried} 行沿用批次 ${previous} 的结果`,
  notSent: '不发送：',
  duplicate: ({ count }) => `重复行 ${count}`,
  reason: ({ rows, message }) => `${message} ${rows} 行`,
  others: ({ rows }) => `其他原因 ${rows} 行`,
  between: '；',
  share: ({ percent }) => `以上是名单的前 ${percent} %。用 rollcall check 可读完整份名单。`,
};
