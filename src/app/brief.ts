// Looks at a new batch's list for a few seconds at most before its first call, to tell what it holds. The limit keeps a
// long list from being read twice before anything happens.

import { EarlierPeople } from '../batch/baseline/earlier-people.js';
import { batchPaths } from '../batch/paths.js';
import type { BatchRecord } from '../batch/record.js';
import { rowRulesOf } from '../batch/row-rules.js';
import { formatOf } from '../batch/run/slice-producer.js';
import { providerOf } from '../provider/index.js';
import { surveyList, type Survey } from '../ingest/survey.js';
import { loadRowKey } from '../journal/data-identity.js';
import type { Config } from '../config.js';
import { frequentNamesWarning } from './frequent-names.js';
import { columnWarning, writtenColumnsWarnings } from './column-words.js';
import { wordsIn } from '../words/catalogue.js';

export interface Brief {
  readonly batch: string;
  readonly label: string;
  readonly file: string;
  /** The row in which a spreadsheet shows the header, from 1. */
  readonly headerRow: number;
  /** What the user should know of the list's encoding and columns. */
  readonly warnings: readonly string[];
  readonly survey: Survey;
  /** The batch from which outcomes are carried. */
  readonly previous: string | undefined;
  /** Whether the user asked for an earlier batch and there is none. */
  readonly lacksPrevious: boolean;
  /** The price of a call, as a decimal. */
  readonly price: string | undefined;
  readonly currency: string;
}

/** Enough for some hundred thousand rows, and not too long to wait. */
const LOOK_MS = 2_000;

/** @param asksPrevious whether the user asked for an earlier batch, even if there is none */
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
    const english = wordsIn('en');
    const until = Date.now() + LOOK_MS;
    const isEnough = (): boolean => Date.now() > until;
    const { batch, label, file } = record;
    const { namesADay } = providerOf(record.provider);
    const survey = await surveyList(
      paths.list,
      format,
      rowRulesOf(record),
      isEnough,
      people?.find,
      namesADay,
    );
    return {
      batch,
      label,
      file,
      headerRow: record.format.headerRow ?? 1,
      warnings: [
        ...doubts,
        ...writtenColumnsWarnings(format, english),
        ...found.map((finding) => columnWarning(finding, format, english)),
        ...frequentNamesWarning(survey.frequentNames, namesADay, english),
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
