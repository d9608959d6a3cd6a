// Reads a whole list without a call, and tells what it holds and what verifying it would take.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { takeOverFrom } from '../batch/baseline/begin.js';
import { rowRules } from '../batch/create.js';
import { EarlierPeople } from '../batch/baseline/earlier-people.js';
import { findPrevious, type PreviousRequest } from '../batch/baseline/previous.js';
import type { ListRequest } from '../batch/list-request.js';
import { batchPaths } from '../batch/paths.js';
import type { Config } from '../config.js';
import type { FindEarlier } from '../domain/row.js';
import { makeDirectory } from '../files/durable.js';
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
  /** The earlier batch whose outcomes would be carried, as `run` would do; absent: nobody's would. */
  readonly previous?: ListRequest['previous'];
  /** Which batches "latest" means. */
  readonly label?: string | undefined;
}

/** Needs no credentials and no Redis, and leaves nothing behind. @throws UserError where the list can't be read */
export async function check({ config }: Pick<App, 'config'>, request: CheckRequest): Promise<CheckReport> {
  const { rate = config.rate ?? config.usualRate, previous, label = '', language = 'en' } = request;
  await refuseUnreadable(request.file);
  const { namesADay } = providerOf(config.provider);
  const checked = await withTemporaryDirectory(async (directory) => {
    const wanted = previous && { olderThanMs: undefined, ...previous };
    const people = wanted && (await peopleOf(wanted, label, { config, directory, language }));
    const asked = previous === undefined ? {} : { previous: people?.batch.batch ?? null };
    try {
      return { ...(await checkIn(directory, request, Date.now(), namesADay, people?.find)), ...asked };
    } finally {
      people?.close();
    }
  });
  return checkReport(checked, rate, config, wordsIn(language));
}

async function checkIn(
  directory: string,
  { file, reading, language }: CheckRequest,
  nowMs: number,
  namesADay: number | undefined,
  findEarlier: FindEarlier | undefined,
): Promise<Checked> {
  const path = join(directory, 'list');
  const copied = await copyListFrom(file, path, reading);
  const format = await findFormat(path, formatOptions(reading, copied, file));
  const rules = { ...(await judgeColumns(path, format, rowRules(reading, nowMs))), language };
  const survey = await surveyList(path, format, rules, undefined, findEarlier, namesADay);
  const lineEnd = await writtenLineEnd(path, format);
  return { file, copied, format, lineEnd, survey, columns: rules.columns ?? [], namesADay };
}

const KEY_BYTES = 32;

/** The people of the earlier batch, noted in the temporary directory alone, under a key of its own. */
async function peopleOf(
  previous: PreviousRequest,
  label: string,
  { config, directory, language }: { config: Config; directory: string; language: Language },
): Promise<EarlierPeople | undefined> {
  const { dataDir, provider, authUrl, appid, bucket = '' } = config;
  const { needsBucket } = providerOf(provider);
  const account = appid === undefined ? undefined : { authUrl, appid, bucket: needsBucket ? bucket : '' };
  // Without credentials nobody knows yet for which account the list will be verified.
  const caller = account && { provider, account };
  const earlier = await findPrevious(previous.batch, label, caller, dataDir, previous.anyProvider);
  if (earlier === undefined) return undefined;
  const paths = batchPaths(directory, 'check');
  await makeDirectory(paths.work);
  const rowKey = randomBytes(KEY_BYTES);
  const parts = { paths, rowKey, dataDirectory: dataDir, provider, nowMs: Date.now(), language };
  const taken = await takeOverFrom(earlier, previous, parts);
  return EarlierPeople.open({ batch: 'check', previous: taken }, paths, rowKey);
}
