// Chinese: the states of batches, of nights and of reconciliations.

import type { Words } from '../words.js';

export const states: Words['states'] = {
  draft: '草稿',
  awaiting_approval: '等待批准',
  queued: '排队中',
  running: '进行中',
  paused: '已暂停',
  waiting: '等待次日',
  halted: '已停止',
  completed: '已完成',
  cancelled: '已取消',
  lost: '由其他进程接手',
};

export const nights: Words['nights'] = {
  ...states,
  skipped: '已跳过',
  missed: '已错过',
  file_missing: '没有文件',
  file_empty: '文件为空',
  file_growing: '文件仍在写入',
  file_same: '文件与上一夜相同',
  failed: '失败',
};

export const reconciliations: Words['reconciliations'] = {
  settling: '等待计数稳定',
  done: '已对账',
  failed: '对账失败',
};

export const verdicts: Words['verdicts'] = {
  balanced: '一致',
  explained: '可解释',
  unsettled: '未结清',
  unexplained: '无法解释',
};
