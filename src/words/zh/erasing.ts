// Chinese: erasing people, and what is kept of it.

import type { Words } from '../words.js';

export const erasing: Words['erasing'] = {
  summary: '从保留的所有文件中删除某个人；不加 --yes 时只预演',
  description:
    '清空此人的行（包括重复行），涉及 Rollcall 保留的每个文件：结果、工作簿、按状态拆分的文件、变化、更正文件、名单和人员索引。verify_status 变为“已删除”；其他行的字节保持不变。计数、调用记录和对账保持不变。尚未结束的批次会按编号被拒绝。回执保留在数据目录的 receipts/ 下。号码和姓名的读取方式与 find 相同。备份和您自己的副本不在其内。',
  yes: '执行删除；不加此项只说明将删除什么',
  json: '批次、行、文件和回执，JSON 格式',
  receipts: {
    summary: '删除的回执，以及回执链是否完整',
    json: '回执，JSON 格式，含 `whole`',
  },

  inBatch: ({ batch, count, rows }) => `${batch}：${count} 行（${rows}）`,
  file: ({ path }) => `  ${path}`,
  otherFiles: '其他批次的文件：',
  nothing: '保留的文件中都没有：没有可删除的内容。',
  wouldErase: ({ rows, batches, files }) =>
    `将清空：${batches} 个批次的 ${rows} 行，涉及 ${files} 个文件。现在还没有删除；加上 --yes 再运行一次即执行。`,
  erased: ({ rows, batches, files }) => `已清空：${batches} 个批次的 ${rows} 行，涉及 ${files} 个文件。`,
  receipt: ({ path }) => `回执：${path}`,
  unreadable: ({ batch, rows }) => `未能查看（这些记录无法读取）：批次 ${batch}，第 ${rows} 行。`,
  notReached: ({ what, why }) => `未能处理：${what}：${why}`,
  ofBatch: ({ batch }) => `批次 ${batch}`,
  dataDirectory: '数据目录',
  stays: {
    sessions: '服务商保留其收到的查询。调用的会话号仍在 attempts.csv 中，其中没有个人信息。',
    backups: '备份以及在别处的副本不在其内。恢复备份后请再次删除。',
  },

  notEnded: ({ batches }) =>
    `尚未结束：${batches}。此人在其中，或这些批次以此人所在的批次为基础。没有删除任何内容。请等其结束，或用 rollcall cancel 结束，然后再删除。`,
  isMade: ({ batch }) => `批次“${batch}”建立的时间过长，不再等待。没有删除任何内容。请在其名单读完后再试。`,
  changedMeanwhile: ({ file }) => `${file} 在查看之后被人改动。请再次删除。`,
  unread: ({ file, why }) => `无法读取 ${file}：${why}`,
  notWhole: '此上传尚未完成，无法查看',
  othersFiles: '其中没有该批次的 summary.json：无法判断文件属于谁',
  putReceiptBack: '请从备份恢复该回执：其后的回执只能借助它来核对。',

  shownReceipt: ({ number, at, by, rows, batches }) =>
    `${number}  ${at}  ${by}  ${batches} 个批次的 ${rows} 行`,
  noReceipts: '还没有删除过。',
  whole: ({ count }) => `${count} 份回执，前后相符。`,
  broken: ({ number }) => `回执链在第 ${number} 份之后断开：有回执被改动、移除或添加。`,
};
