// The report of a reconciliation with a bill: report.json under its documented names, its table as CSV and as a page. Pure.

import { chinaIso } from '../../domain/china-time.js';
import type { BillLine } from '../../domain/bill.js';
import type { DayRange } from '../../domain/days.js';
import { addMoney, formatMoney, parseMoney, type Money } from '../../domain/money.js';
import { worst } from '../balance/verdict.js';
import { Costs, type Tariff } from '../cost.js';
import type { BatchCalls } from '../recorded-batch.js';
import { html } from '../report/html.js';
import { VERDICT_NAMES, VERDICT_SENTENCES } from '../report/words.js';
import { wordsIn } from '../../words/catalogue.js';
import type { Words } from '../../words/words.js';
import type { PeriodBalance } from './bill-balance.js';

export interface BillReportInput {
  readonly range: DayRange;
  readonly provider: string;
  readonly source: 'api' | 'file';
  readonly periods: readonly PeriodBalance[];
  readonly bill: readonly BillLine[];
  readonly batches: readonly BatchCalls[];
  readonly tariff: Tariff;
  readonly nowMs: number;
}

const REPORT_VERSION = 2;

/** What can't be seen in totals of billed calls. */
function limitsIn({ reports }: Words): string[] {
  return [reports.billHasNoCodes, reports.billIsShared];
}

export function billReport(input: BillReportInput) {
  const { range, provider, source, periods, bill, batches, tariff, nowMs } = input;
  const costs = new Costs(tariff);
  const own = periods.map(({ period }) => period);
  const billed = bill.filter(({ period }) => own.includes(period));
  return {
    version: REPORT_VERSION,
    provider,
    basis: 'bill' as const,
    source,
    from: range.from,
    to: range.to,
    verdict: worst(periods.map(({ verdict }) => verdict)),
    made_at: chinaIso(nowMs),
    codes: [],
    days: [],
    buckets: [],
    periods: periods.map(({ inDoubt, edgeOut, edgeIn, ...period }) => ({
      ...period,
      in_doubt: inDoubt,
      at_edge: edgeOut + edgeIn,
    })),
    batches: batches.map(({ batch, label, finished, byCode, doubtful }) => ({
      batch,
      label,
      finished,
      calls: costs.billed(byCode),
      by_code: Object.fromEntries(byCode),
      cost: costs.of(byCode),
      cost_in_doubt: costs.ofDoubtful(doubtful),
    })),
    cost: {
      currency: tariff.currency,
      price: tariff.price ?? null,
      billable_codes: tariff.billableCodes,
      ours: costs.ofCalls(periods.reduce((sum, { ours }) => sum + ours, 0)),
      theirs: amountOf(billed),
      /** How many billed calls a package has paid; null where the bill doesn't say. */
      deducted_calls: deductedOf(billed),
    },
    limits: limitsIn(wordsIn('en')),
    provider_checks: [],
  };
}
export type BillReport = ReturnType<typeof billReport>;

/** Null where there is no line, or a line has no amount. */
function amountOf(bill: readonly BillLine[]): string | null {
  let sum: Money | undefined;
  for (const { amount } of bill) {
    const money = amount === undefined ? undefined : parseMoney(amount);
    if (money === undefined) return null;
    sum = sum === undefined ? money : addMoney(sum, money);
  }
  return sum === undefined ? null : formatMoney(sum);
}

function deductedOf(bill: readonly BillLine[]): number | null {
  if (bill.length === 0 || bill.some(({ deducted }) => deducted === undefined)) return null;
  return bill.reduce((sum, { deducted = 0 }) => sum + deducted, 0);
}

const COLUMNS = [
  'period',
  'ours',
  'in_doubt',
  'at_edge',
  'known',
  'theirs',
  'difference',
  'verdict',
] as const;

export function billCsv({ periods }: BillReport): string {
  const lines = periods.map((period) => COLUMNS.map((name) => String(period[name] ?? '')).join(','));
  return `\uFEFF${[COLUMNS.join(','), ...lines].join('\n')}\n`;
}

export function billText(report: BillReport, words: Words = wordsIn('en')): string {
  const { from, to, verdict, periods } = report;
  const { language, reports } = words;
  const cells = [COLUMNS, ...periods.map((period) => COLUMNS.map((name) => String(period[name] ?? '-')))];
  const widths = COLUMNS.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const rows = cells.map((row) =>
    `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd(),
  );
  const sentence = VERDICT_SENTENCES[verdict][language];
  return [
    from === to ? reports.billTitle({ day: from }) : reports.billTitleOfDays({ from, to }),
    `  ${reports.verdict({ verdict: VERDICT_NAMES[verdict][language], sentence })}`,
    '',
    ...rows,
    '',
    `  ${costsIn(report, words)}`,
    ...limitsIn(words).map((limit) => `  ${limit}`),
    '',
  ].join('\n');
}

function costsIn({ cost }: BillReport, { reports }: Words): string {
  const { currency, ours, theirs, deducted_calls: calls } = cost;
  const about = { currency, ours: ours ?? reports.noPrice, theirs: theirs ?? reports.notSaid };
  return calls === null ? reports.billCosts(about) : reports.billCostsDeducted({ ...about, calls });
}

export function billPage(report: BillReport, style: string): string {
  const { from, to, verdict, periods } = report;
  const limits = [...limitsIn(wordsIn('zh')), ...limitsIn(wordsIn('en'))];
  const head = html`<title>${from} – ${to}: ${verdict}</title>`;
  const rows = periods.map(
    (period) =>
      html`<tr>
        ${COLUMNS.map((name) => html`<td>${String(period[name] ?? '–')}</td>`)}
      </tr>`,
  );
  const body = html`<h1>对账单 · Reconciliation with the bill</h1>
    <p>
      ${from} – ${to}: <strong>${verdict}</strong>. ${VERDICT_SENTENCES[verdict].zh}
      ${VERDICT_SENTENCES[verdict].en}
    </p>
    <table>
      <thead>
        <tr>
          ${COLUMNS.map((name) => html`<th>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    <ul>
      ${limits.map((limit) => html`<li>${limit}</li>`)}
    </ul>`;
  return `<!doctype html>\n<html lang="zh"><head><meta charset="utf-8">${head.text}<style>${style}</style></head><body>${body.text}</body></html>\n`;
}
