// Makes a new batch one that corrects another: finds that one and its other corrections, takes over what they say of
// people, and where each row of the list stands. Nothing is sent.

import { join } from 'node:path';
import { BATCH_ID } from '../../domain/batch-id.js';
import type { InDoubtPolicy } from '../../domain/decision.js';
import type { Status } from '../../domain/status.js';
import { UserError } from '../../domain/user-error.js';
import { listName } from '../../ingest/list-source.js';
import type { Account } from '../../journal/keys.js';
import { loadRowKey } from '../../journal/data-identity.js';
import { DEFAULT_PROVIDER } from '../../provider/index.js';
import type { Language } from '../../words/language.js';
import { findCorrected, type Caller } from '../baseline/previous.js';
import { takeOver } from '../baseline/take-over.js';
import { withLock } from '../../redis/process-lock.js';
import { batchPaths, batchesDirectory, outputPaths, type BatchPaths } from '../paths.js';
import { readRecord, recordExists, type BatchRecord } from '../record.js';
import { familyOf, refuseUnfit } from './family.js';
import { takePlaces, type CorrectingList } from './take-places.js';

export interface CorrectionRequest {
  /** The id of the batch that is corrected. */
  readonly batch: string;
  /** Whoever is unchanged and has one of these statuses is called again; absent: who has no answer. */
  readonly callAgain?: readonly Status[] | undefined;
}

/** What has to be known of the request for the new batch. */
interface CorrectingRequest {
  readonly file: string;
  readonly corrects?: CorrectionRequest | undefined;
  readonly provider?: string;
  readonly account: Account;
  readonly key: string | undefined;
  readonly options: { readonly inDoubt: InDoubtPolicy };
  readonly language?: Language | undefined;
}

/**
 * Statuses without an answer that was paid for. A call that may have been counted is made again only where that is the
 * batch's policy.
 */
function calledAgainBy(inDoubt: InDoubtPolicy): readonly Status[] {
  return inDoubt === 'hold' ? ['error', 'not_sent'] : ['error', 'in_doubt', 'not_sent'];
}

/**
 * @param list the copy of the list, and how it is read
 * @returns what is recorded of it; undefined for a batch that corrects none
 * @throws UserError where the batch can't be corrected, or the list is not one of its rows
 */
export async function correctsOf(
  { corrects, account, provider = DEFAULT_PROVIDER, key, file, options, language }: CorrectingRequest,
  list: Omit<CorrectingList, 'name'>,
  paths: BatchPaths,
  dataDirectory: string,
): Promise<BatchRecord['corrects']> {
  if (corrects === undefined) return undefined;
  const rowKey = await loadRowKey(key, dataDirectory, 'make');
  const { inDoubt } = options;
  const parts = { caller: { provider, account }, provider, inDoubt, language, rowKey, dataDirectory, paths };
  return takeCorrected(corrects, { ...list, name: listName(file) }, parts);
}

interface TakeCorrected {
  /** For whom rows are called; undefined where nobody knows yet. */
  readonly caller: Caller | undefined;
  readonly provider: string;
  readonly inDoubt: InDoubtPolicy;
  readonly language: Language | undefined;
  readonly rowKey: Buffer;
  readonly dataDirectory: string;
  /** Where the people of the corrected batch, and the places of the list's rows, are noted. */
  readonly paths: BatchPaths;
}

/** @throws UserError where the batch can't be corrected, or the list is not one of its rows */
export async function takeCorrected(
  { batch, callAgain: asked }: CorrectionRequest,
  list: CorrectingList,
  { caller, provider, inDoubt, language, rowKey, dataDirectory, paths }: TakeCorrected,
): Promise<NonNullable<BatchRecord['corrects']>> {
  const callAgain = asked ?? calledAgainBy(inDoubt);
  const named = await findCorrected(batch, caller, dataDirectory);
  const family = await familyOf(named.corrects?.first ?? batch, dataDirectory);
  await refuseUnfit(family, dataDirectory);
  const { first, corrections } = family;
  const rules = { callAgain: new Set(callAgain), calledBefore: undefined };
  const now = { provider, anyProvider: false, language };
  await takeOver(first, paths, rowKey, rules, dataDirectory, now, corrections.toReversed());
  await takePlaces(list, named, family, dataDirectory, rowKey, paths.places);
  return {
    batch,
    first: first.batch,
    file: outputPaths(first.outDirectory).corrected,
    callAgain: [...callAgain],
  };
}

/**
 * Keeps other corrections of the same first batch from being begun meanwhile: none of the two would know of the other,
 * and both would call for the same rows.
 */
export async function whileNoOtherBegins<Result>(
  corrects: CorrectionRequest | undefined,
  dataDirectory: string,
  work: () => Promise<Result>,
): Promise<Result> {
  // What names no batch is refused by the work itself.
  if (corrects === undefined || !BATCH_ID.test(corrects.batch)) return work();
  const paths = batchPaths(dataDirectory, corrects.batch);
  if (!(await recordExists(paths))) return work();
  const record = await readRecord(paths, corrects.batch);
  const first = record.corrects?.first ?? record.batch;
  return withLock(join(batchesDirectory(dataDirectory), `.correcting-${first}`), work);
}

/** Who pays for a batch pays for its corrections, too, unless somebody else is named. */
export async function labelOf(batch: string, dataDirectory: string): Promise<string> {
  return (await readRecord(batchPaths(dataDirectory, batch), batch)).label;
}

/** @throws UserError where the batch goes on, and was begun to correct another one */
export function refuseOtherCorrected(
  { batch, corrects }: BatchRecord,
  now: CorrectionRequest | undefined,
): void {
  if (now === undefined || now.batch === corrects?.batch) return;
  const corrected = corrects?.batch;
  throw new UserError('existing-batch', ({ corrections }) =>
    corrected === undefined
      ? corrections.begunWithout({ batch })
      : corrections.begunWith({ batch, corrected }),
  );
}
