// Prints how a batch was left, for people or as JSON.

import { existsSync } from 'node:fs';
import type { BatchResult } from '../app/batch-result.js';
import { outputPaths } from '../batch/paths.js';
import type { BatchRecord } from '../batch/record.js';
import { isSampleDone } from '../batch/sample.js';
import type { Summary } from '../collect/summary.js';
import type { Sample } from '../domain/sample.js';
import { grouped } from './check-page.js';
import { costInWords } from './cost-in-words.js';
import { inQuestionInWords } from './in-question-in-words.js';
import { visiblePage } from './text-columns.js';

export function printResult(result: BatchResult, json: boolean): void {
  const { summary } = result;
  const text = json && summary !== undefined ? `${JSON.stringify(summary)}\n` : visiblePage(textOf(result));
  process.stdout.write(text);
}

function textOf({ record, state, reason, summary }: BatchResult): string {
  const { sample } = record;
  const isSample = sample !== undefined && isSampleDone({ state, reason });
  const lines = [`Batch ${record.batch}: ${state}${isSample ? ` (sample of ${sample.rows})` : ''}`];
  if (reason !== undefined && !isSample) lines.push(`  ${reason}`);
  if (summary !== undefined) lines.push(...summaryLines(summary));
  if (isSample) lines.push(...sampleLines(record, sample));
  if (state === 'completed' || state === 'cancelled') {
    const { outcomes, workbook, changes, attempts, summary: path } = outputPaths(record.outDirectory);
    // A batch that was purged has no outcomes file any more.
    const kept = existsSync(outcomes);
    lines.push(kept ? `  ${outcomes}` : `  outcomes.csv is not there any more (purged?)`);
    if (kept && record.files.split)
      lines.push(`  ${outcomes.replace(/csv$/, 'STATUS.csv')}, one for each status`);
    if (kept && record.files.xlsx) lines.push(`  ${workbook}`);
    if (kept && record.previous !== undefined) lines.push(`  ${changes}`);
    lines.push(`  ${attempts}`, `  ${path}`);
  }
  if (state === 'queued') lines.push(`  To go on: rollcall resume ${record.batch}`);
  return `${lines.join('\n')}\n`;
}

function sampleLines({ batch, outDirectory, files }: BatchRecord, { rows, of }: Sample): string[] {
  const { sample, sampleWorkbook } = outputPaths(outDirectory);
  const left = of - rows === 1 ? '1 row waits. To verify it' : `${of - rows} rows wait. To verify them`;
  return [
    `  ${sample}`,
    ...(files.xlsx ? [`  ${sampleWorkbook}`] : []),
    `  ${left} too: rollcall resume ${batch}`,
  ];
}

function summaryLines(summary: Summary): string[] {
  const counts = Object.entries(summary.by_status).filter(([, count]) => count > 0);
  const width = Math.max(5, ...counts.map(([status]) => status.length));
  const { calls, retries, in_doubt: inDoubt, refused, duplicates, changes, cost } = summary;
  return [
    ...counts.map(([status, count]) => `  ${status.padEnd(width)}  ${String(count).padStart(9)}`),
    `  ${'rows'.padEnd(width)}  ${String(summary.rows).padStart(9)}`,
    `  calls ${calls} (retries ${retries}, in doubt ${inDoubt}), refused ${refused}, duplicates ${duplicates}`,
    ...(cost ? [`  ${costInWords(cost)}`] : []),
    ...(changes === undefined ? [] : [`  ${changesLine(changes)} (against ${changes.previous})`]),
    ...inQuestionInWords(summary).map((line) => `  ${line}`),
  ];
}

function changesLine(changes: NonNullable<Summary['changes']>): string {
  return (['called', 'carried', 'changed', 'new', 'gone'] as const)
    .map((what) => `${grouped(changes[what])} ${what}`)
    .join(', ');
}
