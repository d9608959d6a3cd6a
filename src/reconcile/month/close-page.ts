// close.html: a closed month as one page, signed: days, what is open and why it was accepted, cost by label, the bridge. Pure.

import type { Bridge } from '../bridge.js';
import { documentOf } from '../report/document.js';
import { html, type Content, type Markup } from '../report/html.js';
import { grouped, signed } from '../report/numbers.js';
import { bridgeTable } from '../report/page-costs.js';
import { minuteOf, section } from '../report/page-frame.js';
import { PAGE_STYLE } from '../report/page-style.js';
import { table, type Heading } from '../report/page-table.js';
import { VERDICT_NAMES, type Words } from '../report/words.js';
import type { DifferenceKind } from './differences.js';
import type { ClosedMonth } from './close.js';

export const DIFFERENCE_NAMES: Readonly<Record<DifferenceKind, Words>> = {
  others: { zh: '服务方多出的调用', en: 'calls of others' },
  not_counted: { zh: '服务方未计数', en: 'not counted by the provider' },
  unsettled: { zh: '未结清', en: 'not settled' },
  no_bill: { zh: '账单未列出', en: 'not on the bill' },
  amount: { zh: '账单金额与费用不符', en: 'the bill’s amount is not our cost' },
  late_ours: { zh: '结账后我方变动', en: 'ours, since the month was closed' },
  late_theirs: { zh: '结账后服务方变动', en: 'theirs, since the month was closed' },
};

export function closePage(closed: ClosedMonth): string {
  const {
    month,
    provider,
    verdict,
    bridge,
    cost,
    closed_at: at,
    closed_by: by,
    reviewed_by: reviewer,
  } = closed;
  const review = reviewer === null ? '' : html` · 复核 reviewed by ${reviewer.name} (${reviewer.how})`;
  return documentOf({
    language: 'zh-CN',
    title: `结账 Month closed ${month}: ${VERDICT_NAMES[verdict].zh} ${verdict}`,
    style: PAGE_STYLE,
    body: html`
      <header class="verdict is-${verdict}">
        <h1>${month} · ${VERDICT_NAMES[verdict].zh} · ${verdict}</h1>
        <p>服务 provider ${provider} · 结账 closed ${minuteOf(at)} · 结账人 by ${by}${review}</p>
        ${closed.early ? html`<p>结账时本月尚未结束。<br />Closed before the month was over.</p>` : ''}
      </header>
      <main>${parts(closed, bridge, cost.currency)}</main>
    `,
  });
}

function parts(closed: ClosedMonth, bridge: Bridge, currency: string): Content {
  return [
    section('每日', 'Days', dayTable(closed)),
    closed.differences.length === 0 ? '' : section('差异', 'Differences', differenceTable(closed)),
    section('按标签费用', 'Cost by label', labelTable(closed)),
    section('从我方到服务方', 'From ours to theirs', bridgeTable(bridge, currency)),
    closed.bill === null ? '' : section('账单', 'Bill', billText(closed.bill, currency)),
    section('文件', 'Files', fileTable(closed)),
  ];
}

const FIGURE = { kind: 'n' } as const;

function dayTable({ days }: ClosedMonth): Markup {
  const headings: readonly Heading[] = [
    { zh: '日期', en: 'day', kind: 'wide when' },
    { zh: '我方', en: 'ours', ...FIGURE },
    { zh: '存疑', en: 'in doubt', ...FIGURE },
    { zh: '服务方', en: 'theirs', ...FIGURE },
    { zh: '差异', en: 'difference', ...FIGURE },
    { zh: '结论', en: 'verdict' },
  ];
  return table(
    headings,
    days.map(({ date, ours, in_doubt: inDoubt, theirs, difference, verdict }) => [
      date,
      grouped(ours),
      grouped(inDoubt),
      theirs === null ? '–' : grouped(theirs),
      difference === null ? '–' : signed(difference),
      { content: html`${VERDICT_NAMES[verdict].zh} <small>${verdict}</small>`, as: `is-${verdict}` },
    ]),
  );
}

function differenceTable({ differences }: ClosedMonth): Markup {
  const headings: readonly Heading[] = [
    { zh: '日期', en: 'day', kind: 'wide when' },
    { zh: '返回码', en: 'code', ...FIGURE },
    { zh: '差异', en: 'difference', kind: 'text' },
    { zh: '次数', en: 'calls', ...FIGURE },
    { zh: '天数', en: 'days old', ...FIGURE },
    { zh: '接受理由', en: 'accepted because', kind: 'text' },
  ];
  return table(
    headings,
    differences.map(({ date, code, kind, calls, amount, age_days: age, accepted, carried_from: from }) => [
      date,
      code ?? '',
      html`${DIFFERENCE_NAMES[kind].zh}
        <small>${DIFFERENCE_NAMES[kind].en}</small>${from === null ? '' : ` (${from})`}`,
      amount ?? signed(calls),
      grouped(age),
      accepted ?? '',
    ]),
  );
}

function labelTable({ labels, cost }: ClosedMonth): Markup {
  const headings: readonly Heading[] = [
    { zh: '标签', en: 'label', kind: 'wide name' },
    { zh: '批次数', en: 'batches', ...FIGURE },
    { zh: '调用', en: 'calls', ...FIGURE },
    { zh: `费用 (${cost.currency})`, en: 'cost', ...FIGURE },
    { zh: '存疑费用，至多', en: 'in doubt, at most', ...FIGURE },
  ];
  return table(
    headings,
    labels.map(({ label, batches, calls, cost: own, cost_in_doubt: doubtful }) => [
      label === '' ? '–' : label,
      grouped(batches),
      grouped(calls),
      grouped(own ?? '–'),
      grouped(doubtful ?? '–'),
    ]),
  );
}

function billText(
  { calls, amount, difference, rounding_at_most: rounding }: NonNullable<ClosedMonth['bill']>,
  currency: string,
): Markup {
  return html`<p>
    账单 bill: ${grouped(calls)} 次 calls, ${amount ?? '–'} ${currency} · 差额 difference ${difference ?? '–'}
    · 尾差至多 rounding at most ${rounding ?? '–'}
  </p>`;
}

function fileTable({ files }: ClosedMonth): Markup {
  const headings: readonly Heading[] = [
    { zh: '文件', en: 'file', kind: 'wide name' },
    { zh: 'SHA-256', en: '', kind: 'wide name' },
  ];
  return table(
    headings,
    files.map(({ file, sha256 }) => [file, sha256]),
  );
}
