// Chinese: why results can’t be put where they are to go.

import type { Words } from '../words.js';

export const outErrors: Words['outErrors'] = {
  notMade: ({ directory, why }) => `无法建立存放结果的目录 ${directory}：${why}。`,
  ownPlace: ({ directory, batch }) =>
    `${directory} 是 Rollcall 自己存放批次的地方。请为“${batch}”换一个 --out 目录，或不写。`,
  reservationUnread: ({ path }) =>
    `${path} 应写明哪个批次的文件在那里，但读不出来。如果没有批次使用，请删除它，或换一个 --out 目录。`,
  takenMeanwhile: ({ directory, batch }) =>
    `同一时刻另一批次占用了 ${directory}。请为“${batch}”换一个 --out 目录，或重试。`,
  leftBehind: ({ directory, other, data, file, batch }) =>
    `${directory} 仍为数据目录 ${data} 的批次“${other}”保留，而该批次已结束。请删除 ${file}，或为“${batch}”换一个 --out 目录。`,
  othersFiles: ({ directory, other, batch }) =>
    `${directory} 中有批次“${other}”的文件。请为“${batch}”换一个 --out 目录，或移走那些文件。`,
  unwritable: ({ directory, why }) => `无法写入 ${directory}：${why}。`,
  held: ({ other, data, directory, batch }) =>
    `数据目录 ${data} 的批次“${other}”的文件在 ${directory} 中，且尚未结束。请为“${batch}”换一个 --out 目录，或等它结束。`,
  heldByUnknown: ({ other, data, directory, batch, file }) =>
    `数据目录 ${data} 的批次“${other}”的文件在 ${directory} 中，从这里看不出它是否已结束。请为“${batch}”换一个 --out 目录；如果该批次已不存在，请删除 ${file}。`,
};
