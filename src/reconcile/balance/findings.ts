// Says in sentences what the balance means: what accounts for the differences, what is left, and which cause is
// likelier. Chinese and English. Pure.

import type { Balance, SlotBalance } from './balance.js';
import { SETTLING_MS } from './cuts.js';
import { dayEnd } from '../../domain/days.js';
import type { Figures } from '../../domain/provider-counts.js';
import { chinaIso } from '../../domain/china-time.js';

export interface Finding {
  readonly en: string;
  readonly zh: string;
}

export interface FindingsInput {
  readonly balance: Balance;
  readonly figures: Figures;
  /** Batches of those days whose calls may not all be recorded. */
  readonly unfinished: readonly string[];
  readonly nowMs: number;
}

export function findingsOf(input: FindingsInput): Finding[] {
  return [
    ...coveredFindings(input),
    ...runningFindings(input.unfinished),
    ...foreignFindings(input),
    ...missingFindings(input),
  ];
}

function coveredFindings({ balance: { fates } }: FindingsInput): Finding[] {
  const { inDoubt, atEdge, known } = fates;
  const findings: Finding[] = [];
  if (inDoubt > 0) {
    findings.push({
      en: `${calls(inDoubt)} whose answer never came, counted by the provider all the same.`,
      zh: `${inDoubt} 次调用未收到应答，但服务方已计数。`,
    });
  }
  if (atEdge > 0) {
    findings.push({
      en: `${calls(atEdge)} at an edge: counted in the 5-minute row or day next to ours, as clocks and time in transit allow.`,
      zh: `${atEdge} 次调用位于时段边界：因时钟差与传输时间，被计入相邻的5分钟行或日期。`,
    });
  }
  if (known > 0) {
    findings.push({
      en: `${calls(known)} of others that were declared beforehand (--baseline).`,
      zh: `${known} 次为事先申报的其他来源调用（--baseline）。`,
    });
  }
  return findings;
}

export function runningFindings(unfinished: readonly string[]): Finding[] {
  if (unfinished.length === 0) return [];
  const names = unfinished.join(', ');
  return [
    {
      en: `Not finished: ${names}. Calls may still be missing from the record; reconcile again when it has ended.`,
      zh: `尚未结束的批次：${names}。记录中可能缺少调用，请在其结束后重新对账。`,
    },
  ];
}

function foreignFindings({ balance, unfinished }: FindingsInput): Finding[] {
  const { fates, finest, agreesWithinMs } = balance;
  if (fates.foreign === 0) return [];
  const places = placesOf(finest.slots, 'foreign');
  const findings: Finding[] = [
    {
      en: `At least ${calls(fates.foreign)} in the provider's figures ${fates.foreign === 1 ? 'is' : 'are'} none of ours: ${places.en}.`,
      zh: `服务方至少多计 ${fates.foreign} 次，无法对应到我方任何调用：${places.zh}。`,
    },
  ];
  if (agreesWithinMs !== undefined) {
    const minutes = agreesWithinMs / 60_000;
    findings.push({
      en: `The totals agree and only the 5-minute rows differ: likelier clocks or late counting than calls of others. With --clock-tolerance ${minutes}m the rows agree.`,
      zh: `总数一致，仅5分钟行不同：更可能是时钟偏差或延迟计数，而非他人调用。使用 --clock-tolerance ${minutes}m 时各行一致。`,
    });
  } else if (unfinished.length === 0) findings.push(whoseCalls(finest.slots));
  return findings;
}

/**
 * Calls in slots where we made none are probably another program's. Calls among our own may also be ours that were not
 * recorded.
 */
function whoseCalls(slots: readonly SlotBalance[]): Finding {
  let whereIdle = 0;
  let total = 0;
  for (const { codes } of slots) {
    const idle = codes.every(({ ours, inDoubt, atEdge }) => ours + inDoubt + atEdge === 0);
    const foreign = codes.reduce((sum, code) => sum + code.foreign, 0);
    total += foreign;
    if (idle) whereIdle += foreign;
  }
  if (whereIdle * 2 > total) {
    return {
      en: `${whereIdle === total ? 'All' : whereIdle} of them lie where we called nobody: likelier that somebody else uses the account. If that is known, declare it with --baseline.`,
      zh: `${whereIdle === total ? '全部' : `其中 ${whereIdle} 次`}发生在我方没有调用的时段：更可能是他人使用同一账号。若已知，可用 --baseline 申报。`,
    };
  }
  return {
    en: `${whereIdle === 0 ? 'All' : total - whereIdle} of them lie among our own calls: somebody else used the account at the same time, or calls are missing from the record (another data directory, a batch left out with --exclude).`,
    zh: `${whereIdle === 0 ? '全部' : `其中 ${total - whereIdle} 次`}与我方调用处于同一时段：可能有人同时使用该账号，或我方记录缺失（另一数据目录，或被 --exclude 排除的批次）。`,
  };
}

const PLACES_AT_MOST = 5;

/** Where most of the calls lie that are left over: days, or the starts of five minutes. */
function placesOf(slots: readonly SlotBalance[], figure: 'foreign' | 'missing'): Finding {
  const places = slots
    .map(({ date, codes }) => ({
      date: date.slice(0, 16),
      count: codes.reduce((sum, code) => sum + code[figure], 0),
    }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  const named = places.slice(0, PLACES_AT_MOST).map(({ date, count }) => `${date} (${count})`);
  const more = places.length - named.length;
  return {
    en: named.join(', ') + (more > 0 ? ` and ${more} more` : ''),
    zh: named.join('，') + (more > 0 ? ` 及另外 ${more} 处` : ''),
  };
}

function missingFindings({ balance, figures, unfinished, nowMs }: FindingsInput): Finding[] {
  const { fates, finest, agreesWithinMs } = balance;
  if (fates.missing === 0) return [];
  const lastRow = figures.list
    .map(({ date }) => date)
    .toSorted()
    .at(-1);
  const [rowEn, rowZh] =
    lastRow === undefined ? ['', ''] : [` (its last row: ${lastRow})`, `（其最后一行：${lastRow}）`];
  const places = placesOf(finest.slots, 'missing');
  const finding: Finding = {
    en: `At least ${calls(fates.missing)} that we know of ${fates.missing === 1 ? 'is' : 'are'} not in the provider's figures${rowEn}: ${places.en}.`,
    zh: `已知的调用中至少有 ${fates.missing} 次不在服务方统计中${rowZh}：${places.zh}。`,
  };
  if (agreesWithinMs !== undefined || unfinished.length > 0) return [finding];
  const days = finest.slots
    .filter(({ codes }) => codes.some(({ missing }) => missing > 0))
    .map(({ date }) => date.slice(0, 10));
  return [
    finding,
    whyMissing(
      days.map((day) => dayEnd(day) + SETTLING_MS),
      nowMs,
    ),
  ];
}

/** @param settledAt the times from which the figures of the days with missing calls are final */
function whyMissing(settledAt: readonly number[], nowMs: number): Finding {
  if (settledAt.some((at) => at <= nowMs)) {
    return {
      en: 'Their days ended more than 24 hours ago, so that this is no matter of settling: ask the provider, with the sessions of the calls named below.',
      zh: '这些日期结束已超过24小时，不再属于统计延迟：请携带下列调用的 session_id 询问服务方。',
    };
  }
  const until = chinaIso(Math.max(...settledAt, nowMs));
  return {
    en: `Likelier that the figures have not settled: until ${until} they may still grow. Reconcile again then, or use --settle.`,
    zh: `更可能是统计尚未完成：在 ${until} 之前仍可能增加。届时请重新对账，或使用 --settle。`,
  };
}

export function calls(count: number): string {
  return count === 1 ? '1 call' : `${count} calls`;
}
