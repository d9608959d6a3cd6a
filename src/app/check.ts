// Reads a whole list without a call, and tells what it holds and what verifying it would take.

import { join } from 'node:path';
import { rowRules } from '../batch/create.js';
import { writtenLineEnd } from '../ingest/csv/record-reader.js';
import { copyListFrom } from '../ingest/copy-list.js';
import { judgeColumns } from '../ingest/judge-columns.js';
import { findFormat, formatOptions } from '../ingest/list-format.js';
import { refuseUnreadable, type ListReading } from '../ingest/list-source.js';
import { providerOf } from '../provider/index.js';
import { surveyList } from '../ingest/survey.js';
import type { App } from './app.js';
import { checkReport, type Checked, type CheckReport } from './check-report.js';
import { withTemporaryDirectory } from './temporary-directory.js';
import type { Language } from '../words/language.js';
import { wordsIn } from '../words/catalogue.js';

export interface CheckRequest {
  /** A path, or `-` for standard input. */
  readonly file: string;
  readonly reading: ListReading;
  /** The calls a second for which the time is computed; undefined: the settings' rate. */
  readonly rate?: number | undefined;
  /** In which the list's rows are remarked upon; undefined: English. */
  readonly language?: Language | undefined;
}

/** Needs no credentials and no Redis, and leaves nothing behind. @throws UserError where the list can't be read */
export async function check({ config }: Pick<App, 'config'>, request: CheckRequest): Promise<CheckReport> {
  const { file, rate = config.rate ?? config.usualRate } = request;
  await refuseUnreadable(file);
  const { namesADay } = providerOf(config.provider);
  const checked = await withTemporaryDirectory((directory) =>
    checkIn(directory, request, Date.now(), namesADay),
  );
  return checkReport(checked, rate, config, wordsIn(request.language ?? 'en'));
}

async function checkIn(
  directory: string,
  { file, reading, language }: CheckRequest,
  nowMs: number,
  namesADay: number | undefined,
): Promise<Checked> {
  const path = join(directory, 'list');
  const copied = await copyListFrom(file, path, reading);
  const format = await findFormat(path, formatOptions(reading, copied, file));
  const rules = { ...(await judgeColumns(path, format, rowRules(reading, nowMs))), language };
  const survey = await surveyList(path, format, rules, undefined, undefined, namesADay);
  const lineEnd = await writtenLineEnd(path, format);
  return { file, copied, format, lineEnd, survey, columns: rules.columns ?? [], namesADay };
}
