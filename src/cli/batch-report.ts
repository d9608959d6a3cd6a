// Prints how a batch was left, for people or as JSON.

import { existsSync } from 'node:fs';
import type { BatchResult } from '../app/batch-result.js';
import { outputPaths } from '../batch/paths.js';
import type { BatchRecord } from '../batch/record.js';
import { isSampleDone } from '../batch/sample.js';
import type { Summary } from '../collect/summary.js';
import type { Sample } from '../domain/sample.js';
import { grouped } from './grouped.js';
import { costInWords } from './cost-in-words.js';
import { inQuestionInWords } from './in-question-in-words.js';
import { statusCounts } from './status-counts.js';
import { columnsOf, padded, visiblePage } from './text-columns.js';
import { retold } from '../words/catalogue.js';
import type { Words } from '../words/words.js';

export function printResult(result: BatchResult, json: boolean, words: Words): void {
  process.stdout.write(json ? `${JSON.stringify(jsonOf(result))}\n` : visiblePage(textOf(result, words)));
}

/** The summary, or what is known where there is none yet, as after a signal. */
function jsonOf({ record: { batch }, state, reason, summary }: BatchResult): object {
  return summary ?? { batch, state, reason };
}

function textOf({ record, state, reason, summary }: BatchResult, words: Words): string {
  const { batches, results } = words;
  const { sample, batch } = record;
  const isSample = sample !== undefined && isSampleDone({ state, reason });
  const named = { batch, state: words.states[state] };
  const lines = [
    isSample ? batches.inStateOfSample({ ...named, rows: sample.rows }) : batches.inState(named),
  ];
  if (reason !== undefined && !isSample) lines.push(`  ${retold(reason, words)}`);
  if (summary !== undefined) lines.push(...summaryLines(summary, words));
  if (isSample) lines.push(...sampleLines(record, sample, words));
  if (state === 'completed' || state === 'cancelled') {
    const { outcomes, workbook, changes, attempts, summary: path, page } = outputPaths(record.outDirectory);
    // A batch that was purged has no outcomes file any more.
    const kept = existsSync(outcomes);
    lines.push(kept ? `  ${outcomes}` : `  ${results.outcomesGone}`);
    if (kept && record.files.split)
      lines.push(`  ${results.perStatus({ pattern: outcomes.replace(/csv$/, 'STATUS.csv') })}`);
    if (kept && record.files.xlsx) lines.push(`  ${workbook}`);
    if (kept && record.previous !== undefined) lines.push(`  ${changes}`);
    if (record.corrects !== undefined && existsSync(record.corrects.file))
      lines.push(`  ${record.corrects.file}`);
    lines.push(`  ${attempts}`, `  ${path}`);
    // Earlier versions wrote no page.
    if (existsSync(page)) lines.push(`  ${results.forPeople({ page })}`);
  }
  if (state === 'queued') lines.push(`  ${batches.toGoOn({ batch: record.batch })}`);
  return `${lines.join('\n')}\n`;
}

function sampleLines(
  { batch, outDirectory, files }: BatchRecord,
  { rows, of }: Sample,
  { results }: Words,
): string[] {
  const { sample, sampleWorkbook } = outputPaths(outDirectory);
  const left = of - rows;
  return [
    `  ${sample}`,
    ...(files.xlsx ? [`  ${sampleWorkbook}`] : []),
    `  ${left === 1 ? results.oneRowWaits({ batch }) : results.rowsWait({ rows: left, batch })}`,
  ];
}

function summaryLines(summary: Summary, words: Words): string[] {
  const { results } = words;
  const counts = statusCounts(summary.by_status, words);
  const width = Math.max(5, ...[results.rows, ...counts.map(([status]) => status)].map(columnsOf));
  const { calls, retries, in_doubt: inDoubt, refused, duplicates, changes, cost } = summary;
  const line = (what: string, count: number): string =>
    `  ${padded(what, width)}  ${String(count).padStart(9)}`;
  return [
    ...counts.map(([status, count]) => line(status, count)),
    line(results.rows, summary.rows),
    `  ${results.figures({ calls, retries, inDoubt, refused, duplicates })}`,
    ...(cost ? [`  ${costInWords(cost, words)}`] : []),
    ...(changes === undefined ? [] : [`  ${changesLine(changes, words)}`]),
    ...inQuestionInWords(summary, words).map((text) => `  ${text}`),
  ];
}

function changesLine(changes: NonNullable<Summary['changes']>, { results }: Words): string {
  const { called, carried, changed, new: added, gone, previous } = changes;
  return results.changes({
    called: grouped(called),
    carried: grouped(carried),
    changed: grouped(changed),
    added: grouped(added),
    gone: grouped(gone),
    previous,
  });
}
