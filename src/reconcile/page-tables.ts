// The tables of report.html. Pure.

import { REASONS, type NamedCall, type Reason } from './candidates.js';
import { html, type Content, type Markup } from './html.js';
import type { Report } from './report.js';
import { codeWords, REASON_NAMES, VERDICT_NAMES } from './words.js';

type CodeEntry = Report['codes'][number];
type SlotEntry = Report['days'][number];

interface Heading {
  readonly zh: string;
  readonly en: string;
  readonly numeric?: boolean;
}

function table(headings: readonly Heading[], rows: Content, foot: Content = ''): Markup {
  const cells = headings.map(({ zh, en, numeric }) => {
    return html`<th class="${numeric === true ? 'n' : ''}">${zh}<br />${en}</th>`;
  });
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${cells}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
      ${foot}
    </table>
  </div>`;
}

const FIGURES: readonly Heading[] = [
  { zh: '我方', en: 'ours', numeric: true },
  { zh: '未决', en: 'in doubt', numeric: true },
  { zh: '服务方', en: 'theirs', numeric: true },
  { zh: '差异', en: 'difference', numeric: true },
  { zh: '无法解释', en: 'unexplained', numeric: true },
  { zh: '结论', en: 'verdict' },
];

export function codeTable({ codes, in_doubt: inDoubt }: Report): Markup {
  const compared = codes.filter(({ reported }) => reported);
  const total = (figure: 'ours' | 'theirs' | 'difference') =>
    compared.reduce((sum, code) => sum + code[figure], 0);
  const foot = html`<tfoot>
    <tr>
      <td></td>
      <td>合计 total</td>
      <td class="n">${total('ours')}</td>
      <td class="n">${inDoubt.calls}</td>
      <td class="n">${total('theirs')}</td>
      <td class="n">${signed(total('difference'))}</td>
      <td></td>
      <td></td>
    </tr>
  </tfoot>`;
  const rows = codes.map(
    (code) =>
      html`<tr>
        ${codeCells(code)}${figureCells(code)}
      </tr>`,
  );
  return table(
    [{ zh: '返回码', en: 'code', numeric: true }, { zh: '含义', en: 'meaning' }, ...FIGURES],
    rows,
    foot,
  );
}

function codeCells({ code }: CodeEntry): Markup {
  const { zh, en } = codeWords(code);
  return html`<td class="n">${code}</td>
    <td>${zh}<br /><small>${en}</small></td>`;
}

function figureCells({
  ours,
  in_doubt: inDoubt,
  theirs,
  difference,
  foreign,
  missing,
  reported,
  verdict,
}: CodeEntry): Markup {
  if (!reported) {
    return html`<td class="n">${ours}</td>
      <td class="n">${inDoubt}</td>
      <td class="n">–</td>
      <td class="n">–</td>
      <td></td>
      <td class="soft">服务方不统计<br /><small>not reported</small></td>`;
  }
  return html`<td class="n">${ours}</td>
    <td class="n">${inDoubt}</td>
    <td class="n">${theirs}</td>
    <td class="n">${signed(difference)}</td>
    <td class="n">${leftOver(foreign, missing)}</td>
    <td class="is-${verdict}">${VERDICT_NAMES[verdict].zh}<br /><small>${verdict}</small></td>`;
}

/** One row for each slot and code that differs, the calls behind them under the slot's last. */
export function differenceTable(slots: readonly SlotEntry[]): Markup {
  const rows = slots.map((slot) => {
    const codes = slot.codes.filter(differs);
    const lines = codes.map(
      (code) =>
        html`<tr>
          <td class="when">${nameOfSlot(slot.date)}</td>
          ${codeCells(code)}${figureCells(code)}
        </tr>`,
    );
    return [lines, callRows(slot)];
  });
  return table(
    [
      { zh: '时段', en: 'row' },
      { zh: '返回码', en: 'code', numeric: true },
      { zh: '含义', en: 'meaning' },
      ...FIGURES,
    ],
    rows,
  );
}

/** On the page; report.json names more of them. */
const NAMED_ON_PAGE: Readonly<Record<Reason, number>> = { in_doubt: 20, at_edge: 3, missing: 10 };

function callRows({ calls = [], candidates }: SlotEntry): Content {
  return REASONS.map((reason) => {
    const count = candidates?.[reason] ?? 0;
    if (count === 0) return '';
    const named = calls.filter(({ because }) => because === reason).slice(0, NAMED_ON_PAGE[reason]);
    const { zh, en } = REASON_NAMES[reason];
    const more = count > named.length ? ` … (${count})` : '';
    const names = `${named.map(nameOf).join('; ')}${more}`;
    return html`<tr>
      <td></td>
      <td colspan="8"><small>${zh} ${en}: ${names}</small></td>
    </tr>`;
  });
}

function nameOf({ batch, row, attempt, started_at: startedAt }: NamedCall): string {
  return `${batch} row ${row} attempt ${attempt} (${startedAt.slice(11, 23)})`;
}

/** Of a bucket its time of day: the page is about one day then. */
function nameOfSlot(date: string): string {
  return date.slice(11, 16) || date;
}

const COST_FIGURES: readonly Heading[] = [
  { zh: '调用', en: 'calls', numeric: true },
  { zh: '未决', en: 'in doubt', numeric: true },
  { zh: '按返回码', en: 'by code: calls, cost' },
  { zh: '费用', en: 'cost', numeric: true },
  { zh: '未决费用', en: 'in doubt, at most', numeric: true },
];

export function batchTable({ batches }: Report): Content {
  if (batches.length === 0) return '';
  const rows = batches.map((batch) => {
    return html`<tr>
      <td>${batch.batch}</td>
      <td>${batch.label}</td>
      ${costCells(batch)}
    </tr>`;
  });
  return table([{ zh: '批次', en: 'batch' }, { zh: '标签', en: 'label' }, ...COST_FIGURES], rows);
}

export function labelTable({ labels }: Report): Content {
  if (labels.length < 2) return '';
  const rows = labels.map((label) => {
    return html`<tr>
      <td>${label.label === '' ? '–' : label.label}</td>
      <td class="n">${label.batches}</td>
      ${costCells(label)}
    </tr>`;
  });
  return table(
    [{ zh: '标签', en: 'label' }, { zh: '批次数', en: 'batches', numeric: true }, ...COST_FIGURES],
    rows,
  );
}

type CostEntry = Pick<
  Report['batches'][number],
  'calls' | 'in_doubt' | 'by_code' | 'cost' | 'cost_in_doubt' | 'cost_by_code'
>;

function costCells(entry: CostEntry): Markup {
  const costs = entry.cost_by_code;
  const codes = Object.entries(entry.by_code).map(([code, count]) => {
    const cost = costs?.[code];
    return `${code}: ${count}${cost === undefined ? '' : `, ${cost}`}`;
  });
  return html`<td class="n">${entry.calls}</td>
    <td class="n">${entry.in_doubt}</td>
    <td><small>${codes.join(' · ')}</small></td>
    <td class="n">${entry.cost ?? '–'}</td>
    <td class="n">${entry.cost_in_doubt ?? '–'}</td>`;
}

/** `+` those of others, `−` those of ours that are not counted. */
function leftOver(foreign: number, missing: number): string {
  return [foreign > 0 ? `+${foreign}` : '', missing > 0 ? `-${missing}` : ''].join(' ').trim();
}

export function differs({ reported, difference, foreign, missing }: CodeEntry): boolean {
  return reported && (difference !== 0 || foreign + missing > 0);
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}
