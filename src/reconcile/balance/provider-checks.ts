// Whether the provider's own figures are consistent. Pure: it does not compare them with ours.

import { compareCodes, type ReturnCode, type ReturnCodes } from '../../domain/return-codes.js';
import { daysOf, parseDate, type DayRange } from '../../domain/days.js';
import type { CodeCounts, Figures } from '../../domain/provider-counts.js';
import { sumOfList } from '../figures.js';

export interface ProviderCheck {
  readonly check:
    | 'list_adds_up'
    | 'dates_in_range'
    | 'dates_once'
    | 'codes_known'
    | 'lines_read'
    | 'deductions'
    | 'refunds'
    | 'amounts';
  readonly ok: boolean;
  readonly detail: string;
  readonly detail_zh: string;
}

const NAMED_AT_MOST = 5;

/** @param ourCodes codes with which our own calls were answered */
export function providerChecks(
  figures: Figures,
  range: DayRange,
  ourCodes: ReadonlySet<ReturnCode>,
  codes: ReturnCodes,
): ProviderCheck[] {
  return [addsUp(figures), inRange(figures, range), once(figures), codesKnown(figures, ourCodes, codes)];
}

export function listAddsUp(figures: Figures): boolean {
  return contradictions(figures).length === 0;
}

function contradictions(figures: Figures): string[] {
  const { summary, list, parts = [] } = figures;
  const sums = sumOfList(list);
  const own = [...new Set([...summary.keys(), ...sums.keys()])]
    .sort(compareCodes)
    .map((code) => ({ code, inSummary: summary.get(code) ?? 0, inList: sums.get(code) ?? 0 }))
    .filter(({ inSummary, inList }) => inSummary !== inList)
    .map(({ code, inSummary, inList }) => `code ${code}: summary ${inSummary}, list ${inList}`);
  const inParts = parts.flatMap((part) =>
    contradictions(part.figures).map((words) => `${part.day}, ${words}`),
  );
  return [...own, ...inParts];
}

function addsUp(figures: Figures): ProviderCheck {
  const wrong = contradictions(figures);
  const { length } = figures.list;
  if (wrong.length === 0) {
    const words = { detail: `${length} rows add up to the summary`, detail_zh: `${length} 行之和等于汇总` };
    return { check: 'list_adds_up', ok: true, ...words };
  }
  const detail =
    `the list of ${length} rows does not add up to the summary: ${wrong.join('; ')}. ` +
    'The comparison by code uses the summary; the rows of the list prove nothing and are shown only.';
  const detailZh =
    `明细 ${length} 行之和与汇总不符：${wrong.join('; ')}。按返回码比较以汇总为准；` +
    '明细各行仅供参考，不作为依据。';
  return { check: 'list_adds_up', ok: false, detail, detail_zh: detailZh };
}

function inRange({ list }: Figures, range: DayRange): ProviderCheck {
  const oneDay = range.from === range.to;
  const days = new Set(daysOf(range));
  const wrong = list.filter(({ date }) => {
    const place = parseDate(date);
    return place === undefined || !days.has(place.day) || (place.bucket !== undefined) !== oneDay;
  });
  const detail =
    wrong.length === 0
      ? `every row lies between ${range.from} and ${range.to}`
      : `${wrong.length} rows are not rows of ${range.from} to ${range.to}: ${someOf(wrong.map(({ date }) => date))}`;
  const detailZh =
    wrong.length === 0
      ? `各行均在 ${range.from} 至 ${range.to} 之间`
      : `${wrong.length} 行不属于 ${range.from} 至 ${range.to}：${someOf(wrong.map(({ date }) => date))}`;
  return { check: 'dates_in_range', ok: wrong.length === 0, detail, detail_zh: detailZh };
}

function once({ list }: Figures): ProviderCheck {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { date } of list) (seen.has(date) ? twice : seen).add(date);
  const detail = twice.size === 0 ? 'no row occurs twice' : `rows that occur twice: ${someOf([...twice])}`;
  const detailZh = twice.size === 0 ? '没有重复的行' : `重复的行：${someOf([...twice])}`;
  return { check: 'dates_once', ok: twice.size === 0, detail, detail_zh: detailZh };
}

/** Only a note: the balance judges calls under a code that we never saw. */
function codesKnown(
  { summary, list }: Figures,
  ourCodes: ReadonlySet<ReturnCode>,
  codes: ReturnCodes,
): ProviderCheck {
  const theirs = new Set([summary, ...list.map(({ counts }) => counts)].flatMap(occurring));
  const unseen = [...theirs].filter((code) => !ourCodes.has(code)).sort(compareCodes);
  const listed = (code: ReturnCode) => codes.meaningOf(code) !== undefined;
  const notes = unseen.map(
    (code) =>
      `code ${code}${listed(code) ? '' : ', which its documents do not list,'} was never an answer to us`,
  );
  const notesZh = unseen.map((code) => `我方从未收到返回码 ${code}${listed(code) ? '' : '（文档未列出）'}`);
  return {
    check: 'codes_known',
    ok: true,
    detail: notes.length === 0 ? 'only codes that we know' : notes.join('; '),
    detail_zh: notesZh.length === 0 ? '只有我方已知的返回码' : notesZh.join('；'),
  };
}

function occurring(counts: CodeCounts): ReturnCode[] {
  return [...counts].filter(([, count]) => count > 0).map(([code]) => code);
}

function someOf(dates: readonly string[]): string {
  const named = dates.slice(0, NAMED_AT_MOST).join(', ');
  return dates.length > NAMED_AT_MOST ? `${named}, …` : named;
}
