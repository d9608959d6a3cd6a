// Chinese: one person in all batches.

import type { Words } from '../words.js';

export const persons: Words['persons'] = {
  summary: '某个人在所有批次中的情况：出现在哪里，保留了什么',
  description:
    '号码（以及只指某个姓名时的姓名）由程序询问，或从标准输入按“号码、逗号、姓名”逐行读取。从不作为命令参数，因为参数会留在 shell 历史和进程列表中。',
  find: {
    summary: '某个人所在的批次和行',
    json: '每一行的 batch、row、status 和 checked_at，JSON 格式',
  },
  exporting: {
    summary: '某个人在所有批次中的行及其每次调用，JSON 格式',
    description:
      '名单中的行；已结束的批次还有写在其后的结果和为其发出的每次调用；以及重复这些行的其他文件中的行。这是个人信息，请像结果文件一样妥善保管。号码和姓名的读取方式与 find 相同。',
    out: '写入此文件，而不是标准输出',
  },
  askNumber: '号码：',
  askName: '姓名（留空：不论姓名）：',
  nobody: '没有指定任何人：请在标准输入中逐行给出号码，或号码、逗号、姓名。',
  noNumber: ({ line }) => `标准输入第 ${line} 行没有号码。`,
  isThere: ({ file }) => `${file} 已存在。请用 --out 指定另一个文件。`,
  nowhere: '在保留了文件的批次中都没有。',
  row: ({ batch, row, status, at }) => `${batch}  第 ${row} 行  ${status}  ${at}`,
  notEnded: '尚未结束',
  notCalled: '未调用',
};
