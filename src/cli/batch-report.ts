// How a batch was left, for people and as an exit status.

import { existsSync } from 'node:fs';
import { exitStatusOf, readSummary } from '../batch/exit-status.js';
import { outputPaths } from '../batch/paths.js';
import type { BatchRecord } from '../batch/record.js';
import type { BatchEnd } from '../batch/run/ports.js';
import type { Summary } from '../collect/summary.js';
import { grouped } from './check-page.js';
import { EXIT, type ExitStatus } from '../domain/user-error.js';
import { inQuestionInWords } from './in-question-in-words.js';
import { visiblePage } from './text-columns.js';

const SEVERITY: readonly ExitStatus[] = [
  EXIT.usage,
  EXIT.halted,
  EXIT.stopped,
  EXIT.rowsInError,
  EXIT.changed,
];

export interface ReportOptions {
  readonly json: boolean;
  /** Whether a change against the earlier batch shows in the exit status. */
  readonly exitOnChange?: boolean;
}

export function reportOptions(flags: { json?: true; exitOnChange?: true }): ReportOptions {
  return { json: flags.json === true, exitOnChange: flags.exitOnChange === true };
}

/** Says how each batch was left. @returns the exit status of the worst */
export async function reportEnds(
  records: readonly BatchRecord[],
  ends: ReadonlyMap<string, BatchEnd>,
  { json, exitOnChange = false }: ReportOptions,
): Promise<ExitStatus> {
  const statuses: ExitStatus[] = [];
  for (const record of records) {
    const end = ends.get(record.batch) ?? { state: 'queued' as const };
    const summary = end.summary ?? (await summaryOnDisk(record, end));
    statuses.push(exitStatusOf(end, summary, exitOnChange));
    if (json && summary !== undefined) process.stdout.write(`${JSON.stringify(summary)}\n`);
    else process.stdout.write(visiblePage(textOf(record, end, summary)));
  }
  return SEVERITY.find((status) => statuses.includes(status)) ?? EXIT.done;
}

/** Of a batch that had ended before. */
async function summaryOnDisk(record: BatchRecord, { state }: BatchEnd): Promise<Summary | undefined> {
  return state === 'completed' || state === 'cancelled' ? readSummary(record) : undefined;
}

function textOf(record: BatchRecord, end: BatchEnd, summary: Summary | undefined): string {
  const lines = [`Batch ${record.batch}: ${end.state}`];
  if (end.reason !== undefined) lines.push(`  ${end.reason}`);
  if (summary !== undefined) lines.push(...summaryLines(summary));
  if (end.state === 'completed' || end.state === 'cancelled') {
    const { outcomes, workbook, changes, attempts, summary: path } = outputPaths(record.outDirectory);
    // A batch that was purged has none any more.
    const kept = existsSync(outcomes);
    lines.push(kept ? `  ${outcomes}` : `  outcomes.csv is not there any more (purged?)`);
    if (kept && record.files.split)
      lines.push(`  ${outcomes.replace(/csv$/, 'STATUS.csv')}, one for each status`);
    if (kept && record.files.xlsx) lines.push(`  ${workbook}`);
    if (kept && record.previous !== undefined) lines.push(`  ${changes}`);
    lines.push(`  ${attempts}`, `  ${path}`);
  }
  if (end.state === 'queued') lines.push(`  To go on: rollcall resume ${record.batch}`);
  return `${lines.join('\n')}\n`;
}

function summaryLines(summary: Summary): string[] {
  const counts = Object.entries(summary.by_status).filter(([, count]) => count > 0);
  const width = Math.max(5, ...counts.map(([status]) => status.length));
  const { calls, retries, in_doubt: inDoubt, refused, duplicates, changes } = summary;
  return [
    ...counts.map(([status, count]) => `  ${status.padEnd(width)}  ${String(count).padStart(9)}`),
    `  ${'rows'.padEnd(width)}  ${String(summary.rows).padStart(9)}`,
    `  calls ${calls} (retries ${retries}, in doubt ${inDoubt}), refused ${refused}, duplicates ${duplicates}`,
    ...(changes === undefined ? [] : [`  ${changesLine(changes)} (against ${changes.previous})`]),
    ...inQuestionInWords(summary).map((line) => `  ${line}`),
  ];
}

function changesLine(changes: NonNullable<Summary['changes']>): string {
  return (['called', 'carried', 'changed', 'new', 'gone'] as const)
    .map((what) => `${grouped(changes[what])} ${what}`)
    .join(', ');
}
