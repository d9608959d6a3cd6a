// Plans the erasure of people: where they stand in all files that are kept, or which batch stands against it. It changes nothing.

import { UserError } from '../../domain/user-error.js';
import { readSummary } from '../exit-status.js';
import { batchPaths } from '../paths.js';
import { isDraft } from '../draft-record.js';
import type { FoundRow } from '../people/found-row.js';
import type { SoughtPerson } from '../people/written-person.js';
import { hasEnded, type BatchRecord } from '../record.js';
import { knownBatches } from '../recorded-batches.js';
import { incarnationOf } from '../people/index-batch.js';
import { planPurge, readPurged } from '../retention/purge.js';
import {
  areFilesOwn,
  filesWithRows,
  leftoversOf,
  programOutputOf,
  workbookOf,
  type KeptFile,
} from './kept-files.js';
import { PeopleSurvey } from './people-survey.js';
import {
  inOrder,
  type PlannedBatch,
  type PlannedFile,
  type PlanParts,
  type Unreached,
  type UnreadableRows,
} from './plan.js';
import { formatOf } from '../run/slice-producer.js';
import { cutList, surveySentLists } from './sent-lists.js';
import { refuseUnended } from './unended.js';
import { whyNot } from './unread.js';

interface Gathered {
  readonly batches: PlannedBatch[];
  readonly files: PlannedFile[];
  readonly leftovers: string[];
  readonly unreadable: UnreadableRows[];
  readonly unreached: Unreached[];
}

/**
 * @param found where they stand by the index, and in lists of batches that have not ended
 * @param unindexed batches that the index could not take in, and why
 * @throws UserError where a batch that has not ended has one of them, or builds on one that has
 */
export async function planForPeople(
  dataDirectory: string,
  people: readonly SoughtPerson[],
  found: readonly FoundRow[],
  unindexed: readonly Unreached[],
): Promise<PlanParts> {
  const gathered: Gathered = {
    batches: [],
    files: [],
    leftovers: [],
    unreadable: [],
    unreached: [...unindexed],
  };
  const known = await knownBatches(dataDirectory, ({ message: why }) => gathered.unreached.push({ why }));
  refuseUnended(known, found);
  const kept: BatchRecord[] = [];
  for (const { record, state } of known) {
    if (!hasEnded(state)) continue;
    if ((await readPurged(batchPaths(dataDirectory, record.batch))) === undefined) kept.push(record);
    else gathered.leftovers.push(...(await leftByPurge(dataDirectory, record.batch)));
  }
  const survey = new PeopleSurvey(people);
  const own = await ownFilesOf(dataDirectory, kept, found, gathered);
  for (const record of own) await surveyOutcomes(record, found, survey, gathered);
  const isCorrected = ({ batch }: BatchRecord): boolean =>
    known.some(({ record, state }) => record.corrects?.first === batch && !hasEnded(state));
  for (const record of own) {
    const left = await leftoversOf(record, batchPaths(dataDirectory, record.batch), isCorrected(record));
    gathered.leftovers.push(...left);
    await surveyOthers(dataDirectory, record, survey, gathered);
  }
  for (const { record } of known)
    if (isDraft(record)) await surveyDraft(dataDirectory, record, survey, gathered);
  const lists = await surveySentLists(dataDirectory, survey);
  gathered.files.push(...lists.files);
  gathered.leftovers.push(...lists.gone);
  gathered.unreached.push(...lists.unreached);
  return { people: people.length, purges: [], ...gathered, files: inOrder(gathered.files) };
}

async function surveyDraft(
  dataDirectory: string,
  record: BatchRecord,
  survey: PeopleSurvey,
  { files, unreached }: Gathered,
): Promise<void> {
  const { batch } = record;
  const { list: path } = batchPaths(dataDirectory, batch);
  try {
    const found = await cutList(path, formatOf(record), survey);
    if (found !== undefined) files.push({ ...found, batch, home: batch });
  } catch (error) {
    unreached.push({ batch, file: path, why: whyNot.said(error) });
  }
}

async function leftByPurge(dataDirectory: string, batch: string): Promise<string[]> {
  try {
    return (await planPurge(dataDirectory, batch)).files.map(({ path }) => path);
  } catch (error) {
    // The directory has another batch's files by now.
    if (error instanceof UserError) return [];
    throw error;
  }
}

async function ownFilesOf(
  dataDirectory: string,
  kept: readonly BatchRecord[],
  found: readonly FoundRow[],
  { unreached }: Gathered,
): Promise<BatchRecord[]> {
  const own: BatchRecord[] = [];
  for (const record of kept) {
    const { batch, outDirectory: file } = record;
    if (await areFilesOwn(record, batchPaths(dataDirectory, batch))) own.push(record);
    else if (rowsOf(record, found).length > 0) unreached.push({ batch, file, why: whyNot.othersFiles });
  }
  return own;
}

function rowsOf({ batch }: BatchRecord, found: readonly FoundRow[]): number[] {
  return found.flatMap(({ record, row }) => (record.batch === batch ? [row] : []));
}

/** Of those that have somebody, and of those that have records which could not be read. */
async function surveyOutcomes(
  record: BatchRecord,
  found: readonly FoundRow[],
  survey: PeopleSurvey,
  { batches, files, unreadable, unreached }: Gathered,
): Promise<void> {
  const { batch } = record;
  const outcomes = filesWithRows(record).find(({ kind }) => kind === 'outcomes');
  const rows = rowsOf(record, found);
  const broken = (await readSummary(record).catch(() => undefined))?.by_status['unreadable'] ?? 0;
  if (outcomes === undefined || (rows.length === 0 && broken === 0)) return;
  try {
    const looked = await survey.outcomes(record, outcomes, rows);
    if (looked.unreadable !== '') unreadable.push({ batch, rows: looked.unreadable });
    if (looked.batch.rows?.length === 0 && rows.length === 0) return;
    batches.push(looked.batch);
    files.push(looked.file);
    const path = workbookOf(record);
    if (path !== undefined) files.push({ batch, home: batch, path, kind: 'workbook', line: '' });
  } catch (error) {
    const workbook = workbookOf(record);
    for (const file of [outcomes.path, ...(workbook === undefined ? [] : [workbook])])
      unreached.push({ batch, file, why: whyNot.said(error) });
  }
}

async function surveyOthers(
  dataDirectory: string,
  record: BatchRecord,
  survey: PeopleSurvey,
  { batches, files, unreached }: Gathered,
): Promise<void> {
  const { batch } = record;
  const paths = batchPaths(dataDirectory, batch);
  const tell = async (path: string, look: () => Promise<PlannedFile | undefined>): Promise<void> => {
    try {
      const planned = await look();
      if (planned === undefined) return;
      files.push(planned);
      if (!batches.some((known) => known.batch === batch))
        batches.push({ batch, label: record.label, incarnation: incarnationOf(record), rows: [] });
    } catch (error) {
      unreached.push({ batch, file: path, why: whyNot.said(error) });
    }
  };
  const isOther = ({ kind }: KeptFile): boolean => kind !== 'outcomes';
  for (const file of filesWithRows(record).filter(isOther))
    await tell(file.path, () => survey.others(record, file));
  const output = programOutputOf(paths);
  if (output !== undefined) await tell(output, () => survey.programOutput(record, output));
}
