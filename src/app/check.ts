// Reads a whole list without a call, and tells what it holds and what verifying it would take.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { takeOverFrom } from '../batch/baseline/begin.js';
import { takeCorrected, type CorrectionRequest } from '../batch/correction/begin.js';
import { RULES_VERSION, rowRules } from '../batch/create.js';
import { EarlierPeople } from '../batch/baseline/earlier-people.js';
import { findPrevious, LATEST, type Caller } from '../batch/baseline/previous.js';
import { carryFor } from '../batch/carry/begin.js';
import { quoteCarry, unfinishedOf } from '../batch/carry/quote.js';
import type { ListRequest } from '../batch/list-request.js';
import { knownBatches } from '../batch/recorded-batches.js';
import { batchPaths } from '../batch/paths.js';
import type { Config } from '../config.js';
import { makeDirectory } from '../files/durable.js';
import { writtenLineEnd } from '../ingest/csv/record-reader.js';
import { copyListFrom } from '../ingest/copy-list.js';
import { judgeColumns } from '../ingest/judge-columns.js';
import { findFormat, formatOptions } from '../ingest/list-format.js';
import { listName, refuseUnreadable, type ListReading } from '../ingest/list-source.js';
import { providerOf } from '../provider/index.js';
import { surveyList } from '../ingest/survey.js';
import type { App } from './app.js';
import { budgetLeft } from './budget-left.js';
import { carryWanted } from './batch-request.js';
import { QUOTED_MS, withoutIndex } from './brief.js';
import { checkReport, type Checked, type CheckReport } from './check-report.js';
import { priceNow } from './tariff.js';
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
  /** Whose outcomes would be taken over of whichever batch called them last; absent: as the settings have it. */
  readonly carry?: ListRequest['carry'];
  /** The batch whose rows the list corrects, as `run` would do; absent: none. */
  readonly corrects?: CorrectionRequest | undefined;
  /** Whose outcomes may be told of, by the label of their batch; absent: everybody's. */
  readonly sees?: ((label: string) => boolean) | undefined;
  /** Of the batch that would be made: which batches "latest" means, and whose outcomes would be taken over. */
  readonly label?: string | undefined;
}

/** Needs no credentials and no Redis, and leaves nothing behind. @throws UserError where the list can't be read */
export async function check({ config }: Pick<App, 'config'>, request: CheckRequest): Promise<CheckReport> {
  const { rate = config.rate ?? config.usualRate, language = 'en' } = request;
  await refuseUnreadable(request.file);
  const { namesADay } = providerOf(config.provider);
  const checked = await withTemporaryDirectory(async (directory) => {
    const list = await listIn(directory, request, Date.now());
    const people = await peopleOf(list, request, { config, directory, language });
    try {
      const { known, asked } = await knownOf(list, request, people, config);
      const survey = await surveyList(list.path, list.format, list.rules, undefined, people?.find, namesADay);
      const columns = list.rules.columns ?? [];
      return { ...list, file: request.file, survey, columns, namesADay, ...known, ...asked };
    } finally {
      people?.close();
    }
  });
  const { label = '' } = request;
  const budget = await budgetLeft(config, { label, calls: checked.survey.calls, isWhole: true }, undefined);
  return checkReport(checked, rate, { ...(await priceNow(config)), budget }, wordsIn(language));
}

/** The list, copied, and how it is read. */
async function listIn(directory: string, { file, reading, language, corrects }: CheckRequest, nowMs: number) {
  const path = join(directory, 'list');
  const copied = await copyListFrom(file, path, reading);
  const isOutcomes = corrects !== undefined;
  const format = await findFormat(path, { ...formatOptions(reading, copied, file), isOutcomes });
  const rules = { ...(await judgeColumns(path, format, rowRules(reading, nowMs))), language };
  const lineEnd = await writtenLineEnd(path, format);
  return { path, name: listName(file), copied, format, rules, rulesVersion: RULES_VERSION, lineEnd };
}
type CheckedList = Awaited<ReturnType<typeof listIn>>;

const KEY_BYTES = 32;

/** Without credentials nobody knows yet for which account the list will be verified. */
function callerOf({ provider, authUrl, appid, bucket = '' }: Config): Caller | undefined {
  const { needsBucket } = providerOf(provider);
  return appid === undefined
    ? undefined
    : { provider, account: { authUrl, appid, bucket: needsBucket ? bucket : '' } };
}

/** Whose outcomes would be taken over, noted in the temporary directory alone, under a key of its own. */
async function peopleOf(
  list: CheckedList,
  { previous, label = '', carry: asked, corrects: correction, sees }: CheckRequest,
  { config, directory, language }: { config: Config; directory: string; language: Language },
): Promise<EarlierPeople | undefined> {
  const { dataDir, provider } = config;
  const caller = callerOf(config);
  const paths = batchPaths(directory, 'check');
  await makeDirectory(paths.work);
  const rowKey = randomBytes(KEY_BYTES);
  const parts = { paths, rowKey, dataDirectory: dataDir, provider, nowMs: Date.now(), language };
  // The latest batch of a label that may not be told of is not told of.
  const isTold = previous?.batch !== LATEST || sees === undefined || sees(label);
  const earlier =
    previous && isTold
      ? await findPrevious(previous.batch, label, caller, dataDir, previous.anyProvider)
      : undefined;
  const taken =
    previous && earlier && (await takeOverFrom(earlier, { olderThanMs: undefined, ...previous }, parts));
  // What a correction takes over is what the corrected batch says.
  const wanted = correction === undefined ? carryWanted(asked, config) : undefined;
  const carry = wanted && (await carryFor(wanted, list, { ...parts, label, caller, sees }));
  const corrects =
    correction && (await takeCorrected(correction, list, { ...parts, caller, inDoubt: 'retry' }));
  return EarlierPeople.open({ batch: 'check', previous: taken, corrects, carry }, paths, rowKey);
}

/** What is told of earlier calls, and whether anything was asked for. */
async function knownOf(
  list: CheckedList,
  { previous, carry: asked, corrects, label = '', sees }: CheckRequest,
  people: EarlierPeople | undefined,
  config: Config,
): Promise<{
  known: Pick<Checked, 'quote' | 'unfinished'>;
  asked: Pick<Checked, 'previous' | 'corrects' | 'carried'>;
}> {
  const { dataDir } = config;
  const wanted = corrects === undefined ? carryWanted(asked, config) : undefined;
  const toRead = { ...list, findEarlier: people?.find };
  const about = { withinMs: QUOTED_MS, label, caller: callerOf(config), sees };
  const known = await knownBatches(dataDir, () => undefined);
  const batches = known.filter(({ record }) => sees === undefined || sees(record.label));
  const quote =
    wanted === undefined && corrects === undefined
      ? await quoteCarry(toRead, about, dataDir, batches, Date.now()).catch(withoutIndex)
      : undefined;
  return {
    known: { quote, unfinished: unfinishedOf(list.copied.sha256, batches) },
    asked: {
      ...(previous === undefined ? {} : { previous: people?.batch?.batch ?? null }),
      ...(corrects === undefined ? {} : { corrects: corrects.batch }),
      ...(wanted === undefined ? {} : { carried: people?.carriedFrom ?? [] }),
    },
  };
}
