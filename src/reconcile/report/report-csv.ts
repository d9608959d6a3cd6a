// report.csv: one line for every figure of the report, for spreadsheets. Pure.

import type { ReturnCode } from '../../domain/return-codes.js';
import type { Report } from './report.js';

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
] as const;
type Line = Partial<Record<(typeof COLUMNS)[number], string | number>>;

/** Begins with a byte-order mark, so that spreadsheets read the Chinese as UTF-8. */
export function reportCsv(report: Report): string {
  const lines = [
    ...report.codes.map((code) => codeLine(report, 'total', `${report.from}/${report.to}`, code)),
    ...report.days.flatMap(({ date, codes }) => codes.map((code) => codeLine(report, 'day', date, code))),
    ...report.buckets.flatMap(({ date, codes }) =>
      codes.map((code) => codeLine(report, 'bucket', date, code)),
    ),
    ...report.batches.flatMap((batch) => batchLines(report, batch)),
  ];
  const rows = [
    COLUMNS.join(','),
    ...lines.map((line) => COLUMNS.map((column) => cell(line[column])).join(',')),
  ];
  return `\uFEFF${rows.join('\r\n')}\r\n`;
}

function codeLine(report: Report, level: string, date: string, balance: Report['codes'][number]): Line {
  const { code, ours, in_doubt, theirs, difference, foreign, missing, reported, verdict } = balance;
  const compared = reported ? { theirs, difference, foreign, missing, verdict } : { verdict: 'not reported' };
  return { level, date, ...meanings(report, code), ours, in_doubt, ...compared };
}

function batchLines(report: Report, entry: Report['batches'][number]): Line[] {
  const { batch, label, by_code: byCode, cost_by_code: costs, in_doubt, cost_in_doubt: doubtful } = entry;
  const common = { level: 'batch', batch, label };
  const lines: Line[] = Object.entries(byCode).map(([code, ours]) => {
    return { ...common, ...meanings(report, code), ours, cost: costs?.[code] ?? '' };
  });
  if (in_doubt > 0) lines.push({ ...common, in_doubt, cost: doubtful ?? '' });
  return lines;
}

function meanings(report: Report, code: ReturnCode): Line {
  const { zh = '', en = '' } = report.meanings[code] ?? {};
  return { code, meaning_zh: zh, meaning_en: en };
}

/** A label is the user's text. Where a spreadsheet would run it as a formula, it gets a leading `'`. */
function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
