// report.html: the report as one page, verdict first, readable on paper, in Chinese and English side by side. It knows
// the report and no files.

import type { Balance } from '../balance/balance.js';
import type { Changes, PublishedReport } from './changes.js';
import { chart, columnsOf } from './chart.js';
import { html, type Content, type Markup } from './html.js';
import { grouped, signed } from './numbers.js';
import { batchTable, bridgeTable, labelTable } from './page-costs.js';
import { changeTable, checkTable, codeTable, differenceTable, differs, leftOver } from './page-tables.js';
import { findingList, minuteOf, noteList, pageOf, section, type Sum } from './page-frame.js';
import { proofSection } from './page-proof.js';
import type { Report } from './report.js';
import { VERDICTS } from '../balance/verdict.js';
import { inBoth } from '../../words/catalogue.js';
import { totalsOf } from './totals.js';
import { VERDICT_NAMES, type Words } from './words.js';

export function reportPage(report: PublishedReport, balance: Balance): string {
  const { cost, changes, proof } = report;
  return pageOf(report, sums(report), [
    findingList(report.findings),
    section('返回码对照', 'By code', codeTable(report)),
    section(...chartTitle(report), picture(report, balance)),
    section('费用', 'Cost', costs(report)),
    section('从我方到服务方', 'From ours to theirs', bridgeTable(report.bridge, cost.currency)),
    differences(report),
    section('服务方数据检查', 'Checks of the provider’s figures', checkTable(report.provider_checks)),
    changes === null ? '' : section('与上次报告相比', 'Since the earlier report', changed(changes)),
    section('前提与假设', 'What was assumed', assumptions(report)),
    proofSection(proof),
  ]);
}

/** The sums that the bill should show. */
function sums(report: Report): readonly Sum[] {
  const { cost } = report;
  const { ours, theirs, difference, foreign, missing } = totalsOf(report);
  const left = leftOver(foreign, missing);
  const named: Sum[] = [
    ['我方', 'ours', grouped(ours)],
    ['服务方', 'theirs', grouped(theirs)],
    ['差异', 'difference', signed(difference)],
    ['无法解释', 'unexplained', left === '' ? '0' : left],
  ];
  if (cost.difference !== null)
    named.push(['费用差额', 'difference in cost', `${grouped(cost.difference)} ${cost.currency}`]);
  return named;
}

function chartTitle({ from, to }: Report): [string, string] {
  return from === to ? ['每5分钟调用数', 'Calls by 5 minutes'] : ['每日调用数', 'Calls by day'];
}

function picture({ from, to }: Report, balance: Balance): Markup {
  return html`<figure>
    ${chart(columnsOf(balance, { from, to }))}
    <figcaption class="soft">
      <span><span class="key ours"></span>我方 ours</span>
      <span><span class="key theirs"></span>服务方 theirs</span>
      下图为差异（服务方 − 我方） below: difference (theirs − ours)
    </figcaption>
  </figure>`;
}

function differences(report: Report): Content {
  const slots = report.from === report.to && report.buckets.length > 0 ? report.buckets : report.days;
  const differing = slots
    .filter(({ codes }) => codes.some(differs))
    .toSorted((a, b) => VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict));
  if (differing.length === 0) return '';
  const { not_searched: notSearched } = report.assumptions;
  const limit =
    notSearched.length === 0
      ? ''
      : html`<p class="soft">
          未逐条列出（调用过多或文件已不在） not searched for calls, too many or no longer there:
          ${notSearched.join(', ')}
        </p>`;
  return section('差异及相关调用', 'Differences and the calls behind them', [
    html`<p class="soft">
      row：名单中的第几条记录；attempt：该记录的第几次调用。 row: of the list; attempt: that row’s n-th call.
    </p>`,
    differenceTable(report, differing),
    limit,
  ]);
}

function costs(report: Report): Content {
  const { cost } = report;
  const total =
    cost.ours === null
      ? html`<p>未设置单价 No price is set (ROLLCALL_PRICE).</p>`
      : html`<p>
          我方 ours <b>${grouped(cost.ours)}</b> · 存疑 in doubt, at most ${grouped(cost.in_doubt ?? '')} ·
          服务方 theirs <b>${grouped(cost.theirs ?? '')}</b> · 差额 difference
          <b>${grouped(cost.difference ?? '')}</b>
          ${cost.currency}
          <br /><span class="soft"
            >${pricesOf(cost)} ${cost.currency}, 计费返回码 billed codes
            ${cost.billable_codes.join(', ')}</span
          >
        </p>`;
  return [total, batchTable(report.batches), labelTable(report.labels)];
}

/** By which prices calls were reckoned, and how many by each. */
function pricesOf({ by_price: used, price }: Report['cost']): string {
  if (used.length === 0) return `单价 price ${price ?? ''}`;
  const each = used.map(({ price: its, package: number, calls }) => {
    const from = number === null ? '' : ` 资源包 package ${number}`;
    return used.length === 1 ? `${its}${from}` : `${its}${from} × ${grouped(calls)}`;
  });
  return `单价 price ${each.join(', ')}`;
}

function changed(changes: Changes): Content {
  const { earlier_made_at: madeAt, earlier_verdict: verdict, figures } = changes;
  return [
    html`<p>上次报告 earlier report: ${minuteOf(madeAt)}, ${VERDICT_NAMES[verdict].zh} ${verdict}</p>`,
    figures.length === 0 ? html`<p>数字未变 No figure changed.</p>` : changeTable(changes),
  ];
}

function assumptions({ assumptions: made, settling, batches }: Report): Markup {
  const seconds = made.clock_tolerance_ms / 1000;
  const unfinished = batches.filter(({ finished }) => !finished).map(({ batch }) => batch);
  const items: [string, string][] = [
    [
      `服务方时钟与我方最多相差 ${seconds} 秒；一次调用可计入其开始与结束之间的任一时段。`,
      `The provider’s clock differs from ours by at most ${seconds} s; a call may count anywhere between its start and its end.`,
    ],
    [
      `未见结束的调用视为在开始后 ${made.timeout_ms / 1000} 秒结束；它可能以该行后来得到的返回码计数，若没有则可能为任一返回码。`,
      `A call whose end nobody saw ends ${made.timeout_ms / 1000} s after its start; it may have been counted under the code that its row got later, or under any.`,
    ],
    [
      '服务方未列出的时段或日期按 0 计；服务方从不统计的返回码只列出、不比较。',
      'A row or day that the provider leaves out counts as 0; codes that it does not report are shown and not compared.',
    ],
  ];
  const { en: asked, zh: askedZh } = askedOf(settling);
  items.push([askedZh, asked]);
  if (unfinished.length > 0)
    items.push([`未结束的批次：${unfinished.join('，')}`, `Not finished: ${unfinished.join(', ')}`]);
  if (made.excluded.length > 0)
    items.push([`已排除：${made.excluded.join('，')}`, `Left out: ${made.excluded.join(', ')}`]);
  for (const { day, code, count } of made.baseline) {
    items.push([
      `事先申报：${day}，返回码 ${code}，${count} 次`,
      `Declared beforehand: ${day}, code ${code}, ${count} calls`,
    ]);
  }
  return noteList(items.map(([zh, en]) => ({ zh, en })));
}

/** How often the provider was asked, and whether its answers agreed at last. */
export function askedOf({ asked: times, agreed }: Report['settling']): Words {
  return inBoth(({ findings }) => {
    if (agreed === undefined) return times === 1 ? findings.askedOnce : findings.askedTimes({ times });
    return agreed ? findings.askedUntilAgreed({ times }) : findings.askedInVain({ times });
  });
}
