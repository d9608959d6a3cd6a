// Looks at a new batch's list for a few seconds at most before its first call, to tell what it holds. The limit keeps a
// long list from being read twice before anything happens.

import { EarlierPeople } from '../batch/baseline/earlier-people.js';
import { quoteCarry, unfinishedOf, type CarryQuote } from '../batch/carry/quote.js';
import type { ListToRead } from '../batch/carry/people-of-list.js';
import { batchPaths } from '../batch/paths.js';
import { knownBatches, type KnownBatch } from '../batch/recorded-batches.js';
import type { BatchRecord } from '../batch/record.js';
import { rowRulesOf } from '../batch/row-rules.js';
import { formatOf } from '../batch/run/slice-producer.js';
import { providerOf } from '../provider/index.js';
import { surveyList, type Survey } from '../ingest/survey.js';
import { loadRowKey } from '../journal/data-identity.js';
import type { Config } from '../config.js';
import { UserError } from '../domain/user-error.js';
import type { BudgetLeft } from './budget-left.js';
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
  /** The batches of which outcomes are taken over, as whoever called a person last is asked for. */
  readonly carriedFrom: readonly string[];
  /** What taking over would save; undefined where outcomes are taken over, or nothing is known. */
  readonly quote: CarryQuote | undefined;
  /** A batch of the same list that has not ended. */
  readonly unfinished: string | undefined;
  /** Whether the user asked for an earlier batch and there is none. */
  readonly lacksPrevious: boolean;
  /** The price of a call, as a decimal. */
  readonly price: string | undefined;
  readonly currency: string;
  /** What is left of the label's budget; absent: it has none. */
  readonly budget?: BudgetLeft | undefined;
}

/** Enough for some hundred thousand rows, and not too long to wait. */
const LOOK_MS = 2_000;

/**
 * @param asksPrevious whether the user asked for an earlier batch, even if there is none
 * @param carries whether outcomes of whichever batch are taken over, even if nothing is known
 */
export async function surveyBriefly(
  record: BatchRecord,
  { dataDir, key, price, currency }: Config,
  {
    asksPrevious,
    carries = false,
    doubts = [],
  }: {
    readonly asksPrevious: boolean;
    readonly carries?: boolean;
    readonly doubts?: readonly string[] | undefined;
  },
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
    const known = await knownBatches(dataDir, () => undefined);
    const list = { path: paths.list, format, rules: rowRulesOf(record), findEarlier: people?.find };
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
      previous: people?.batch?.batch,
      carriedFrom: record.carry?.batches ?? [],
      quote: carries ? undefined : await quoteFor(record, list, known, dataDir),
      unfinished: unfinishedOf(record.sha256, known, batch),
      lacksPrevious: asksPrevious && people?.batch === undefined,
      price,
      currency,
    };
  } finally {
    people?.close();
  }
}

/** What is said of earlier calls where nobody has said how old they may be. */
export const QUOTED_MS = 30 * 86_400_000;

/** It is a help and no more: where the index can't be read, the batch is made all the same. */
async function quoteFor(
  { corrects, label, provider, account }: BatchRecord,
  list: ListToRead,
  known: readonly KnownBatch[],
  dataDir: string,
): Promise<CarryQuote | undefined> {
  if (corrects !== undefined) return undefined;
  const until = Date.now() + LOOK_MS;
  const isEnough = (): boolean => Date.now() > until;
  const asked = { withinMs: QUOTED_MS, label, caller: { provider, account }, isEnough };
  return quoteCarry(list, asked, dataDir, known, Date.now()).catch(withoutIndex);
}

export function withoutIndex(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}
