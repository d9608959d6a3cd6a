// Chinese: lists that correct an earlier batch.

import type { Words } from '../words.js';

export const corrections: Words['corrections'] = {
  noSuchRow: ({ batch, row }) => `批次“${batch}”没有第 ${row} 行。`,
  noSummary: ({ batch, directory }) =>
    `${directory} 中没有批次“${batch}”的 summary.json，无法更正。请先放回该批次的文件。`,
  noOutcomes: ({ batch, file }) => `${file} 不在，或已不是批次“${batch}”写入的样子。请放回原文件。`,
  notEnded: ({ batch, first }) =>
    `批次“${batch}”正在更正“${first}”，尚未结束：同一行会被调用两次。请先让它结束：rollcall resume ${batch}，或 rollcall cancel ${batch}`,
  purged: ({ batch, purgedAt }) =>
    `批次“${batch}”已于 ${purgedAt} 清除，没有可更正的内容。请单独核验这份名单。`,
  noNumber: ({ list, line }) =>
    `${list} 第 ${line} 行：verify_row 必须是该行在被更正批次中的行号；新增的行请留空。`,
  unknownRow: ({ list, line, row }) =>
    `${list} 第 ${line} 行：verify_row 为 ${row}，而被更正的批次没有这一行。批次是否写对？新增的行请留空。`,
  rowTwice: ({ list, line, row }) =>
    `${list} 第 ${line} 行：verify_row ${row} 在名单中已出现过。请只保留一行，新增的行请留空。`,
  begunWith: ({ batch, corrected }) =>
    `批次“${batch}”开始时用的是 --corrects ${corrected}，不能更改。要继续它请去掉 --corrects，否则请换一个 --batch。`,
  begunWithout: ({ batch }) =>
    `批次“${batch}”开始时没有 --corrects，不能更改。要继续它请去掉 --corrects，否则请换一个 --batch。`,
};
