// `rollcall check`: what a list holds and what verifying it would take, without a call.

import { join } from 'node:path';
import { Command } from 'commander';
import { rowRules } from '../batch/create.js';
import { loadConfig, type Config } from '../config.js';
import { copyListFrom } from '../ingest/copy-list.js';
import { judgeColumns } from '../ingest/judge-columns.js';
import { findFormat, formatOptions } from '../ingest/list-format.js';
import { refuseUnreadable, type ListReading } from '../ingest/list-source.js';
import { writtenLineEnd } from '../ingest/csv/record-reader.js';
import { surveyList } from '../ingest/survey.js';
import { checkPage } from './check-page.js';
import { checkReport, type Checked } from './check-report.js';
import { callsPerSecond } from './list-options.js';
import { addReadingOptions, readingOf, type ReadingOptions } from './reading-options.js';
import { withTemporaryDirectory } from './temporary-directory.js';
import { visiblePage } from './text-columns.js';

interface CheckOptions extends ReadingOptions {
  readonly rate?: number;
  readonly json?: true;
}

export function checkCommand(): Command {
  const command = new Command('check')
    .summary('read a list and call nobody: what it holds, what it would take')
    .description(
      'Reads the whole list and shows how it is understood, which rows would not be sent and why, and the calls, time ' +
        'and cost that verifying it would take. Needs no credentials and no Redis, and leaves nothing behind. "-" is ' +
        "standard input. Exit status 0, also where the list has faults; 1: it can't be read.",
    )
    .argument('<file>', 'a CSV or Excel file with a column of names and one of identity numbers');
  return addReadingOptions(command)
    .option(
      '--rate <n>',
      'calls a second for which the time is reckoned (default: ROLLCALL_RATE)',
      callsPerSecond,
    )
    .option('--json', 'the report as JSON')
    .action(async (file: string, options: CheckOptions) => {
      await check(file, options, loadConfig());
    });
}

async function check(file: string, options: CheckOptions, config: Config): Promise<void> {
  await refuseUnreadable(file);
  const checked = await withTemporaryDirectory((directory) =>
    checkIn(directory, file, readingOf(options), Date.now()),
  );
  const report = checkReport(checked, options.rate ?? config.rate, config);
  const width = process.stdout.isTTY ? process.stdout.columns : Infinity;
  process.stdout.write(
    options.json === true ? `${JSON.stringify(report)}\n` : visiblePage(checkPage(report, width)),
  );
}

async function checkIn(
  directory: string,
  file: string,
  reading: ListReading,
  nowMs: number,
): Promise<Checked> {
  const path = join(directory, 'list');
  const copied = await copyListFrom(file, path, reading);
  const format = await findFormat(path, formatOptions(reading, copied, file));
  const rules = await judgeColumns(path, format, rowRules(reading, nowMs));
  const survey = await surveyList(path, format, rules);
  const lineEnd = await writtenLineEnd(path, format);
  return { file, copied, format, lineEnd, survey, columns: rules.columns ?? [] };
}
