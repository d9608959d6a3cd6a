// Makes a batch from a list: copies the list, finds out how it is to be read, and records everything that decides its
// rows' outcomes. Nothing is sent. The same id with the same list is the same batch.

import { readFile, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { makeDirectory } from '../files/durable.js';
import { BATCH_ID } from '../domain/batch-id.js';
import type { SampleRequest } from '../domain/sample.js';
import { UserError } from '../domain/user-error.js';
import { chinaDay } from '../domain/china-time.js';
import { copyListFrom, type CopiedList } from '../ingest/copy-list.js';
import { encodingDoubts } from '../ingest/encoding/encoding-doubts.js';
import { findFormat, formatOptions } from '../ingest/list-format.js';
import { countRecords, judgeColumns } from '../ingest/judge-columns.js';
import type { ListFormat, RowRules } from '../ingest/list.js';
import { refuseUnreadable, type ListReading } from '../ingest/list-source.js';
import { DEFAULT_PROVIDER } from '../provider/index.js';
import { loadRowKey } from '../journal/data-identity.js';
import { writeWithinLimit } from './write-within-limit.js';
import { withGiven } from './keep-options.js';
import { defaultId, freeId } from './default-id.js';
import { batchesDirectory, batchPaths, outputPaths, type BatchPaths } from './paths.js';
import { previousOf, refuseOtherPrevious } from './baseline/begin.js';
import { carryFor } from './carry/begin.js';
import type { ListToRead } from './carry/people-of-list.js';
import {
  PLAIN_VERSION,
  APPROVAL_VERSION,
  SAMPLE_VERSION,
  hasEnded,
  readRecord,
  readState,
  recordExists,
  refuseOtherAccount,
  type BatchRecord,
} from './record.js';
import { correctsOf, labelOf, refuseOtherCorrected, whileNoOtherBegins } from './correction/begin.js';
import { recordOf, type BatchRequest } from './new-batch.js';
import { firstPrices } from './prices.js';
import { refuseOtherSample } from './sample.js';
import { refuseOtherReading, sampledBefore } from './sampled-before.js';
import { wordsIn } from '../words/catalogue.js';
import { refuseTooWide } from './output/too-wide.js';
import { release, reserve } from './output/reservation.js';
import type { Claim } from './output/reservation-lock.js';
import { whileMaking } from './erasure/while-making.js';
import { eraseUnmade, refuseRemains, sweepUnmade } from './retention/unmade.js';

export type { BatchRequest } from './new-batch.js';

/**
 * Raised with every change that could give a row of the same list another fate. Since version 3 all cells of a column
 * help to judge a cell; since version 4 more texts are known for no names.
 */
export const RULES_VERSION = 4;

/**
 * A batch that is there already is not changed. The record returned has the options that were given again; whoever
 * holds a claim to the batch writes them.
 *
 * @returns the batch's record, whether it was there already, and what is to be said about the list's encoding
 * @throws UserError where the id is taken by another list, or the list or the earlier outcomes can't be read
 */
export async function createBatch(
  request: BatchRequest,
  dataDirectory: string,
  nowMs: number,
): Promise<CreatedBatch> {
  const { batch: named, file } = request;
  if (named !== undefined && !BATCH_ID.test(named)) {
    throw new UserError('invalid-options', ({ batchErrors }) => batchErrors.badId({ batch: named }));
  }
  await refuseUnreadable(file);
  const batch =
    named ??
    (await sampledBefore(request, dataDirectory)) ??
    (await freeId(defaultId(request.shownAs ?? file, nowMs), dataDirectory));
  const batches = batchesDirectory(dataDirectory);
  await makeDirectory(batches);
  // Where two processes make the same batch at once, the second waits, and finds what the first has made.
  await sweepUnmade(dataDirectory);
  return whileMaking(dataDirectory, batch, () => create(request, batch, dataDirectory, nowMs));
}

interface CreatedBatch {
  readonly record: BatchRecord;
  readonly existed: boolean;
  readonly doubts?: readonly string[];
}

async function create(
  request: BatchRequest,
  batch: string,
  dataDirectory: string,
  nowMs: number,
): Promise<CreatedBatch> {
  const paths = batchPaths(dataDirectory, batch);
  await refuseRemains(dataDirectory, batch);
  await makeDirectory(paths.work);
  const incoming = `${paths.list}.${process.pid}.incoming`;
  let claim: Claim | undefined;
  try {
    const { file, reading } = request;
    const copied = await copyListFrom(file, incoming, reading);
    const isOutcomes = request.corrects !== undefined;
    const formatNow = (): Promise<ListFormat> =>
      findFormat(incoming, { ...formatOptions(reading, copied, file), isOutcomes });
    if (await recordExists(paths)) {
      const record = await sameBatch(paths, batch, copied, request);
      if (request.batch === undefined)
        refuseOtherReading(record, { format: await formatNow(), rules: reading });
      return { record, existed: true };
    }
    const format = await formatNow();
    if (request.files.xlsx) refuseTooWide(format, file);
    const rules = await judgeColumns(incoming, format, rowRules(reading, nowMs));
    const previous = await previousOf(request, paths, dataDirectory, nowMs);
    const carry = await carriedIn(request, { path: incoming, format, rules }, paths, dataDirectory, nowMs);
    const sample = await sampleIn(incoming, format, request.sample);
    const made = recordOf(request, batch, copied, format, rules, sample, paths, nowMs);
    claim = { batch, dataDirectory, outDirectory: made.outDirectory };
    const own = claim;
    const record = await whileNoOtherBegins(request.corrects, dataDirectory, async () => {
      const list = { path: incoming, format, rulesVersion: RULES_VERSION };
      const corrects = await correctsOf(request, list, paths, dataDirectory);
      await rename(incoming, paths.list);
      // An earlier version would read such a list otherwise.
      const isPlain =
        format.written === undefined && corrects === undefined && sample === undefined && carry === undefined;
      const version = made.draft !== undefined ? APPROVAL_VERSION : isPlain ? PLAIN_VERSION : SAMPLE_VERSION;
      await reserve(own, 'new');
      if (request.outDirectory !== undefined) await refuseOthersFiles(made.outDirectory, batch);
      const prices = await firstPrices(dataDirectory, made, request.prices);
      const whole: BatchRecord = { ...made, ...prices, version, previous, corrects, carry };
      if (corrects !== undefined && made.label === '')
        whole.label = await labelOf(corrects.batch, dataDirectory);
      return writeWithinLimit(whole, paths, () => loadRowKey(request.key, dataDirectory, 'make'));
    });
    return {
      record,
      existed: false,
      doubts: [...encodingDoubts(copied, wordsIn('en')), ...(copied.notices ?? [])],
    };
  } finally {
    await rm(incoming, { force: true });
    if (!(await recordExists(paths))) {
      if (claim !== undefined) await release(claim);
      await eraseUnmade(dataDirectory, batch);
    }
  }
}

async function sameBatch(
  paths: BatchPaths,
  batch: string,
  copied: CopiedList,
  request: BatchRequest,
): Promise<BatchRecord> {
  const record = await readRecord(paths, batch);
  if (record.sha256 !== copied.sha256) {
    throw new UserError('existing-batch', ({ batchErrors }) =>
      batchErrors.otherList({ batch, file: record.file }),
    );
  }
  refuseOtherAccount(record, request.provider ?? DEFAULT_PROVIDER, request.account);
  refuseOtherPrevious(record, request.previous);
  const state = await readState(paths, record);
  if (!hasEnded(state)) refuseOtherSample(batch, record.sample, request.sample);
  refuseOtherCorrected(record, request.corrects);
  return withGiven(record, request.given, state);
}

/** What a correction takes over is what the corrected batch says. */
async function carriedIn(
  request: BatchRequest,
  list: ListToRead,
  paths: BatchPaths,
  dataDirectory: string,
  nowMs: number,
): Promise<BatchRecord['carry']> {
  const { carry, corrects, label, account, provider = DEFAULT_PROVIDER, language, sees } = request;
  if (carry === undefined || corrects !== undefined) return undefined;
  const rowKey = await loadRowKey(request.key, dataDirectory, 'make');
  const caller = { provider, account };
  const noted = { paths, dataDirectory, nowMs, sees };
  return carryFor(carry, list, { label, caller, provider, rowKey, language, ...noted });
}

/** A sample that is all of the list is none. */
async function sampleIn(
  path: string,
  format: ListFormat,
  asked: SampleRequest | undefined,
): Promise<BatchRecord['sample']> {
  if (asked === undefined) return undefined;
  const of = await countRecords(path, format);
  return asked.rows < of ? { ...asked, of } : undefined;
}

/** @throws UserError where another batch has its files in that directory: they would be overwritten */
async function refuseOthersFiles(directory: string, batch: string): Promise<void> {
  const text = await readFile(outputPaths(resolve(directory)).summary, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  throw new UserError('unusable-output-directory', ({ batchErrors }) =>
    batchErrors.otherFiles({ directory, batch }),
  );
}

/** The rules by which the rows of a new list are judged. */
export function rowRules({ precheck, dedupe }: ListReading, nowMs: number): RowRules {
  return { precheck, dedupe, asOf: chinaDay(nowMs), version: RULES_VERSION };
}
