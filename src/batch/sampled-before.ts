// Finds the batch that an earlier run of the same list has left paused behind its sample, so that the same run, without
// a batch's id, goes on with it: nobody is paid for twice. It changes nothing.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../domain/user-error.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import type { ListFormat, RowRules } from '../ingest/list.js';
import type { Account } from '../journal/keys.js';
import { TIME_CHARACTERS, defaultId } from './default-id.js';
import { batchPaths, batchesDirectory } from './paths.js';
import { formatSchema } from './record-parts.js';
import { readRecord, readState, recordExists, type BatchRecord } from './record.js';
import { isSampleDone } from './sample.js';

/** What has to be known of the run. */
interface SameRequest {
  readonly file: string;
  readonly label: string;
  readonly outDirectory: string | undefined;
  readonly provider?: string;
  readonly account: Account;
  readonly previous?: { readonly batch: string } | undefined;
  readonly corrects?: { readonly batch: string } | undefined;
}

/** Undefined where there is none: the list becomes a batch of its own. */
export async function sampledBefore(
  request: SameRequest,
  dataDirectory: string,
): Promise<string | undefined> {
  // What comes through a pipe can be read only once.
  if (request.file === '-') return undefined;
  let sha256: string | undefined;
  let ofOtherLabel: string | undefined;
  for (const batch of await namesakes(request.file, dataDirectory)) {
    const record = await recordOfSample(batch, dataDirectory);
    if (record === undefined || !isSameRequest(record, request)) continue;
    sha256 ??= await hashOf(request.file);
    if (record.sha256 !== sha256) continue;
    if (record.label === request.label) return batch;
    ofOtherLabel ??= batch;
  }
  // Who names no label may have left it out this time.
  return request.label === '' ? ofOtherLabel : undefined;
}

/** Batches whose ids were made of a file of that name, the newest first. */
async function namesakes(file: string, dataDirectory: string): Promise<string[]> {
  const wanted = defaultId(file, 0).slice(TIME_CHARACTERS);
  const names = (await readdir(batchesDirectory(dataDirectory)).catch(undefinedIfMissing)) ?? [];
  return names
    .filter((name) => name.slice(TIME_CHARACTERS).replace(/-\d+$/, '') === wanted.replace(/-\d+$/, ''))
    .toSorted()
    .toReversed();
}

/** Undefined where the batch does not wait behind a sample, or can't be read. */
async function recordOfSample(batch: string, dataDirectory: string): Promise<BatchRecord | undefined> {
  const paths = batchPaths(dataDirectory, batch);
  if (!(await recordExists(paths))) return undefined;
  try {
    const record = await readRecord(paths, batch);
    const isWaiting = record.sample !== undefined && isSampleDone(await readState(paths, record));
    return isWaiting ? record : undefined;
  } catch (error) {
    // A batch that is damaged, or a newer version's, concerns nobody who names another list.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Whether it is verified for the same account, and compared with the same batch. */
function isSameRequest(record: BatchRecord, request: SameRequest): boolean {
  const { provider, account, previous, corrects, outDirectory } = request;
  const previousBatch = previous?.batch === 'latest' ? record.previous?.batch : previous?.batch;
  return (
    record.provider === (provider ?? record.provider) &&
    isDeepStrictEqual({ ...record.account }, { ...account }) &&
    record.corrects?.batch === corrects?.batch &&
    record.previous?.batch === previousBatch &&
    (outDirectory === undefined || record.outDirectory === resolve(outDirectory))
  );
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** @throws UserError where the list is to be read or judged otherwise than the batch, found by itself, does it */
export function refuseOtherReading(
  { batch, format, rules }: BatchRecord,
  now: { readonly format: ListFormat; readonly rules: Pick<RowRules, 'precheck' | 'dedupe'> },
): void {
  const written = formatSchema.parse(JSON.parse(JSON.stringify(now.format)));
  const isSame =
    isDeepStrictEqual(written, format) &&
    rules.precheck === now.rules.precheck &&
    rules.dedupe === now.rules.dedupe;
  if (isSame) return;
  throw new UserError('existing-batch', ({ batchErrors }) => batchErrors.sampledOtherwise({ batch }));
}
