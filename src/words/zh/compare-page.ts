// Chinese: two batches or nights beside each other, and a label's match rate over its nights.

import type { Words } from '../words.js';

export const comparePage: Words['comparePage'] = {
  title: '比较',
  about: '并排比较两个批次，以及某个标签各夜的一致率。',
  one: '批次',
  other: '与之比较',
  compare: '比较两者',
  figure: '数字',
  difference: '差异',
  matchRate: '一致率',
  rateAbout: '在得到结论的行中，一致的占比。',
  changed: '状态有变化的人数',
  newcomers: '新增人数',
  gone: '不再出现的人数',
  edges: '由何状态变为何状态',
  from: '原状态',
  to: '新状态',
  people: '人数',
  notCompared: '这两个批次建立时没有相互比较，因此不知道哪些人有变化。',
  nights: ({ label }) => `${label} 的各夜`,
  nightsOfNone: '没有标签的批次',
  night: '夜次',
  noNights: '该标签下还没有结束的批次',
  choose: '请选择两个批次，或一个标签。',
  noSuch: '这两者无法在此比较',
};
