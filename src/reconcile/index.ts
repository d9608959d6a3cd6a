// What the rest of the project may use of reconciliation.

export { parseBaseline } from './balance/baseline.js';
export type { BaselineCalls } from './balance/balance.js';
export { publish, type Published, type PublishedReport } from './report/publish.js';
export {
  DEFAULT_SEARCH_CALLS,
  DEFAULT_TOLERANCE_MS,
  reconcile,
  type Reconciliation,
  type ReconcileOptions,
} from './reconcile.js';
export type { RecordedBatch } from './recorded-batch.js';
export { reportDirectory } from './report/report-files.js';
export { reportText } from './report/report-text.js';
export type { Report } from './report/report.js';
export { pauseMs, type SettlingRules, type SettlingState } from './settling.js';
export { figuresFromJson, figuresJsonSchema, figuresToJson } from './figures.js';
export { reconcileStatus, VERDICTS, type Verdict } from './balance/verdict.js';
