// Makes batches for callers: what is decided first, so that it is made once however often it is asked for, and what is done then. It
// knows no request.

import pLimit from 'p-limit';
import { newIncarnation } from '../batch/new-batch.js';
import { defaultId } from '../batch/default-id.js';
import { isDraft } from '../batch/draft-record.js';
import { batchPaths } from '../batch/paths.js';
import { readRecord, recordExists } from '../batch/record.js';
import { seesLabel, type Caller } from '../access/caller.js';
import type { BatchStatus } from '../app/batch-status.js';
import { beforeCalls } from '../app/before-calls.js';
import { discardDraft } from '../app/cancel.js';
import { makeDraft, taken, type DraftRequest } from '../app/draft.js';
import { startBatch } from '../app/orders.js';
import type { ListRequest } from '../batch/list-request.js';
import { KnownHeaders } from '../lists/known-headers.js';
import type { CorrectionRequest } from '../batch/correction/begin.js';
import { UserError } from '../domain/user-error.js';
import type { Language } from '../words/language.js';
import { batchNow } from './batch-answers.js';
import { requestOf, type NewBatch } from './schemas/new-batch.js';
import type { ServePorts } from './serve-ports.js';
import { newLabel, visibleBatch, visibleList } from './visible.js';

export interface BatchIntention {
  readonly batch: string;
  readonly incarnation: string;
}

export interface MakingParts {
  readonly caller: Caller;
  readonly language: Language;
  readonly onRecord: (batch: string) => Promise<void>;
  /** The batch that the list corrects, and how its rows are read. */
  readonly corrects?: CorrectionRequest | undefined;
  readonly reading?: ListRequest['reading'];
}

const ID_CHARACTERS = 59;
/** Reading a long list takes a core for minutes. */
const AT_ONCE = pLimit(2);

/** Two may correct the same batch, one after the other. */
export function correctionId(batch: string): string {
  return `${batch.slice(0, ID_CHARACTERS - 2)}-c${newIncarnation().slice(0, 4)}`;
}

/** @throws Problem or UserError where the caller may not use what he names, or the id is taken */
export async function intentionOf(
  { list, label, batch, previous }: NewBatch,
  caller: Caller,
  { app, lists }: Pick<ServePorts, 'app' | 'lists'>,
): Promise<BatchIntention> {
  const { dataDir } = app.config;
  const { name } = await visibleList(lists, list, caller);
  newLabel(caller, label);
  const earlier = typeof previous === 'string' ? previous : previous?.batch;
  if (earlier !== undefined && earlier !== 'latest') await visibleBatch(dataDir, earlier, caller);
  if (batch !== undefined && (await recordExists(batchPaths(dataDir, batch)))) throw taken(batch);
  const incarnation = newIncarnation();
  // Two callers may make batches of one name in the same second.
  const made = `${defaultId(name, Date.now()).slice(0, ID_CHARACTERS)}-${incarnation.slice(0, 4)}`;
  return { batch: batch ?? made, incarnation };
}

/**
 * Makes the batch, and starts it where that was asked for. What a crash has cut off is done on.
 *
 * @throws UserError where nothing was made
 */
export async function makeBatch(
  asked: NewBatch,
  { batch, incarnation }: BatchIntention,
  { app, lists, behind }: Pick<ServePorts, 'app' | 'lists' | 'behind'>,
  { caller, language, onRecord, corrects, reading }: MakingParts,
): Promise<BatchStatus> {
  const label = corrects === undefined ? newLabel(caller, asked.label) : (asked.label ?? '');
  if (!(await isMade(app.config.dataDir, batch, incarnation))) {
    const kept = await visibleList(lists, asked.list, caller);
    await onRecord(batch);
    const draft: DraftRequest = {
      list: { file: lists.pathOf(kept.list), batch, corrects },
      name: kept.name,
      request: { ...requestOf({ ...asked, label }, language), ...(reading === undefined ? {} : { reading }) },
      incarnation,
      until: kept.expiresAt,
      by: { id: caller.id, by: caller.by },
      sees: (each) => seesLabel(caller, each === '' ? undefined : each),
    };
    const { format } = await AT_ONCE(() => makeDraft(app, draft));
    await rememberReading(app.config.dataDir, format.header, asked.reading);
  }
  if (asked.start === true) await startOnce(batch, { app, behind });
  return batchNow(app, batch);
}

/** @throws UserError where it may not start, and is gone then */
async function startOnce(batch: string, { app, behind }: Pick<ServePorts, 'app' | 'behind'>): Promise<void> {
  const record = await readRecord(batchPaths(app.config.dataDir, batch), batch);
  // Once it was started, as before a crash, nothing can refuse that any more: the same list would be made a second batch of.
  if (!isDraft(record)) return;
  try {
    await beforeCalls(app, true);
    await behind.carryOut({ batch }, (ordered) => startBatch(app, batch, undefined, ordered));
  } catch (error) {
    // Who is refused has made nothing, so that he may ask again for the same; what is started is made, whoever has started it.
    if (!(error instanceof UserError) || (await discardDraft(app, batch))) throw error;
  }
}

/** Where somebody has said how a list is read, the next one with its header is read so, too. */
async function rememberReading(
  dataDir: string,
  header: readonly string[] | undefined,
  reading: NewBatch['reading'] = {},
): Promise<void> {
  const { encoding, delimiter, header_row, name_column: name, id_column: id } = reading;
  const choice = {
    encoding,
    delimiter,
    header_row,
    name_column: name?.toString(),
    id_column: id?.toString(),
  };
  if (header === undefined || Object.values(choice).every((each) => each === undefined)) return;
  await new KnownHeaders(dataDir).keep(header, choice);
}

async function isMade(dataDir: string, batch: string, incarnation: string): Promise<boolean> {
  const paths = batchPaths(dataDir, batch);
  if (!(await recordExists(paths))) return false;
  const record = await readRecord(paths, batch);
  if (record.incarnation !== incarnation) throw taken(batch);
  return true;
}
