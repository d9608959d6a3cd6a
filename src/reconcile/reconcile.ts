// One reconciliation from end to end: our calls of the days asked for, the provider's figures, the report. Where
// calls are kept and figures come from is handed in.

import type { LedgerLine, LedgerRules } from '../domain/ledger.js';
import { chinaDay } from '../domain/china-time.js';
import { balance, type BaselineCalls } from './balance.js';
import type { Tariff } from './cost.js';
import { bucketsOf, type DayRange } from './days.js';
import type { Figures } from './figures.js';
import { providerChecks } from './provider-checks.js';
import { callsOf, type BatchCalls, type RecordedBatch } from './recorded-batch.js';
import { reportOf, type Report } from './report.js';

export const DEFAULT_TOLERANCE_MS = 5000;

export interface ReconcileOptions {
  readonly range: DayRange;
  /** Those of the same account and endpoint. */
  readonly batches: AsyncIterable<RecordedBatch> | Iterable<RecordedBatch>;
  /** Asks the provider. */
  readonly stat: (range: DayRange) => Promise<Figures>;
  readonly tariff: Tariff;
  readonly rules: LedgerRules;
  readonly baseline?: readonly BaselineCalls[] | undefined;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** @throws StatError where the figures can't be had, UserError where the price is no decimal */
export async function reconcile(options: ReconcileOptions): Promise<Report> {
  const { range, stat, tariff, rules, now } = options;
  const [batches, lines] = await collectCalls(options);
  const figures = await stat(range);
  const nowMs = now();
  const result = balance({
    range,
    lines,
    figures,
    baseline: options.baseline ?? [],
    billableCodes: tariff.billableCodes,
    running: batches.some((batch) => stillRuns(batch, range, nowMs)),
    nowMs,
  });
  const ourCodes = new Set(batches.flatMap(({ byCode }) => [...byCode.keys()]));
  const checks = providerChecks(figures, range, ourCodes);
  const shown = batches.filter((batch) => batch.lines.length > 0 || stillRuns(batch, range, nowMs));
  return reportOf({ range, balance: result, batches: shown, figures, checks, tariff, rules, nowMs });
}

async function collectCalls({
  batches,
  rules,
  range,
}: ReconcileOptions): Promise<[BatchCalls[], LedgerLine[]]> {
  const all: BatchCalls[] = [];
  const lines: LedgerLine[] = [];
  for await (const recorded of batches) {
    const calls = await callsOf(recorded, rules, bucketsOf(range));
    all.push(calls);
    for (const line of calls.lines) lines.push(line);
  }
  return [all, lines];
}

/** A batch of those days whose calls may not all be on record; one that has none yet may be of today. */
function stillRuns({ finished, begun, lines }: BatchCalls, { to }: DayRange, nowMs: number): boolean {
  return !finished && (lines.length > 0 || (!begun && to >= chinaDay(nowMs)));
}
