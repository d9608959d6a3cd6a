// Chinese: how a batch was left.

import type { Words } from '../words.js';

export const results: Words['results'] = {
  outcomesGone: 'outcomes.csv 已不存在（已清除？）',
  oneRowWaits: ({ batch }) => `还有 1 行未核验。要一并核验：rollcall resume ${batch}`,
  rowsWait: ({ rows, batch }) => `还有 ${rows} 行未核验。要一并核验：rollcall resume ${batch}`,
  perStatus: ({ pattern }) => `${pattern}，每种状态一个文件`,
  forPeople: ({ page }) => `${page}，给人看的汇总页`,
  rows: '总行数',
  figures: ({ calls, retries, inDoubt, refused, duplicates }) =>
    `调用 ${calls} 次（重试 ${retries}，存疑 ${inDoubt}），未发出 ${refused}，重复行 ${duplicates}`,
  changes: ({ called, carried, changed, added, gone, previous }) =>
    `调用 ${called}，沿用 ${carried}，变化 ${changed}，新增 ${added}，减少 ${gone}（与 ${previous} 相比）`,
  cost: ({ amount, currency }) => `费用 ${amount} ${currency}`,
  costInDoubt: ({ amount, currency, inDoubt }) => `费用 ${amount} ${currency}，存疑的调用最多再加 ${inDoubt}`,
  inGaps: ({ rows }) => `gaps.csv 中有 ${rows}`,
  inQuestion: ({ rows }) => `存在疑问：第 ${rows} 行的应答也出现在另一行，可能是那个人的，请重新核验这些行。`,
  inQuestionMore: ({ rows, more }) =>
    `存在疑问：第 ${rows} 行及另外 ${more} 行（见 summary.json）的应答也出现在另一行，可能是那个人的，请重新核验这些行。`,
};
