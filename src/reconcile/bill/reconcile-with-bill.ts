// Makes one reconciliation with a bill: our calls of the days, the bill, the balance, the report on disk. The caller
// hands in where calls are kept and where the bill comes from.

import { join } from 'node:path';
import type { BillLine } from '../../domain/bill.js';
import type { BucketRange, DayRange } from '../../domain/days.js';
import type { LedgerRules } from '../../domain/ledger.js';
import type { ReturnCodes } from '../../domain/return-codes.js';
import type { BaselineCalls } from '../balance/balance.js';
import type { Tariff } from '../cost.js';
import { callsOf, type BatchCalls, type RecordedBatch } from '../recorded-batch.js';
import { PAGE_STYLE } from '../report/page-style.js';
import { writeReport } from '../report/report-files.js';
import { billBalance } from './bill-balance.js';
import { billCsv, billPage, billReport, type BillReport } from './bill-report.js';

export interface BillReconciliation {
  readonly range: DayRange;
  readonly buckets: BucketRange;
  readonly provider: string;
  readonly source: 'api' | 'file';
  readonly bill: readonly BillLine[];
  readonly codes: ReturnCodes;
  readonly batches: AsyncIterable<RecordedBatch>;
  readonly exclude: readonly string[];
  readonly tariff: Tariff;
  readonly rules: LedgerRules;
  readonly baseline: readonly BaselineCalls[];
  readonly today: string;
  readonly nowMs: number;
  readonly directory: string;
}

export interface PublishedBill {
  readonly report: BillReport;
  /** The path of report.json. */
  readonly path: string;
  readonly paths: readonly string[];
}

export async function reconcileWithBill(asked: BillReconciliation): Promise<PublishedBill> {
  const { codes, rules, buckets, exclude, bill, tariff, directory } = asked;
  const batches: BatchCalls[] = [];
  for await (const recorded of asked.batches) {
    if (!exclude.includes(recorded.batch)) batches.push(await callsOf(recorded, rules, codes, buckets));
  }
  const periods = billBalance({
    ...asked,
    bill,
    lines: batches.flatMap(({ lines }) => lines),
    billable: new Set(tariff.billableCodes),
    baseline: asked.baseline.map(({ day, count }) => ({ day, calls: count })),
    running: batches.some(({ finished, lines }) => !finished && lines.length > 0),
  });
  const own = batches.filter(({ lines }) => lines.length > 0);
  const report = billReport({ ...asked, batches: own, periods });
  const files = new Map([
    ['report.html', billPage(report, PAGE_STYLE)],
    ['report.csv', billCsv(report)],
    ['report.json', `${JSON.stringify(report, undefined, 2)}\n`],
  ]);
  await writeReport(directory, files);
  const paths = [...files.keys()].toReversed().map((name) => join(directory, name));
  return { report, path: join(directory, 'report.json'), paths };
}
