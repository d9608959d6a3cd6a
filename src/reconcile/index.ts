// What the rest of the project may use of reconciliation.

export { pingStat, type PingResult } from './ping.js';
export { DEFAULT_TOLERANCE_MS, reconcile, type ReconcileOptions } from './reconcile.js';
export type { RecordedBatch } from './recorded-batch.js';
export { reportDirectory, writeReport } from './report-files.js';
export { reportText } from './report-text.js';
export type { Report } from './report.js';
export { fetchStat, type StatSettings } from './stat-client.js';
export { StatError } from './stat-error.js';
export type { Verdict } from './verdict.js';
