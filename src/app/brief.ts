// What a new batch's list holds, looked at for a few seconds at most before its first call, so that a long list is not
// read twice before anything happens.

import { EarlierPeople } from '../batch/baseline/earlier-people.js';
import { batchPaths } from '../batch/paths.js';
import type { BatchRecord } from '../batch/record.js';
import { formatOf } from '../batch/run/slice-producer.js';
import { providerOf } from '../provider/index.js';
import { surveyList, type Survey } from '../ingest/survey.js';
import { loadRowKey } from '../journal/data-identity.js';
import type { Config } from '../config.js';
import { frequentNamesWarning } from './frequent-names.js';
import { columnWarning } from './column-words.js';

export interface Brief {
  readonly batch: string;
  readonly label: string;
  readonly file: string;
  /** The row in which a spreadsheet shows the header, from 1. */
  readonly headerRow: number;
  /** What is to be said of its encoding and its columns. */
  readonly warnings: readonly string[];
  readonly survey: Survey;
  /** The batch that outcomes are carried from. */
  readonly previous: string | undefined;
  /** An earlier batch was asked for, and there is none. */
  readonly lacksPrevious: boolean;
  /** A call's price, as a decimal. */
  readonly price: string | undefined;
  readonly currency: string;
}

/** Some hundred thousand rows, and less than anybody minds waiting. */
const LOOK_MS = 2_000;

/** @param asksPrevious whether an earlier batch was asked for, which there may not be */
export async function surveyBriefly(
  record: BatchRecord,
  { dataDir, key, price, currency }: Config,
  {
    asksPrevious,
    doubts = [],
  }: { readonly asksPrevious: boolean; readonly doubts?: readonly string[] | undefined },
): Promise<Brief> {
  const paths = batchPaths(dataDir, record.batch);
  const people = await EarlierPeople.open(record, paths, await loadRowKey(key, dataDir, 'make'));
  try {
    const format = formatOf(record);
    const found = record.rules.columns ?? [];
    const until = Date.now() + LOOK_MS;
    const isEnough = (): boolean => Date.now() > until;
    const { batch, label, file } = record;
    const { namesADay } = providerOf(record.provider);
    const survey = await surveyList(paths.list, format, record.rules, isEnough, people?.find, namesADay);
    return {
      batch,
      label,
      file,
      headerRow: record.format.headerRow ?? 1,
      warnings: [
        ...doubts,
        ...found.map((finding) => columnWarning(finding, format)),
        ...frequentNamesWarning(survey.frequentNames, namesADay),
      ],
      survey,
      previous: people?.batch.batch,
      lacksPrevious: asksPrevious && people === undefined,
      price,
      currency,
    };
  } finally {
    people?.close();
  }
}
