// Makes one reconciliation: our calls of the days asked for, the provider's figures, the balance, the calls behind the
// differences, the report. The caller hands in where calls are kept and how figures are asked for.

import { BUCKET_MS } from '../domain/ledger.js';
import { chinaDay } from '../domain/china-time.js';
import { agree, figuresOf, type Ask } from './asking.js';
import { balance, type Balance, type BaselineCalls } from './balance/balance.js';
import { withDatedPrices, type Tariff } from './cost.js';
import { collectCalls, mayGrow, searchCandidates, type CollectOptions } from './collected-calls.js';
import type { Figures } from '../domain/provider-counts.js';
import { findingsOf } from './balance/findings.js';
import { providerChecks } from './balance/provider-checks.js';
import type { BatchCalls } from './recorded-batch.js';
import { reportOf, type Report } from './report/report.js';
import { settled, type Settling, type SettlingRules } from './settling.js';

export interface ReconcileOptions extends CollectOptions {
  /** Asks the provider for its figures. */
  readonly stat: Ask;
  readonly tariff: Tariff;
  readonly settling: SettlingRules;
  /** Calls of others that are known beforehand. */
  readonly baseline: readonly BaselineCalls[];
  readonly searchCalls: number;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** The report, and the balance from which its chart is drawn. */
export interface Reconciliation {
  readonly report: Report;
  readonly balance: Balance;
}

/** @throws CountsError where the figures can't be had, UserError where an excluded batch is unknown */
export async function reconcile(options: ReconcileOptions): Promise<Reconciliation> {
  const { range, codes, tariff, rules, baseline, exclude } = options;
  const before = await collectCalls(options);
  const { figures, settling } = await ask(options, before);
  // A batch that is not finished may have made calls while the provider was asked.
  const known = before.every(({ finished }) => finished) ? before : await collectCalls(options);
  const batches = withDatedPrices(known, tariff);
  const nowMs = options.now();
  const unfinished = batches.filter((batch) => mayGrow(batch, range, nowMs));
  const lines = batches.flatMap((batch) => batch.lines);
  const running = unfinished.length > 0;
  const { billableCodes } = tariff;
  const result = balance({ range, lines, figures, codes, baseline, billableCodes, running, nowMs });
  const search = await searchCandidates(options, batches, result.finest);
  const ourCodes = new Set(batches.flatMap(({ byCode }) => [...byCode.keys()]));
  const names = unfinished.map(({ batch }) => batch);
  const report = reportOf({
    range,
    balance: result,
    codes,
    batches: batches.filter((batch) => batch.lines.length > 0 || unfinished.includes(batch)),
    figures,
    checks: providerChecks(figures, range, ourCodes, codes),
    findings: findingsOf({ balance: result, figures, unfinished: names, nowMs }),
    ...search,
    settling,
    tariff,
    rules,
    baseline,
    exclude,
    nowMs,
  });
  return { report, balance: result };
}

function ask(
  { range, stat, settling, now }: ReconcileOptions,
  batches: readonly BatchCalls[],
): Promise<{ figures: Figures; settling: Settling }> {
  const days = new Set(batches.flatMap(({ lines }) => lines.map(({ home }) => chinaDay(home * BUCKET_MS))));
  return settled(() => figuresOf(stat, range, days, chinaDay(now())), agree, settling);
}
