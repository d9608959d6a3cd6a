// What the rest of the project may use of reconciliation.

export { parseBaseline } from './balance/baseline.js';
export type { BaselineCalls } from './balance/balance.js';
export { publish, type Published } from './report/publish.js';
export { DEFAULT_SEARCH_CALLS, DEFAULT_TOLERANCE_MS, reconcile } from './reconcile.js';
export type { RecordedBatch } from './recorded-batch.js';
export { reportDirectory } from './report/report-files.js';
export { reportText } from './report/report-text.js';
export { pauseMs, type SettlingRules, type SettlingState } from './settling.js';
export { figuresFromJson, figuresJsonSchema, figuresToJson } from './figures.js';
export { parseBill } from './bill/bill-csv.js';
export { billText } from './bill/bill-report.js';
export { reconcileWithBill, type PublishedBill } from './bill/reconcile-with-bill.js';
export { reconcileStatus, VERDICTS } from './balance/verdict.js';

/** For tests. @internal */
export type { PublishedReport } from './report/publish.js';
/** For tests. @internal */
export type { Reconciliation } from './reconcile.js';
/** For tests. @internal */
export type { Report } from './report/report.js';
