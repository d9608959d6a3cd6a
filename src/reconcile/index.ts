// What the rest of the project may use of reconciliation.

export { parseBaseline } from './balance/baseline.js';
export { publish, type Published } from './report/publish.js';
export { DEFAULT_SEARCH_CALLS, DEFAULT_TOLERANCE_MS } from './collected-calls.js';
export type { Tariff } from './cost.js';
export { reconcile } from './reconcile.js';
export type { RecordedBatch } from './recorded-batch.js';
export type { Print, Proof } from './report/proof.js';
export { reportDirectory } from './report/report-files.js';
export { reportText } from './report/report-text.js';
export { pauseMs, type SettlingRules } from './settling.js';
export { figuresFromJson, figuresJsonSchema, figuresToJson, type FiguresJson } from './figures.js';
export { billFromJson, billJsonSchema, billToJson, type BillJson } from './bill/bill-json.js';
export { parseBill } from './bill/bill-csv.js';
export { parseBillBaseline } from './bill/bill-baseline.js';
export { accepted as acceptedBy, type OpenDifference } from './month/differences.js';
export { closedSchema, closeOf, type ClosedBefore, type ClosedMonth } from './month/close.js';
export { closePage, DIFFERENCE_NAMES } from './month/close-page.js';
export { monthText } from './month/month-text.js';
export { BRIDGE_NAMES, VERDICT_NAMES, VERDICT_SENTENCES } from './report/words.js';
export { evidencePage } from './month/evidence-page.js';
export {
  calendarOf,
  monthsBetween,
  type CalendarMonth,
  type ClosedAs,
  type Look,
  type LookedDay,
  type MonthState,
} from './month/calendar.js';
export { journalCsv, parseBooks, type Books } from './month/journal.js';
export {
  figuresOf,
  monthView,
  stillOpen,
  type EarlierMonth,
  type MonthReports,
  type MonthView,
} from './month/view.js';
export { billText } from './bill/bill-text.js';
export { publishBill, type PublishedBill } from './bill/publish-bill.js';
export { reconcileWithBill } from './bill/reconcile-with-bill.js';
export { reconcileStatus, VERDICTS, worst, type Verdict } from './balance/verdict.js';

/** For tests. @internal */
export type { PublishedReport } from './report/changes.js';
/** For tests. @internal */
export type { Reconciliation } from './reconcile.js';
/** For tests. @internal */
export type { Report } from './report/report.js';
