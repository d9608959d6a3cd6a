// report.csv of a reconciliation with a bill: one line for every period, batch, label, item and line of the bridge. Pure.

import { sheet } from '../report/csv-cells.js';
import { BRIDGE_NAMES } from '../report/words.js';
import type { BillReport } from './bill-report.js';

const COLUMNS = [
  'level',
  'period',
  'batch',
  'label',
  'item',
  'ours',
  'in_doubt',
  'at_edge',
  'known',
  'theirs',
  'difference',
  'foreign',
  'missing',
  'by_package',
  'verdict',
  'open',
  'cost',
  'cost_in_doubt',
  'amount',
  'currency',
] as const;
type Line = Partial<Record<(typeof COLUMNS)[number], string | number>>;

export function billSheet(report: BillReport): string {
  const { cost, from, to } = report;
  const { currency } = cost;
  const billed = report.periods.filter(({ theirs }) => theirs !== null);
  const total: Line = {
    level: 'total',
    period: `${from}/${to}`,
    ours: report.periods.reduce((sum, { ours }) => sum + ours, 0),
    in_doubt: report.in_doubt.calls,
    theirs: billed.length === 0 ? '' : billed.reduce((sum, { theirs }) => sum + (theirs ?? 0), 0),
    verdict: report.verdict,
    open: String(report.open),
    cost: cost.ours ?? '',
    cost_in_doubt: cost.in_doubt ?? '',
    amount: cost.theirs ?? '',
    by_package: cost.deducted_calls ?? '',
    currency,
  };
  const lines = [
    ...report.periods.map(periodLine),
    ...report.batches.map((batch) => ({ level: 'batch', batch: batch.batch, ...callsLine(batch) })),
    ...report.labels.map((label) => ({ level: 'label', ...callsLine(label) })),
    ...report.items.map(({ item, calls, deducted_calls: deducted, amount }) => {
      return { level: 'item', item, theirs: calls, by_package: deducted ?? '', amount: amount ?? '' };
    }),
    ...report.bridge.map(({ line, calls, amount }) => {
      return { level: 'bridge', item: BRIDGE_NAMES[line].en, ours: calls, cost: amount ?? '' };
    }),
  ];
  return sheet(COLUMNS, [...lines.map((line: Line) => ({ ...line, currency })), total]);
}

function periodLine(period: BillReport['periods'][number]): Line {
  const { deducted_calls: deducted, amount, theirs, difference, foreign, missing } = period;
  return {
    level: 'period',
    period: period.period,
    ours: period.ours,
    in_doubt: period.in_doubt,
    at_edge: period.at_edge,
    known: period.known,
    theirs: theirs ?? '',
    difference: difference ?? '',
    foreign: foreign ?? '',
    missing: missing ?? '',
    by_package: deducted ?? '',
    verdict: period.verdict,
    open: String(period.open),
    cost: period.cost ?? '',
    amount: amount ?? '',
  };
}

type Counted = Pick<BillReport['labels'][number], 'label' | 'calls' | 'in_doubt' | 'cost' | 'cost_in_doubt'>;

function callsLine({ label, calls, in_doubt: inDoubt, cost, cost_in_doubt: doubtful }: Counted): Line {
  return {
    label,
    ours: calls - inDoubt,
    in_doubt: inDoubt,
    cost: cost ?? '',
    cost_in_doubt: doubtful ?? '',
  };
}
