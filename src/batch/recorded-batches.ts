// The batches of a data directory and their calls on disk, for reconciliation and reports. It changes nothing, and does
// not care who owns a batch.

import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Attempt } from '../domain/attempt.js';
import { NewerFormat } from '../domain/newer.js';
import type { PriceList, PriceSettings } from '../domain/price-list.js';
import { Ledger, LEDGER_VERSION, type LedgerJson } from '../domain/ledger.js';
import { refuseNewer } from '../domain/newer.js';
import { recordedCode } from '../domain/return-codes.js';
import { DamagedFile, formOf, parseJson } from '../files/damaged-file.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { providerOf } from '../provider/index.js';
import { readCheckpoint } from '../collect/checkpoint.js';
import { readAttempts, readSegments, type Segment } from '../collect/segments.js';
import type { Account } from '../journal/keys.js';
import { batchesDirectory, batchPaths, outputPaths, type BatchPaths } from './paths.js';
import {
  hasEnded,
  newestOwner,
  readRecord,
  readState,
  recordExists,
  type BatchRecord,
  type BatchState,
  type StateRecord,
} from './record.js';
import { readPrices } from '../money/price-file.js';
import { asDrawn, priceSourceOf, pricesUntil } from './prices.js';
import { priceListSchema } from './price-list.js';
import { callOfGap, gapSpans, readGaps } from './run/gaps.js';
import { suspendedCalls } from './run/suspended.js';

export interface KnownBatch {
  readonly record: BatchRecord;
  readonly state: StateRecord;
}

const READ_TOGETHER = 16;

/**
 * Every batch of the data directory, the oldest first.
 *
 * @param onUnreadable told of each batch that is damaged, or that only a newer Rollcall can read; without it one such
 * batch is an error
 */
export async function knownBatches(
  dataDirectory: string,
  onUnreadable?: (error: NewerFormat | DamagedFile) => void,
): Promise<KnownBatch[]> {
  const names = (await readdir(batchesDirectory(dataDirectory)).catch(undefinedIfMissing)) ?? [];
  const known: KnownBatch[] = [];
  for (let at = 0; at < names.length; at += READ_TOGETHER) {
    const some = names.slice(at, at + READ_TOGETHER).map((name) => readKnown(dataDirectory, name));
    for (const found of await Promise.allSettled(some)) {
      if (found.status === 'fulfilled') known.push(...found.value);
      else tellOrThrow(found.reason as Error, onUnreadable);
    }
  }
  return known.sort((a, b) => a.record.createdAt - b.record.createdAt);
}

/** Empty where there is no record: such a batch was never made, because a crash came first. */
async function readKnown(dataDirectory: string, name: string): Promise<KnownBatch[]> {
  const paths = batchPaths(dataDirectory, name);
  if (!(await recordExists(paths))) return [];
  const record = await readRecord(paths, name);
  return [{ record, state: await readState(paths, record) }];
}

function tellOrThrow(error: Error, onUnreadable?: (error: NewerFormat | DamagedFile) => void): void {
  const isOne = error instanceof NewerFormat || error instanceof DamagedFile;
  if (onUnreadable === undefined || !isOne) throw error;
  onUnreadable(error);
}

export async function hasBatches(dataDirectory: string): Promise<boolean> {
  const names = (await readdir(batchesDirectory(dataDirectory)).catch(undefinedIfMissing)) ?? [];
  for (const name of names) if (await recordExists(batchPaths(dataDirectory, name))) return true;
  return false;
}

export interface BatchOnRecord {
  readonly batch: string;
  /** Tells the batch from every other one, also in another data directory; absent where an earlier version began it. */
  readonly incarnation?: string | undefined;
  readonly label: string;
  /** False while calls may still be made, or be missing from the batch's record. */
  readonly finished: boolean;
  /** The prices that held when its calls were made. */
  readonly priceLists: readonly PriceList[];
  attempts(): AsyncIterable<Attempt>;
  /** Calls that were counted from its attempts, those that packages have paid at the packages' prices. */
  priced(ledger: Ledger): Ledger;
  /** Undefined where the batch has not ended: its calls are counted from what is collected. */
  ledger(): Promise<Ledger | undefined>;
}

/**
 * The batches that called for this account and endpoint.
 *
 * @param onRead told of each file of calls that is read
 * @param settings what is set of prices, for batches that have not ended
 */
export async function* recordedBatches(
  dataDirectory: string,
  account: Account,
  onRead: (path: string) => void = () => undefined,
  settings?: PriceSettings,
): AsyncGenerator<BatchOnRecord> {
  for (const known of await knownBatches(dataDirectory)) {
    // Nobody has called for a draft.
    if (known.state.state === 'draft' || !isOfAccount(known.record, account)) continue;
    yield onRecord(known, dataDirectory, onRead, settings);
  }
}

export function isOfAccount({ account: own }: Pick<BatchRecord, 'account'>, account: Account): boolean {
  return own.authUrl === account.authUrl && own.appid === account.appid && own.bucket === account.bucket;
}

/** A batch's calls, wherever they stand now. */
export async function onRecord(
  { record, state }: KnownBatch,
  dataDirectory: string,
  onRead: OnRead = () => undefined,
  settings?: PriceSettings,
): Promise<BatchOnRecord> {
  const { batch, label, incarnation, provider } = record;
  const paths = batchPaths(dataDirectory, batch);
  const ended = hasEnded(state);
  const source = await priceSourceOf(dataDirectory, provider, settings);
  const priceLists = ended ? record.priceLists : pricesUntil(record, source, Date.now());
  const suspended = ended ? undefined : await suspendedPart(paths, state);
  const book = await readPrices(dataDirectory);
  return {
    batch,
    label,
    incarnation,
    priceLists: priceLists ?? [],
    priced: (ledger) => asDrawn(ledger, record, book),
    finished: ended || suspended !== undefined,
    ledger: async () => {
      if (!ended) return undefined;
      onRead(paths.ledger);
      return readLedger(paths.ledger, record);
    },
    attempts: async function* () {
      for (const [row, span] of gapSpans(await readGaps(paths.work))) yield callOfGap(row, span);
      yield* ended ? finalAttempts(record, onRead) : collectedAttempts(paths, suspended, onRead);
    },
  };
}

const SUSPENDED: ReadonlySet<BatchState> = new Set(['awaiting_approval', 'paused', 'halted', 'waiting']);

/** The calls of a suspended batch that are not collected; undefined where it may be calling meanwhile. */
async function suspendedPart(paths: BatchPaths, { state }: StateRecord): Promise<Segment | undefined> {
  if (!SUSPENDED.has(state)) return undefined;
  const owner = await newestOwner(paths);
  return owner === undefined ? undefined : suspendedCalls(paths.segments, owner);
}

const ledgerSchema: z.ZodType<LedgerJson> = z.object({
  version: z.number(),
  rules: z.object({ toleranceMs: z.number(), timeoutMs: z.number() }),
  priceLists: z.array(priceListSchema).optional(),
  entries: z.array(
    z.tuple([
      z.number(),
      z.number(),
      z.number(),
      z.enum(['a', 'd', 'r']),
      recordedCode.nullable(),
      z.number(),
      z.number().optional(),
    ]),
  ),
  waiting: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number().optional()])),
});

/** Of an ended batch: small, however many calls it has. */
export async function readLedger(
  path: string,
  { batch, provider }: Pick<BatchRecord, 'batch' | 'provider'>,
): Promise<Ledger> {
  const found = parseJson(path, await readFile(path, 'utf8'));
  refuseNewer(({ faults }) => faults.ledger({ batch }), found, LEDGER_VERSION);
  return Ledger.fromJSON(formOf(path, found, ledgerSchema), providerOf(provider).codes);
}

type OnRead = (path: string) => void;

async function* finalAttempts(record: BatchRecord, onRead: OnRead): AsyncGenerator<Attempt> {
  const { attempts } = outputPaths(record.outDirectory);
  await access(attempts);
  onRead(attempts);
  yield* readAttempts(attempts, 2);
}

/** The calls of a batch that has not ended: up to its last checkpoint, or all of them where it is suspended. */
async function* collectedAttempts(
  paths: BatchPaths,
  suspended: Segment | undefined,
  onRead: OnRead,
): AsyncGenerator<Attempt> {
  const { segments } = await readCheckpoint(paths.work);
  const all = suspended === undefined ? segments : [...segments, suspended];
  for (const { file } of all) onRead(join(paths.segments, file));
  yield* readSegments(paths.segments, all);
}
