// report.csv: one line for every figure of the report, for spreadsheets. Pure.

import type { ReturnCode } from '../../domain/return-codes.js';
import { sheet } from './csv-cells.js';
import type { Report } from './report.js';
import { totalsOf } from './totals.js';
import { BRIDGE_NAMES } from './words.js';

const COLUMNS = [
  'level',
  'date',
  'batch',
  'label',
  'code',
  'meaning_zh',
  'meaning_en',
  'ours',
  'in_doubt',
  'theirs',
  'difference',
  'foreign',
  'missing',
  'verdict',
  'cost',
  'currency',
  'open',
] as const;
type Line = Partial<Record<(typeof COLUMNS)[number], string | number>>;

export function reportCsv(report: Report): string {
  const days = `${report.from}/${report.to}`;
  const { currency } = report.cost;
  const lines: Line[] = [
    ...report.codes.map((code) => codeLine(report, 'total', days, code)),
    ...report.days.flatMap(({ date, codes }) => codes.map((code) => codeLine(report, 'day', date, code))),
    ...report.buckets.flatMap(({ date, codes }) =>
      codes.map((code) => codeLine(report, 'bucket', date, code)),
    ),
    ...report.batches.flatMap((batch) => callLines(report, { level: 'batch', ...named(batch) }, batch)),
    ...report.labels.flatMap((label) => callLines(report, { level: 'label', label: label.label }, label)),
    ...report.bridge.map(({ line, calls, amount }) => {
      const { zh, en } = BRIDGE_NAMES[line];
      return { level: 'bridge', date: days, meaning_zh: zh, meaning_en: en, ours: calls, cost: amount ?? '' };
    }),
    ...report.cost.by_price.map((used) => priceLine(used, days)),
    totalLine(report, days),
  ];
  return sheet(
    COLUMNS,
    lines.map((line) => ({ ...line, currency })),
  );
}

/** Which price how many calls were reckoned by. */
function priceLine(
  { price, package: number, on_record: onRecord, calls, amount }: Report['cost']['by_price'][number],
  date: string,
): Line {
  const assumed = onRecord ? '' : ' (not on record)';
  const name = number === null ? `price ${price}` : `package ${number}, price ${price}`;
  const zh = number === null ? `单价 ${price}` : `资源包 ${number}，单价 ${price}`;
  return { level: 'price', date, meaning_zh: zh, meaning_en: name + assumed, ours: calls, cost: amount };
}

/** The last line: all codes together, a call in doubt counted once. */
function totalLine(report: Report, date: string): Line {
  const { in_doubt: inDoubt, cost, verdict, open } = report;
  return {
    level: 'all',
    date,
    ...totalsOf(report),
    in_doubt: inDoubt.calls,
    verdict,
    cost: cost.ours ?? '',
    open: String(open),
  };
}

function named({ batch, label }: Report['batches'][number]): Line {
  return { batch, label };
}

function codeLine(report: Report, level: string, date: string, balance: Report['codes'][number]): Line {
  const { code, ours, in_doubt, theirs, difference, foreign, missing, reported, verdict, cost } = balance;
  const compared = reported ? { theirs, difference, foreign, missing, verdict } : { verdict: 'not reported' };
  return { level, date, ...meanings(report, code), ours, in_doubt, ...compared, cost: cost ?? '' };
}

type Counted = Pick<
  Report['labels'][number],
  'by_code' | 'cost_by_code' | 'in_doubt' | 'cost' | 'cost_in_doubt'
>;

/** A line for each code, one for the calls in doubt, and one for all. */
function callLines(report: Report, common: Line, entry: Counted): Line[] {
  const { by_code: byCode, cost_by_code: costs, in_doubt, cost, cost_in_doubt: doubtful } = entry;
  // A code that costs nothing costs nothing; where no price is set nothing is said.
  const costOf = (code: string): string => (costs === null ? '' : (costs[code] ?? '0'));
  const lines: Line[] = Object.entries(byCode).map(([code, ours]) => {
    return { ...common, ...meanings(report, code), ours, cost: costOf(code) };
  });
  if (in_doubt > 0) lines.push({ ...common, in_doubt, cost: doubtful ?? '' });
  const ours = Object.values(byCode).reduce((sum, count) => sum + count, 0);
  return [...lines, { ...common, level: `${common.level}_total`, ours, in_doubt, cost: cost ?? '' }];
}

function meanings(report: Report, code: ReturnCode): Line {
  const { zh = '', en = '' } = report.meanings[code] ?? {};
  return { code, meaning_zh: zh, meaning_en: en };
}
