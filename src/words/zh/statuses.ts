// Chinese: the statuses of rows.

import type { Words } from '../words.js';

export const statuses: Words['statuses'] = {
  match: '一致',
  mismatch: '不一致',
  invalid_id: '号码无效',
  bad_format: '格式有误',
  lookup_failed: '查询失败',
  error: '未得结论',
  unreadable: '无法读取',
  in_doubt: '存疑',
  not_sent: '未发送',
  erased: '已删除',
};
