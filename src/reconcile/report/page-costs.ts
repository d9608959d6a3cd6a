// The tables of money on a report's page: batches, labels, the bridge from our calls to the provider's. Pure.

import { compareCodes } from '../../domain/return-codes.js';
import type { Bridge } from '../bridge.js';
import { html, type Content, type Markup } from './html.js';
import { grouped, signed } from './numbers.js';
import { table, type Cell, type Heading } from './page-table.js';
import type { Report } from './report.js';
import { BRIDGE_NAMES, FIGURE_NAMES } from './words.js';

const COST_FIGURES: readonly Heading[] = [
  { zh: '调用', en: 'calls', kind: 'n' },
  { ...FIGURE_NAMES.in_doubt, kind: 'n' },
  { zh: '按返回码：次数，费用', en: 'by code: calls, cost', kind: 'wide' },
  { zh: '费用', en: 'cost', kind: 'n' },
  { zh: '存疑费用，至多', en: 'in doubt, at most', kind: 'n' },
];

export function batchTable(batches: Report['batches']): Content {
  if (batches.length === 0) return '';
  return table(
    [
      { zh: '批次', en: 'batch', kind: 'wide name' },
      { zh: '标签', en: 'label', kind: 'wide name' },
      ...COST_FIGURES,
    ],
    batches.map((batch) => [batch.batch, batch.label, ...costCells(batch)]),
  );
}

export function labelTable(labels: Report['labels']): Content {
  if (labels.length < 2) return '';
  return table(
    [
      { zh: '标签', en: 'label', kind: 'wide name' },
      { zh: '批次数', en: 'batches', kind: 'n' },
      ...COST_FIGURES,
    ],
    labels.map((label) => [
      label.label === '' ? '–' : label.label,
      grouped(label.batches),
      ...costCells(label),
    ]),
  );
}

type CostEntry = Pick<
  Report['batches'][number],
  'calls' | 'in_doubt' | 'by_code' | 'cost' | 'cost_in_doubt' | 'cost_by_code'
>;

function costCells(entry: CostEntry): Cell[] {
  // Objects put keys that are whole numbers first, so the codes are sorted again.
  const codes = Object.entries(entry.by_code).sort(([a], [b]) => compareCodes(a, b));
  const lines = codes.map(([code, count]) => {
    const cost = entry.cost_by_code?.[code];
    return html`<span class="line-of"
      >${code}: ${grouped(count)}${cost === undefined ? '' : `, ${grouped(cost)}`}</span
    > `;
  });
  return [
    grouped(entry.calls),
    grouped(entry.in_doubt),
    html`<small>${lines}</small>`,
    grouped(entry.cost ?? '–'),
    grouped(entry.cost_in_doubt ?? '–'),
  ];
}

/** The last line is the sum of those above it. */
export function bridgeTable(bridge: Bridge, currency: string): Markup {
  const headings: readonly Heading[] = [
    { zh: '计费调用', en: 'billed calls', kind: 'text' },
    { zh: '次数', en: 'calls', kind: 'n' },
    { zh: `金额 (${currency})`, en: 'amount', kind: 'n' },
  ];
  const rows = bridge.map(({ line, calls, amount }) => {
    const { zh, en } = BRIDGE_NAMES[line];
    const ends = line === 'ours' || line === 'theirs';
    const words = html`${zh} <small>${en}</small>`;
    return [words, ends ? grouped(calls) : signed(calls), amount === null ? '–' : grouped(amount)];
  });
  return table(headings, rows.slice(0, -1), rows.at(-1));
}
