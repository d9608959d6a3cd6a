// Chinese: the index of people.

import type { Words } from '../words.js';

export const people: Words['people'] = {
  summary: '人员索引：查看内容，或重建',
  description:
    '索引记录每个人出现在哪些批次中。它自动生成：批次结束时加入，以前的批次由 batch 进程补入。其中只有加密钥的散列值，没有姓名和号码，随时可以根据结果文件重建。',
  status: { summary: '索引中有多少批次和多少行，还缺哪些批次' },
  rebuilding: {
    summary: '根据所有已结束批次的结果文件重建索引',
    description:
      '用于索引损坏、或密钥 people.key 丢失的情况。其他数据都不依赖索引。中途崩溃时，缺少的批次会照常自动补入。',
  },
  has: ({ batches, rows }) => `人员索引中有 ${batches} 个批次的 ${rows} 行。`,
  lacks: ({ count, batches }) =>
    `还缺 ${count} 个已结束的批次：${batches}。batch 进程会补入，也可以执行 \`rollcall index rebuild\`。`,
  indexing: ({ batch, left }) => `正在把批次 ${batch} 加入人员索引；之后还有 ${left} 个。`,
  notIndexed: ({ batch, why }) => `未进入索引：批次 ${batch}。${why}`,

  index: '人员索引',
  segmentIsNot: '当初写入的人员索引片段',
  rebuild: '数据没有丢失：`rollcall index rebuild` 会根据结果文件重建索引。',
  noKey: ({ path }) =>
    `${path} 不是密钥：应为 64 位十六进制数字。请放回原来的密钥；或删除该文件，\`rollcall index rebuild\` 会生成新密钥并重建索引。`,
  otherKey: ({ path }) =>
    `${path} 不是生成人员索引时所用的密钥。请放回原来的密钥，或用 \`rollcall index rebuild\` 重建索引。`,
  lacksFiles: ({ directory }) =>
    `${directory} 中的人员索引缺少文件。数据没有丢失：\`rollcall index rebuild\` 会根据结果文件重建索引。`,
};
