// Chinese: what is known of a list's people from earlier calls, and taking it over.

import type { Words } from '../words.js';

export const carrying: Words['carrying'] = {
  carry: '沿用在此时间内调用过的人员的结果，如 30d，不论由哪个批次调用（默认：ROLLCALL_CARRY）；0s：不沿用',
  label: '只沿用相同标签的批次（默认），或任何批次',
  labelAlone: '--carry-label 须与 --carry（如 --carry 30d）或 ROLLCALL_CARRY 一起使用。',
  batch: ({ batch }) => `批次 ${batch}`,
  batchOfLabel: ({ batch, label }) => `批次 ${batch}（标签 ${label}）`,
  andMore: ({ batches, more }) => `${batches} 及另外 ${more} 个`,
  stop: '。',
  between: '、',
  saves: ({ known, people, within, batches, option }) =>
    `${people} 人中有 ${known} 人在 ${within}内已核验过，由${batches}调用：加上 \`${option}\` 可沿用这些结果，节省 ${known} 次调用`,
  savesCost: ({ saves, cost, currency }) => `${saves}，${cost} ${currency}`,
  ofPart: '以上只看了名单的前一部分。',
  nobodyKnown: '在该时间内没有调用过其中任何人',
  missing: ({ count }) =>
    `人员索引还缺 ${count} 个已结束的批次，其中调用过的人这里无从得知（rollcall index status）。`,
  unfinished: ({ batch }) =>
    `批次 ${batch} 是同一份名单，尚未结束：'rollcall resume ${batch}' 可继续执行，不会重复付费。`,
  days: ({ count }) => `${count} 天`,
};
