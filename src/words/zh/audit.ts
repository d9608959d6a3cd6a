// Chinese: the record of who did what.

import type { Words } from '../words.js';

export const audit: Words['audit'] = {
  summary: '操作记录：谁做了什么',
  description:
    '记录通过 serve 进行的每一次更改和对个人信息的查看，以及命令行上的批准、用户和密钥操作：谁、做了什么、哪个批次、从哪里。每一行都带有上一行的哈希。',
  verify: {
    summary: '检查记录是否与写入时一致',
    description:
      '指出第一处被改动、删除或插入的行，此时退出码为 1。末尾被截去的部分，只有在别处保存过某一行的哈希时才能发现：用 --has 给出。',
    has: '在别处保存的某一行的哈希，记录中必须有这一行',
    json: '以 JSON 输出行数和最后一行的哈希',
  },
  list: { summary: '最新的若干行', last: '显示多少行', json: '以 JSON 输出，每行一条' },
  whole: ({ lines, at, hash }) =>
    `记录完整：共 ${lines} 行，最后一行写于 ${at}。请在别处保存它的哈希：${hash}`,
  empty: '还没有任何记录。',
  torn: ({ bytes }) => `崩溃在最后一行之后留下了 ${bytes} 字节的残行。下一次操作会移除它，并记录在案。`,
  hasNot: ({ hash }) => `记录中没有哈希为 ${hash} 的行：有行被截去，或它属于另一份记录。`,
  theRecord: '当初写入的操作记录',
  lookWhere: 'rollcall audit verify 会指出第一处有误的行。请从备份恢复该文件。',
  changedSince: '这一行或它的上一行后来被改动、删除或插入。请查明还有谁能写入该处；备份中有原来的内容。',
};
