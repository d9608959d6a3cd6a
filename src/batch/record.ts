// What is recorded of a batch before its first call: everything that decides how its rows come out, so that they
// come out the same again after any crash. And its state, as its owner last wrote it.

import { access, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { DamagedFile } from '../files/damaged-file.js';
import { readFormIfThere, readIfThere, writeJson } from '../files/durable.js';
import { STATUSES } from '../domain/status.js';
import type { Account } from '../journal/keys.js';
import { DEFAULT_PROVIDER, providerOf } from '../provider/index.js';
import { COLUMN_FINDINGS } from '../ingest/list.js';
import { draftSchema, isDraft } from './draft-record.js';
import { refuseNewer } from '../domain/newer.js';
import type { OutcomeRules } from '../domain/outcome.js';
import { UserError } from '../domain/user-error.js';
import { approvedSchema, creatorSchema, decisionSchema, standingOf } from './approval.js';
import { approvalLimit } from './approval-limit.js';
import { progressSchema } from './run/progress.js';
import { optionsSchema } from './batch-options.js';
import type { BatchPaths } from './paths.js';
import { priceListSchema } from './price-list.js';
import { relabelledSchema } from './relabelled.js';
import { carrySchema, correctsSchema, formatSchema } from './record-parts.js';
import { sampleSchema } from './sample.js';
import { LANGUAGES } from '../words/language.js';

/**
 * The version of everything in a batch's directory `work`: record, state, slices, rows that are set aside, gaps,
 * checkpoints, segments, and `earlier`, the copy of an earlier batch's outcomes. A form that this version can't read
 * needs a higher one.
 */
export const RECORD_VERSION = 5;
/** Of drafts, and of batches that may need an approval: an earlier version would call without either. */
export const APPROVAL_VERSION = 5;
/** Of samples, lists that are files of outcomes, corrections, and outcomes that are carried over. */
export const SAMPLE_VERSION = 4;
/** What all other batches are written in. */
export const PLAIN_VERSION = 3;
/**
 * Version 1 lacks what later rules about lists record; such a batch goes on as it began. Up to version 2 codes are
 * numbers, and there is one provider. Up to version 3 no batch has a sample. Up to version 4 none is approved.
 */
const KNOWN_VERSIONS = [1, 2, PLAIN_VERSION, SAMPLE_VERSION, RECORD_VERSION] as const;

export const recordSchema = z.object({
  version: z.literal(KNOWN_VERSIONS),
  batch: z.string(),
  /**
   * Distinguishes the batch from every other one of that id, also in Redis; absent where an earlier version began it.
   */
  incarnation: z.string().optional(),
  label: z.string(),
  /** Who gave the batch another label, and when, the earliest first. */
  relabelled: z.array(relabelledSchema).readonly().optional(),
  /** The list's path as the user gave it. */
  file: z.string(),
  sha256: z.string(),
  recordEstimate: z.number().int(),
  provider: z.string().default(DEFAULT_PROVIDER),
  /** The account for which the batch calls, without its secret. */
  account: z.object({ authUrl: z.string(), appid: z.string(), bucket: z.string() }),
  format: formatSchema,
  rules: z.object({
    precheck: z.enum(['reject', 'warn', 'off']),
    dedupe: z.boolean(),
    asOf: z.string(),
    version: z.number().int(),
    /** What reading the whole list showed of its columns when it was copied; absent: an earlier version copied it. */
    columns: z
      .array(
        z.object({
          kind: z.enum(COLUMN_FINDINGS),
          rows: z.number().int(),
          of: z.number().int(),
          first: z.number().int().optional(),
          firstLine: z.number().int().optional(),
        }),
      )
      .readonly()
      .optional(),
  }),
  sliceRows: z.number().int().positive(),
  options: optionsSchema,
  /** The prices that held when calls were made, the earliest first; calls before the first have none on record. */
  priceLists: z.array(priceListSchema).readonly().optional(),
  /** The files that are written besides outcomes.csv, attempts.csv and summary.json. */
  files: z
    .object({
      /** Whether outcomes.xlsx is written. */
      xlsx: z.boolean(),
      /** Whether a file for each status is written. */
      split: z.boolean(),
    })
    .default({ xlsx: false, split: false }),
  /** Whether its outcomes have verify_row and verify_line; absent: an earlier version began it. */
  places: z.literal(true).optional(),
  /**
   * The program that is told of the batch's end. It stands here and not in Redis: whoever can write to the queue
   * must not be able to have a program of theirs run.
   */
  onFinish: z.string().optional(),
  /** Of statuses and messages, whoever writes them; absent: English. */
  language: z.enum(LANGUAGES).optional(),
  /** The earlier batch with which this one is compared, and which of its people are called again. */
  previous: z
    .object({
      batch: z.string(),
      callAgain: z.array(z.enum(STATUSES)),
      /** Unix milliseconds. */
      calledBefore: z.number().optional(),
      /** Whether outcomes of another provider were carried over, too. */
      anyProvider: z.literal(true).optional(),
    })
    .optional(),
  /** Up to when outcomes of whichever batch called a person last are taken over, and from which batches they are. */
  carry: carrySchema.optional(),
  /** The rows that are verified before all others. */
  sample: sampleSchema.optional(),
  /** The batch that this one corrects, and which of its unchanged people are called again. */
  corrects: correctsSchema.optional(),
  /** Of a batch that was made as a draft, whether or not it was started since. */
  draft: draftSchema.optional(),
  /** The directory of outcomes.csv, attempts.csv and summary.json. */
  outDirectory: z.string(),
  /** Unix milliseconds. */
  createdAt: z.number(),
  /** Absent where an earlier version began the batch, which never needs an approval. */
  createdBy: creatorSchema.optional(),
  /** How many rows need a call, counted where an approval may be needed; absent: at most as many as the list has. */
  expectedCalls: z.number().int().nonnegative().optional(),
  approved: approvedSchema.optional(),
  rejected: decisionSchema.optional(),
  /**
   * When a later version first took up a batch that version 0.1.0 began; until then each HTTP 4xx had halted the
   * account.
   */
  rejectedCountFrom: z.number().optional(),
});
export type BatchRecord = z.infer<typeof recordSchema>;
export type BatchFiles = BatchRecord['files'];

/** The rules that decide outcomes besides the calls. */
export function outcomeRulesOf({ provider, options, language }: BatchRecord): OutcomeRules {
  const { codes } = providerOf(provider);
  return { codes, retryCodes: new Set(options.retryCodes), inDoubt: options.inDoubt, language };
}

export const BATCH_STATES = [
  'draft',
  'awaiting_approval',
  'queued',
  'running',
  'paused',
  'waiting',
  'halted',
  'completed',
  'cancelled',
] as const;
export type BatchState = (typeof BATCH_STATES)[number];

const stateSchema = z.object({
  state: z.enum(BATCH_STATES),
  /** Why the batch is halted, and what to do about it, or what it waits for. */
  reason: z.string().optional(),
  /** Unix milliseconds at which a waiting batch goes on. */
  until: z.number().optional(),
  /** Of one that awaits its approval: how many calls were allowed when it was left. */
  allowedCalls: z.number().int().optional(),
  startedAt: z.number(),
  finishedAt: z.number().optional(),
  /** How far the batch was when it was last left, for people to look at. */
  progress: progressSchema.optional(),
  /** A print of the key that encrypts its rows in Redis. */
  keyPrint: z.string().optional(),
});
export type StateRecord = z.infer<typeof stateSchema>;

/** Whether the batch has ended for good. */
export function hasEnded({ state }: Pick<StateRecord, 'state'>): boolean {
  return state === 'completed' || state === 'cancelled';
}

/** @throws UserError where there is no such batch */
export async function readRecord(paths: BatchPaths, batch: string): Promise<BatchRecord> {
  const found = await readIfThere(paths.record).catch((error: unknown) => {
    throw error instanceof DamagedFile ? damaged(paths, batch, error) : error;
  });
  if (found === undefined) throw await noBatch(paths, batch);
  refuseNewer(({ faults }) => faults.batch({ batch }), found, RECORD_VERSION);
  const read = recordSchema.safeParse(found);
  if (!read.success) throw damaged(paths, batch, read.error);
  // A backup names the batch's own directory by ".", as it may be put back elsewhere.
  return { ...read.data, outDirectory: resolve(paths.directory, read.data.outDirectory) };
}

function damaged(paths: BatchPaths, batch: string, cause: Error): DamagedFile {
  return new DamagedFile(paths.record, cause, {
    isNot: ({ faults }) => faults.recordOfBatch,
    remedy: ({ faults }) => faults.putRecordBack({ directory: paths.directory, batch }),
  });
}

async function noBatch(paths: BatchPaths, batch: string): Promise<UserError> {
  const begun = await readdir(paths.work).catch(() => undefined);
  return new UserError(
    'unknown-batch',
    begun === undefined
      ? ({ batches }) => batches.unknown({ batch, directory: paths.directory })
      : ({ batches }) => batches.listNotCopied({ batch }),
  );
}

/**
 * A batch's calls belong to the account that it was begun with.
 *
 * @throws UserError where the settings name another one
 */
export function refuseOtherAccount(
  { batch, provider, account }: BatchRecord,
  providerNow: string,
  now: Account,
): void {
  if (provider !== providerNow) {
    throw new UserError('other-account', ({ batchErrors }) =>
      batchErrors.otherProvider({ batch, provider, now: providerNow }),
    );
  }
  const differs = (['authUrl', 'appid', 'bucket'] as const).filter((part) => account[part] !== now[part]);
  if (differs.length === 0) return;
  const named = differs.map((part) => `${ACCOUNT_SETTINGS[part]} ${account[part]}`).join(', ');
  throw new UserError('other-account', ({ batchErrors }) =>
    batchErrors.otherAccount({ batch, settings: named }),
  );
}

const ACCOUNT_SETTINGS = {
  authUrl: 'ROLLCALL_AUTH_URL',
  appid: 'ROLLCALL_APPID',
  bucket: 'ROLLCALL_BUCKET',
} as const;

export async function recordExists(paths: BatchPaths): Promise<boolean> {
  return access(paths.record).then(
    () => true,
    () => false,
  );
}

export async function writeRecord(paths: BatchPaths, record: BatchRecord): Promise<void> {
  await writeJson(paths.record, String(process.pid), record);
}

/** @returns the record with what a batch of version 0.1.0 lacks, which is written down once for good */
export async function completeRecord(
  paths: BatchPaths,
  record: BatchRecord,
  nowMs: number,
): Promise<BatchRecord> {
  if (record.incarnation !== undefined || record.rejectedCountFrom !== undefined) return record;
  const complete = { ...record, rejectedCountFrom: nowMs };
  await writeRecord(paths, complete);
  return complete;
}

const STATE_NAME = /^state-(\d+)\.json$/;

/**
 * Each owner writes a file of its own, and only the newest owner's file is read. So an old owner that was stopped and
 * wakes up changes nothing.
 */
export function statePath(paths: BatchPaths, owner: number | string): string {
  return join(paths.work, `state-${owner}.json`);
}

/**
 * The state as last written; `draft` or `queued` for a batch that nobody has taken up yet. Whether it awaits its approval is decided by
 * what holds now.
 */
export async function readState(paths: BatchPaths, record: BatchRecord): Promise<StateRecord> {
  const owner = await newestOwner(paths);
  const found = owner === undefined ? undefined : await readFormIfThere(statePath(paths, owner), stateSchema);
  const left: StateRecord = found ?? {
    state: isDraft(record) ? 'draft' : 'queued',
    startedAt: record.createdAt,
  };
  if (record.createdBy === undefined || hasEnded(left)) return left;
  return { ...left, ...standingOf(left, record, await approvalLimit(paths.approvalLimit)) };
}

/** The newest owner's number; undefined where nobody has taken the batch up yet. */
export async function newestOwner(paths: BatchPaths): Promise<number | undefined> {
  const names = await readdir(paths.work).catch(() => []);
  const owners = names.flatMap((name) => STATE_NAME.exec(name)?.[1] ?? []).map(Number);
  return owners.length === 0 ? undefined : Math.max(...owners);
}

export async function writeState(paths: BatchPaths, owner: string, state: StateRecord): Promise<void> {
  await writeJson(statePath(paths, owner), owner, state);
}
