// Chinese: what this machine refuses.

import type { Words } from '../words.js';

export const machine: Words['machine'] = {
  dataDirectory: ({ path, why }) => `ROLLCALL_DATA 指定的 ${path} 无法建成目录：${why}。`,
};
