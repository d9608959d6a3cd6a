// The English catalogue. Its type is what every catalogue has to have.

import type { Language } from '../language.js';
import { access } from './access.js';
import { anomalies } from './anomalies.js';
import { approval } from './approval.js';
import { audit } from './audit.js';
import { batchErrors } from './batch-errors.js';
import { batchPage } from './batch-page.js';
import { batches } from './batches.js';
import { bill } from './bill.js';
import { billFindings } from './bill-findings.js';
import { brief } from './brief.js';
import { budgets } from './budgets.js';
import { carrying } from './carrying.js';
import { changes } from './changes.js';
import { check } from './check.js';
import { columns, encodings } from './columns.js';
import { commandLine } from './command-line.js';
import { encodingVerdicts } from './encoding-verdicts.js';
import { errorTitles } from './error-titles.js';
import { faultFlags } from './fault-flags.js';
import { faults } from './faults.js';
import { findingColumns } from './finding-columns.js';
import { findings } from './findings.js';
import { halts } from './halts.js';
import { help } from './help.js';
import { helpReconcile } from './help-reconcile.js';
import { helpSchedules } from './help-schedules.js';
import { listErrors } from './list-errors.js';
import { archives, listKinds } from './list-kinds.js';
import { listOptions } from './list-options.js';
import { backups, looking } from './looking.js';
import { months } from './months.js';
import { messages } from './messages.js';
import { nightErrors } from './night-errors.js';
import { nightReasons } from './night-reasons.js';
import { outErrors } from './out-errors.js';
import { outcomes } from './outcomes.js';
import { people } from './people.js';
import { persons } from './persons.js';
import { prices } from './prices.js';
import { previousErrors } from './previous-errors.js';
import { privateRedis } from './private-redis.js';
import { problems } from './problems.js';
import { progress } from './progress.js';
import { billChecks, countChecks } from './provider-checks.js';
import { purging } from './purging.js';
import { reconcileErrors } from './reconcile-errors.js';
import { redis } from './redis.js';
import { redisTroubles } from './redis-troubles.js';
import { remedies } from './remedies.js';
import { reports } from './reports.js';
import { results } from './results.js';
import { retention } from './retention.js';
import { rows } from './rows.js';
import { history, schedules } from './schedules.js';
import { service } from './service.js';
import { serving } from './serving.js';
import { settings } from './settings.js';
import { sheets } from './sheets.js';
import { simulate } from './simulate.js';
import { simulatorErrors } from './simulator-errors.js';
import { nights, reconciliations, states, verdicts } from './states.js';
import { statusTable } from './status-table.js';
import { statuses } from './statuses.js';
import { tampering } from './tampering.js';
import { units } from './units.js';
import { useErrors } from './use-errors.js';
import { warnings } from './warnings.js';
import { webhooks } from './webhooks.js';
import { workbookErrors } from './workbook-errors.js';
import { corrections } from './corrections.js';
import { erasing } from './erasing.js';
import { exporting } from './exporting.js';
import { page } from './page.js';
import { pageTexts, type PageCatalogue } from './page-catalogue.js';
import { writtenColumns } from './written-columns.js';

export interface Catalogue extends PageCatalogue {
  readonly language: Language;
  readonly access: typeof access;
  readonly approval: typeof approval;
  readonly archives: typeof archives;
  readonly audit: typeof audit;
  readonly backups: typeof backups;
  readonly batchErrors: typeof batchErrors;
  readonly batchPage: typeof batchPage;
  readonly batches: typeof batches;
  readonly bill: typeof bill;
  readonly billChecks: typeof billChecks;
  readonly billFindings: typeof billFindings;
  readonly brief: typeof brief;
  readonly anomalies: typeof anomalies;
  readonly budgets: typeof budgets;
  readonly carrying: typeof carrying;
  readonly changes: typeof changes;
  readonly check: typeof check;
  readonly columns: typeof columns;
  readonly commandLine: typeof commandLine;
  readonly countChecks: typeof countChecks;
  readonly encodingVerdicts: typeof encodingVerdicts;
  readonly encodings: typeof encodings;
  readonly errorTitles: typeof errorTitles;
  readonly faultFlags: typeof faultFlags;
  readonly faults: typeof faults;
  readonly findingColumns: typeof findingColumns;
  readonly findings: typeof findings;
  readonly halts: typeof halts;
  readonly help: typeof help;
  readonly helpReconcile: typeof helpReconcile;
  readonly helpSchedules: typeof helpSchedules;
  readonly history: typeof history;
  readonly listErrors: typeof listErrors;
  readonly listKinds: typeof listKinds;
  readonly listOptions: typeof listOptions;
  readonly looking: typeof looking;
  readonly months: typeof months;
  readonly messages: typeof messages;
  readonly nightErrors: typeof nightErrors;
  readonly nightReasons: typeof nightReasons;
  readonly nights: typeof nights;
  readonly outErrors: typeof outErrors;
  readonly outcomes: typeof outcomes;
  readonly people: typeof people;
  readonly persons: typeof persons;
  readonly prices: typeof prices;
  readonly previousErrors: typeof previousErrors;
  readonly privateRedis: typeof privateRedis;
  readonly problems: typeof problems;
  readonly progress: typeof progress;
  readonly purging: typeof purging;
  readonly reconcileErrors: typeof reconcileErrors;
  readonly reconciliations: typeof reconciliations;
  readonly redis: typeof redis;
  readonly redisTroubles: typeof redisTroubles;
  readonly remedies: typeof remedies;
  readonly reports: typeof reports;
  readonly results: typeof results;
  readonly retention: typeof retention;
  readonly rows: typeof rows;
  readonly schedules: typeof schedules;
  readonly service: typeof service;
  readonly serving: typeof serving;
  readonly settings: typeof settings;
  readonly sheets: typeof sheets;
  readonly simulate: typeof simulate;
  readonly simulatorErrors: typeof simulatorErrors;
  readonly states: typeof states;
  readonly statusTable: typeof statusTable;
  readonly statuses: typeof statuses;
  readonly tampering: typeof tampering;
  readonly units: typeof units;
  readonly useErrors: typeof useErrors;
  readonly verdicts: typeof verdicts;
  readonly warnings: typeof warnings;
  readonly webhooks: typeof webhooks;
  readonly workbookErrors: typeof workbookErrors;
  readonly corrections: typeof corrections;
  readonly erasing: typeof erasing;
  readonly exporting: typeof exporting;
  readonly page: typeof page;
  readonly writtenColumns: typeof writtenColumns;
}

export const en: Catalogue = {
  language: 'en',
  ...pageTexts,
  access,
  approval,
  archives,
  audit,
  backups,
  batchErrors,
  batchPage,
  batches,
  bill,
  billChecks,
  billFindings,
  brief,
  anomalies,
  budgets,
  carrying,
  changes,
  check,
  columns,
  commandLine,
  countChecks,
  encodingVerdicts,
  encodings,
  errorTitles,
  faultFlags,
  faults,
  findingColumns,
  findings,
  halts,
  help,
  helpReconcile,
  helpSchedules,
  history,
  listErrors,
  listKinds,
  listOptions,
  looking,
  months,
  messages,
  nightErrors,
  nightReasons,
  nights,
  outErrors,
  outcomes,
  people,
  persons,
  prices,
  previousErrors,
  privateRedis,
  problems,
  progress,
  purging,
  reconcileErrors,
  reconciliations,
  redis,
  redisTroubles,
  remedies,
  reports,
  results,
  retention,
  rows,
  schedules,
  service,
  serving,
  settings,
  sheets,
  simulate,
  simulatorErrors,
  states,
  statusTable,
  statuses,
  tampering,
  units,
  useErrors,
  verdicts,
  warnings,
  webhooks,
  workbookErrors,
  corrections,
  erasing,
  exporting,
  page,
  writtenColumns,
};
