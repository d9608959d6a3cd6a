// The Chinese catalogue.

import type { Words } from '../words.js';
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
import { pageTexts } from './page-catalogue.js';
import { writtenColumns } from './written-columns.js';

export const zh: Words = {
  language: 'zh',
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
