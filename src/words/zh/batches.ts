// Chinese: what goes wrong with a batch as a whole.

import type { Words } from '../words.js';

export const batches: Words['batches'] = {
  unknown: ({ batch, directory }) => `${directory} 中没有批次“${batch}”。用 rollcall status 可查看所有批次。`,
  listNotCopied: ({ batch }) =>
    `批次“${batch}”的名单没有复制完，尚未发送任何调用。如果已没有进程在复制，请加 --batch ${batch} 重新运行。`,
};
