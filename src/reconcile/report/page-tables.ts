// The tables of report.html: codes side by side, differences with their calls, costs, checks, changes. Pure.

import { REASONS, type NamedCall, type Reason } from '../balance/candidates.js';
import type { Changes } from './changes.js';
import type { ProviderCheck } from '../balance/provider-checks.js';
import { html, type Markup } from './html.js';
import { grouped, signed } from './numbers.js';
import { table, type Cell, type Heading, type Row } from './page-table.js';
import type { Report } from './report.js';
import { totalsOf } from './totals.js';
import { CHECK_NAMES, codeWords, FIGURE_NAMES, REASON_NAMES, VERDICT_NAMES } from './words.js';

type CodeEntry = Report['codes'][number];
type SlotEntry = Report['days'][number];

const CODE: Heading = { zh: '返回码', en: 'code', kind: 'n' };
const MEANING: Heading = { zh: '含义', en: 'meaning', kind: 'text' };
const FIGURES: readonly Heading[] = [
  { ...FIGURE_NAMES.ours, kind: 'n' },
  { ...FIGURE_NAMES.in_doubt, kind: 'n' },
  { ...FIGURE_NAMES.theirs, kind: 'n' },
  { zh: '差异', en: 'difference', kind: 'n' },
  { zh: '无法解释', en: 'unexplained', kind: 'n' },
  { zh: '结论', en: 'verdict' },
];

export function codeTable(report: Report): Markup {
  const { ours, theirs, difference, foreign, missing } = totalsOf(report);
  const total = [grouped(ours), grouped(report.in_doubt.calls), grouped(theirs), signed(difference)];
  return table(
    [CODE, MEANING, ...FIGURES],
    report.codes.map((code) => [...codeCells(report, code), ...figureCells(code)]),
    ['', '合计 total', ...total, leftOver(foreign, missing)],
  );
}

export function both(zh: string, en: string): Markup {
  return html`${zh}<br /><small>${en}</small>`;
}

function codeCells(report: Report, { code }: CodeEntry): Cell[] {
  const { zh, en } = codeWords(report, code);
  return [code, both(zh, en)];
}

function figureCells(balance: CodeEntry): Cell[] {
  const { ours, in_doubt: inDoubt, theirs, difference, foreign, missing, reported, verdict } = balance;
  if (!reported) {
    const words = { content: both('服务方不统计', 'not reported'), as: 'soft' };
    return [grouped(ours), grouped(inDoubt), '–', '–', '', words];
  }
  return [
    grouped(ours),
    grouped(inDoubt),
    grouped(theirs),
    signed(difference),
    leftOver(foreign, missing),
    { content: both(VERDICT_NAMES[verdict].zh, verdict), as: `is-${verdict}` },
  ];
}

/** One row for each slot and code that differs. The calls behind a slot's differences follow its last row. */
export function differenceTable(report: Report, slots: readonly SlotEntry[]): Markup {
  const rows = slots.flatMap((slot): Row[] => {
    const codes = slot.codes.filter(differs);
    return [
      ...codes.map((code) => [nameOfSlot(slot.date), ...codeCells(report, code), ...figureCells(code)]),
      ...callRows(slot),
    ];
  });
  return table([{ zh: '时段', en: 'row', kind: 'wide when' }, CODE, MEANING, ...FIGURES], rows);
}

/** The most calls that the page names for a slot; report.json names more. */
const NAMED_ON_PAGE: Readonly<Record<Reason, number>> = { in_doubt: 20, at_edge: 3, missing: 10 };

export function callRows({ calls = [], candidates }: Pick<SlotEntry, 'calls' | 'candidates'>): Row[] {
  return REASONS.flatMap((reason) => {
    const count = candidates?.[reason] ?? 0;
    if (count === 0) return [];
    const named = calls.filter(({ because }) => because === reason).slice(0, NAMED_ON_PAGE[reason]);
    const { zh, en } = REASON_NAMES[reason];
    const more = count > named.length ? ` … 共 in all ${grouped(count)}` : '';
    return [{ note: `${zh} ${en}: ${named.map(nameOf).join('; ')}${more}` }];
  });
}

function nameOf({ batch, row, attempt, started_at: startedAt }: NamedCall): string {
  return `${batch} row ${row} attempt ${attempt} (${startedAt.slice(11, 23)})`;
}

/** A bucket is named by its time of day, because a page with buckets is about one day. */
function nameOfSlot(date: string): string {
  return date.slice(11, 16) || date;
}

export function checkTable(checks: readonly ProviderCheck[]): Markup {
  const headings: readonly Heading[] = [
    { zh: '检查', en: 'check', kind: 'wide' },
    { zh: '结果', en: 'result' },
    { zh: '说明', en: 'detail', kind: 'text' },
  ];
  const rows = checks.map(({ check, ok, detail, detail_zh: detailZh }) => {
    const mark = ok ? { content: '✓', as: 'is-balanced' } : { content: '✗', as: 'is-unexplained' };
    return [both(CHECK_NAMES[check].zh, CHECK_NAMES[check].en), mark, both(detailZh, detail)];
  });
  return table(headings, rows);
}

export function changeTable({ figures }: Changes): Markup {
  const headings: readonly Heading[] = [
    { ...CODE, kind: 'n' },
    { zh: '数字', en: 'figure' },
    { zh: '之前', en: 'before', kind: 'n' },
    { zh: '现在', en: 'now', kind: 'n' },
  ];
  const rows = figures.map(({ code, figure, before, now }) => {
    const { zh, en } = FIGURE_NAMES[figure];
    return [code, `${zh} ${en}`, grouped(before), grouped(now)];
  });
  return table(headings, rows);
}

/** Calls of others with `+`, and ours that the provider does not count with `-`. */
export function leftOver(foreign: number, missing: number): string {
  return [foreign > 0 ? signed(foreign) : '', missing > 0 ? signed(-missing) : ''].join(' ').trim();
}

export function differs({ reported, difference, foreign, missing }: CodeEntry): boolean {
  return reported && (difference !== 0 || foreign + missing > 0);
}
