// Chinese: how persons differ from the batch before, in changes.csv.

import type { Words } from '../words.js';

export const changes: Words['changes'] = {
  kinds: { changed: '有变化', new: '新增', gone: '已不在名单' },
};
