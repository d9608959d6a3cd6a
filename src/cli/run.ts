// `rollcall run`: the whole job on this machine.

import { availableParallelism } from 'node:os';
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { createBatch } from '../batch/create.js';
import { batchPaths, outputPaths } from '../batch/paths.js';
import { readRecord, type BatchRecord } from '../batch/record.js';
import type { BatchEnd } from '../batch/run-batch.js';
import { makeDirectory } from '../collect/durable.js';
import type { Summary } from '../collect/summary.js';
import { loadConfig, type Config } from '../config.js';
import { EXIT, UserError, type ExitStatus } from '../domain/user-error.js';
import { runInForeground } from './foreground.js';
import { addListOptions, requestOf, wholeNumber, type ListOptions } from './list-options.js';

interface RunOptions extends ListOptions {
  readonly workers: number;
  readonly json?: true;
}

export function runCommand(): Command {
  const command = new Command('run')
    .summary('verify lists on this machine, from the first row to the last file')
    .description(
      'Verifies each FILE as a batch: reads the list, calls the service for every row that needs it, and writes\n' +
        'outcomes.csv, attempts.csv and summary.json. "-" is standard input.',
    )
    .argument('<files...>', 'CSV files with a column of names and one of identity numbers');
  return addListOptions(command)
    .option('--workers <n>', 'verify processes', wholeNumber, Math.max(1, availableParallelism() - 1))
    .option('--json', 'print the summary on standard output as JSON')
    .action(async (files: string[], options: RunOptions) => {
      process.exitCode = await run(files, options, loadConfig());
    });
}

async function run(files: readonly string[], options: RunOptions, config: Config): Promise<ExitStatus> {
  if (files.length > 1 && (options.batch !== undefined || options.out !== undefined)) {
    throw new UserError('--batch and --out go with one FILE. Run the files one by one, or leave them out.');
  }
  await makeDirectory(config.dataDir);
  const records: BatchRecord[] = [];
  for (const file of files) {
    const { record } = await createBatch(requestOf(file, options, config), config.dataDir, Date.now());
    records.push(record);
  }
  const ends = await runInForeground(records, config, {
    workers: options.workers,
    concurrency: options.concurrency ?? config.concurrency,
  });
  return report(records, ends, options.json === true, config);
}

/** Says how each batch was left. @returns the exit status of the worst */
async function report(
  records: readonly BatchRecord[],
  ends: ReadonlyMap<string, BatchEnd>,
  json: boolean,
  config: Config,
): Promise<ExitStatus> {
  const statuses: ExitStatus[] = [];
  for (const { batch } of records) {
    const end = ends.get(batch) ?? { state: 'queued' as const };
    const record = await readRecord(batchPaths(config.dataDir, batch), batch);
    const summary = end.summary ?? (await earlierSummary(record, end));
    statuses.push(statusOf(end, summary));
    if (json && summary !== undefined) process.stdout.write(`${JSON.stringify(summary)}\n`);
    else process.stdout.write(textOf(record, end, summary));
  }
  return SEVERITY.find((status) => statuses.includes(status)) ?? EXIT.done;
}

const SEVERITY: readonly ExitStatus[] = [EXIT.usage, EXIT.halted, EXIT.stopped, EXIT.rowsInError];

/** Of a batch that had ended before. */
async function earlierSummary(record: BatchRecord, end: BatchEnd): Promise<Summary | undefined> {
  if (end.state !== 'completed' && end.state !== 'cancelled') return undefined;
  return JSON.parse(await readFile(outputPaths(record.outDirectory).summary, 'utf8')) as Summary;
}

function statusOf(end: BatchEnd, summary: Summary | undefined): ExitStatus {
  switch (end.state) {
    case 'completed':
      return (summary?.by_status['error'] ?? 0) > 0 ? EXIT.rowsInError : EXIT.done;
    case 'halted':
      return EXIT.halted;
    case 'queued':
    case 'running':
    case 'paused':
    case 'cancelled':
    case 'lost':
      return EXIT.stopped;
  }
}

function textOf(record: BatchRecord, end: BatchEnd, summary: Summary | undefined): string {
  const lines = [`Batch ${record.batch}: ${end.state}`];
  if (end.reason !== undefined) lines.push(`  ${end.reason}`);
  if (summary !== undefined) lines.push(...summaryLines(summary));
  if (end.state === 'completed' || end.state === 'cancelled') {
    const { outcomes, attempts, summary: path } = outputPaths(record.outDirectory);
    lines.push(`  ${outcomes}`, `  ${attempts}`, `  ${path}`);
  }
  if (end.state === 'queued') lines.push(`  To go on: rollcall resume ${record.batch}`);
  return `${lines.join('\n')}\n`;
}

function summaryLines(summary: Summary): string[] {
  const counts = Object.entries(summary.by_status).filter(([, count]) => count > 0);
  const width = Math.max(5, ...counts.map(([status]) => status.length));
  const lines = counts.map(([status, count]) => `  ${status.padEnd(width)}  ${String(count).padStart(9)}`);
  return [
    ...lines,
    `  ${'rows'.padEnd(width)}  ${String(summary.rows).padStart(9)}`,
    `  calls ${summary.calls} (retries ${summary.retries}, in doubt ${summary.in_doubt}), refused ${summary.refused}, duplicates ${summary.duplicates}`,
  ];
}
