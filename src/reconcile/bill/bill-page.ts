// report.html of a reconciliation with a bill: the same page as for counts, with periods in the place of codes. It knows
// the report and no files. Pure.

import { VERDICTS } from '../balance/verdict.js';
import { html, type Content, type Markup } from '../report/html.js';
import { grouped, signed } from '../report/numbers.js';
import { batchTable, bridgeTable, labelTable } from '../report/page-costs.js';
import { findingList, minuteOf, noteList, pageOf, section, type Sum } from '../report/page-frame.js';
import { proofSection } from '../report/page-proof.js';
import { table, type Cell, type Heading, type Row } from '../report/page-table.js';
import { both, callRows, checkTable, leftOver } from '../report/page-tables.js';
import { askedOf } from '../report/page.js';
import { FIGURE_NAMES, VERDICT_NAMES, type Words } from '../report/words.js';
import type { BillChanges, PublishedBillReport } from './bill-changes.js';
import { LIMITS } from './bill-report.js';

type Period = PublishedBillReport['periods'][number];

export function billPage(report: PublishedBillReport): string {
  const { changes, cost } = report;
  return pageOf(report, sums(report), [
    findingList(report.findings),
    section('按账单期间对照', 'By period of the bill', periodTable(report.periods)),
    differences(report),
    section('从我方到账单', 'From ours to the bill', bridgeTable(report.bridge, cost.currency)),
    section('费用', 'Cost', costs(report)),
    section('账单上的计费项', 'Items on the bill', itemTable(report)),
    section('账单检查', 'Checks of the bill', checkTable(report.provider_checks)),
    changes === null ? '' : section('与上次报告相比', 'Since the earlier report', changed(changes)),
    section('账单无法显示的内容', 'What a bill can’t show', noteList(LIMITS)),
    section('前提与假设', 'What was assumed', noteList(assumptions(report))),
    proofSection(report.proof),
  ]);
}

function total(periods: readonly Period[], figure: 'ours' | 'theirs' | 'difference' | 'foreign' | 'missing') {
  return periods.reduce((sum, period) => sum + (period[figure] ?? 0), 0);
}

/** Of those periods that the bill has, so that the figures are of the same days. */
function sums({ periods, cost }: PublishedBillReport): readonly Sum[] {
  const billed = periods.filter(({ theirs }) => theirs !== null);
  const left = leftOver(total(billed, 'foreign'), total(billed, 'missing'));
  const named: Sum[] = [
    ['我方', 'ours', grouped(total(billed.length === 0 ? periods : billed, 'ours'))],
    ['账单', 'on the bill', billed.length === 0 ? '–' : grouped(total(billed, 'theirs'))],
    ['差异', 'difference', billed.length === 0 ? '–' : signed(total(billed, 'difference'))],
    ['无法解释', 'unexplained', left === '' ? '0' : left],
  ];
  if (cost.difference !== null)
    named.push(['费用差额', 'difference in cost', `${grouped(cost.difference)} ${cost.currency}`]);
  return named;
}

const PERIOD: Heading = { zh: '期间', en: 'period', kind: 'wide when' };
const FIGURES: readonly Heading[] = [
  { ...FIGURE_NAMES.ours, kind: 'n' },
  { ...FIGURE_NAMES.in_doubt, kind: 'n' },
  { zh: '已申报', en: 'declared', kind: 'n' },
  { zh: '账单', en: 'on the bill', kind: 'n' },
  { zh: '差异', en: 'difference', kind: 'n' },
  { zh: '无法解释', en: 'unexplained', kind: 'n' },
  { zh: '资源包抵扣', en: 'by package', kind: 'n' },
  { zh: '金额', en: 'amount', kind: 'n' },
  { zh: '结论', en: 'verdict' },
];

function periodTable(periods: readonly Period[]): Markup {
  return table(
    [PERIOD, ...FIGURES],
    periods.map((period) => [period.period, ...figureCells(period)]),
  );
}

function figureCells(period: Period): Cell[] {
  const { theirs, difference, deducted_calls: deducted, amount, verdict, open } = period;
  const over = open ? html`<br /><small>尚未结束 not over</small>` : '';
  return [
    grouped(period.ours),
    grouped(period.in_doubt),
    grouped(period.known),
    theirs === null ? { content: both('尚无账单', 'no bill yet'), as: 'soft' } : grouped(theirs),
    difference === null ? '–' : signed(difference),
    leftOver(period.foreign ?? 0, period.missing ?? 0),
    deducted === null ? '–' : grouped(deducted),
    amount === null ? '–' : grouped(amount),
    { content: [both(VERDICT_NAMES[verdict].zh, verdict), over], as: `is-${verdict}` },
  ];
}

function differences({ periods, assumptions: { not_searched: notSearched } }: PublishedBillReport): Content {
  const differing = periods
    .filter(({ calls = [] }) => calls.length > 0)
    .toSorted((a, b) => VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict));
  if (differing.length === 0 && notSearched.length === 0) return '';
  const rows = differing.flatMap((period): Row[] => [
    [period.period, signed(period.difference ?? 0), leftOver(period.foreign ?? 0, period.missing ?? 0)],
    ...callRows(period),
  ]);
  const headings: readonly Heading[] = [
    PERIOD,
    { zh: '差异', en: 'difference', kind: 'n' },
    { zh: '无法解释', en: 'unexplained', kind: 'n' },
  ];
  const limit =
    notSearched.length === 0
      ? ''
      : html`<p class="soft">
          未逐条列出（调用过多或文件已不在） not searched for calls, too many or no longer there:
          ${notSearched.join(', ')}
        </p>`;
  return section('差异及相关调用', 'Differences and the calls behind them', [
    rows.length === 0 ? '' : table(headings, rows),
    limit,
  ]);
}

function costs({ cost, batches, labels }: PublishedBillReport): Content {
  const ours = cost.ours === null ? '未设置单价 no price is set' : grouped(cost.ours);
  const paid =
    cost.deducted_calls === null
      ? ''
      : html` · 资源包抵扣 by package ${grouped(cost.deducted_calls)} 次 calls`;
  return [
    html`<p>
      我方 ours <b>${ours}</b> · 存疑 in doubt, at most ${grouped(cost.in_doubt ?? '–')} · 账单 on the bill
      <b>${cost.theirs === null ? '未说明 not said' : grouped(cost.theirs)}</b>${paid} · 账单次数按我方单价
      its calls at our price ${grouped(cost.theirs_at_our_price ?? '–')} · ${cost.currency}
    </p>`,
    batchTable(batches),
    labelTable(labels),
  ];
}

function itemTable({ items }: PublishedBillReport): Content {
  if (items.length === 0) return html`<p>无 none</p>`;
  return table(
    [
      { zh: '计费项', en: 'item', kind: 'wide name' },
      { zh: '次数', en: 'calls', kind: 'n' },
      { zh: '资源包抵扣', en: 'by package', kind: 'n' },
      { zh: '金额', en: 'amount', kind: 'n' },
    ],
    items.map(({ item, calls, deducted_calls: deducted, amount }) => [
      item === '' ? '–' : item,
      grouped(calls),
      deducted === null ? '–' : grouped(deducted),
      amount === null ? '–' : grouped(amount),
    ]),
  );
}

const CHANGED: Readonly<Record<BillChanges['figures'][number]['figure'], Words>> = {
  ...FIGURE_NAMES,
  amount: { zh: '金额', en: 'amount' },
};

function changed({ earlier_made_at: madeAt, earlier_verdict: verdict, figures }: BillChanges): Content {
  const said = html`<p>
    上次报告 earlier report: ${minuteOf(madeAt)}, ${VERDICT_NAMES[verdict].zh} ${verdict}
  </p>`;
  if (figures.length === 0) return [said, html`<p>数字未变 No figure changed.</p>`];
  const headings: readonly Heading[] = [
    PERIOD,
    { zh: '数字', en: 'figure' },
    { zh: '之前', en: 'before', kind: 'n' },
    { zh: '现在', en: 'now', kind: 'n' },
  ];
  const rows = figures.map(({ period, figure, before, now }) => {
    const { zh, en } = CHANGED[figure];
    return [period, `${zh} ${en}`, grouped(before ?? '–'), grouped(now ?? '–')];
  });
  return [said, table(headings, rows)];
}

function assumptions({ assumptions: made, settling, source, batches }: PublishedBillReport): Words[] {
  const seconds = made.clock_tolerance_ms / 1000;
  const unfinished = batches.filter(({ finished }) => !finished).map(({ batch }) => batch);
  const notes: Words[] = [
    {
      zh: `服务方时钟与我方最多相差 ${seconds} 秒；零点前后的调用可计入其中任一日。`,
      en: `The provider’s clock differs from ours by at most ${seconds} s; a call around midnight may be billed on either day.`,
    },
    source === 'file' ? { zh: '账单来自文件。', en: 'The bill comes from a file.' } : askedOf(settling),
  ];
  if (unfinished.length > 0)
    notes.push({
      zh: `未结束的批次：${unfinished.join('，')}`,
      en: `Not finished: ${unfinished.join(', ')}`,
    });
  if (made.excluded.length > 0)
    notes.push({ zh: `已排除：${made.excluded.join('，')}`, en: `Left out: ${made.excluded.join(', ')}` });
  for (const { from, to, calls } of made.baseline) {
    const days = from === to ? from : `${from} – ${to}`;
    notes.push({ zh: `事先申报：${days}，${calls} 次`, en: `Declared beforehand: ${days}, ${calls} calls` });
  }
  return notes;
}
