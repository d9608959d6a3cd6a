// What the rest of the project may use of reconciliation.

export { parseBaseline } from './baseline.js';
export type { BaselineCalls } from './balance.js';
export { publish, type Published, type PublishedReport } from './publish.js';
export {
  DEFAULT_SEARCH_CALLS,
  DEFAULT_TOLERANCE_MS,
  reconcile,
  type Reconciliation,
  type ReconcileOptions,
} from './reconcile.js';
export type { RecordedBatch } from './recorded-batch.js';
export { reportDirectory } from './report-files.js';
export { reportText } from './report-text.js';
export type { Report } from './report.js';
export { pauseMs, type SettlingRules, type SettlingState } from './settling.js';
export { figuresFromJson, figuresJsonSchema, figuresToJson } from './figures.js';
export { reconcileStatus, VERDICTS, type Verdict } from './verdict.js';
