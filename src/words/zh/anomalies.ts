// Chinese: what comes back and is not as usual.

import type { Words } from '../words.js';

export const anomalies: Words['anomalies'] = {
  measures: {
    match: ({ share, rows, least }) => `一致：${rows} 次调用中占 ${share} %；平常不低于 ${least} %。`,
    lookup_failed: ({ share, rows, most }) =>
      `查询失败：${rows} 次调用中占 ${share} %；平常不高于 ${most} %。`,
    error: ({ share, rows, most }) => `出错：${rows} 次调用中占 ${share} %；平常不高于 ${most} %。`,
  },
  causes: {
    list: '其他标签如常：请检查名单。',
    provider: '所有标签都如此：很可能是服务商的问题。',
    unknown: '没有其他标签可以说明是名单还是服务商的问题。',
  },
  inHour: ({ hour, what, cause }) => `${hour}：${what}${cause}`,
};
