// The report's words in Chinese and English. Pure.

import type { ReturnCode } from '../../domain/return-codes.js';
import type { BridgeName } from '../bridge.js';
import type { Reason } from '../balance/candidates.js';
import type { ProviderCheck } from '../balance/provider-checks.js';
import type { Report } from './report.js';
import type { Verdict } from '../balance/verdict.js';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export const VERDICT_NAMES: Readonly<Record<Verdict, Words>> = {
  balanced: { zh: '一致', en: 'balanced' },
  explained: { zh: '可解释', en: 'explained' },
  unsettled: { zh: '未结清', en: 'unsettled' },
  unexplained: { zh: '无法解释', en: 'unexplained' },
};

/** Behind a verdict on days that are not over. */
export const NOT_OVER: Words = { zh: '（期间尚未结束）', en: ' (the period is not over)' };

export const VERDICT_SENTENCES: Readonly<Record<Verdict, Words>> = {
  balanced: {
    zh: '服务方的计数与我方记录的调用完全一致。',
    en: 'The provider counts exactly the calls that we have on record.',
  },
  explained: {
    zh: '每一处差异都可由未收到应答的调用、时段边界上的调用或事先申报的调用解释。',
    en: 'Every difference is covered by calls in doubt, calls at an edge, or calls declared beforehand.',
  },
  unsettled: {
    zh: '我方批次尚未结束，或服务方统计可能尚未完成。请稍后重新对账。',
    en: 'Batches still run, or the provider’s figures may still grow. Reconcile again later.',
  },
  unexplained: {
    zh: '仅凭我方的调用无法得出服务方的计数。',
    en: 'The provider’s figures can’t come from our calls.',
  },
};

export const REASON_NAMES: Readonly<Record<Reason, Words>> = {
  in_doubt: { zh: '未收到应答，可能已计数', en: 'in doubt: may have been counted' },
  at_edge: { zh: '位于时段边界', en: 'at an edge: counted here or beside' },
  missing: { zh: '已应答；服务方少计的调用在其中', en: 'answered; among these are those not counted' },
};

export const FIGURE_NAMES = {
  ours: { zh: '我方', en: 'ours' },
  in_doubt: { zh: '存疑', en: 'in doubt' },
  theirs: { zh: '服务方', en: 'theirs' },
} as const satisfies Readonly<Record<string, Words>>;

/** What each line of the bridge from our calls to the provider's is. */
export const BRIDGE_NAMES: Readonly<Record<BridgeName, Words>> = {
  ours: { zh: '我方已应答', en: 'ours, answered' },
  in_doubt: { zh: '加：存疑而已计数', en: 'plus in doubt and counted' },
  others: { zh: '加：他人的调用', en: 'plus calls of others' },
  edge_in: { zh: '加：边界上计入', en: 'plus counted in over an edge' },
  edge_out: { zh: '减：边界上计出', en: 'less counted out over an edge' },
  not_counted: { zh: '减：尚未计数', en: 'less not (yet) counted' },
  theirs: { zh: '服务方', en: 'theirs' },
};

export const CHECK_NAMES: Readonly<Record<ProviderCheck['check'], Words>> = {
  list_adds_up: { zh: '明细之和等于汇总', en: 'list adds up to summary' },
  dates_in_range: { zh: '日期在范围内', en: 'dates in range' },
  dates_once: { zh: '日期不重复', en: 'no date twice' },
  codes_known: { zh: '返回码（备注）', en: 'codes (notes)' },
  lines_read: { zh: '账单各行', en: 'lines of the bill' },
  deductions: { zh: '资源包抵扣', en: 'packages' },
  refunds: { zh: '退款（备注）', en: 'refunds (notes)' },
  amounts: { zh: '金额（备注）', en: 'amounts (notes)' },
};

export function codeWords({ meanings }: Pick<Report, 'meanings'>, code: ReturnCode): Words {
  return meanings[code] ?? { zh: '文档未列出', en: 'not documented' };
}
