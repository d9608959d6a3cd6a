// What is asked for where a batch is made, and the record of it. It knows no file: what the list is like is found before.

import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { PriceSettings } from '../domain/price-list.js';
import type { SampleRequest } from '../domain/sample.js';
import type { CopiedList } from '../ingest/copy-list.js';
import type { ListFormat, RowRules } from '../ingest/list.js';
import type { ListReading } from '../ingest/list-source.js';
import type { Account } from '../journal/keys.js';
import { DEFAULT_PROVIDER } from '../provider/index.js';
import type { Language } from '../words/language.js';
import type { Creator } from './approval.js';
import type { PreviousRequest } from './baseline/previous.js';
import type { BatchOptions } from './batch-options.js';
import type { CarryRequest } from './carry/begin.js';
import type { CorrectionRequest } from './correction/begin.js';
import type { GivenOptions } from './keep-options.js';
import type { BatchPaths } from './paths.js';
import { PLAIN_VERSION, type BatchFiles, type BatchRecord } from './record.js';

const INCARNATION_BYTES = 8;
const SLICE_ROWS_MAX = 100;
/** A short list makes about this many slices, so that all workers get some. */
const SLICES_WANTED = 200;

export interface BatchRequest {
  /** A path, or `-` for standard input. */
  readonly file: string;
  readonly batch: string | undefined;
  readonly label: string;
  readonly outDirectory: string | undefined;
  readonly reading: ListReading;
  /** The options of a new batch. For a batch that goes on, only `given` counts. */
  readonly options: BatchOptions;
  readonly files: BatchFiles;
  /** In which statuses and messages are written; absent: English. */
  readonly language?: Language | undefined;
  /** The provider whose service is called; absent: the default one. */
  readonly provider?: string;
  readonly account: Account;
  /** What is set of prices, for where the price book has none; absent: nothing is. */
  readonly prices?: PriceSettings | undefined;
  /** Absolute path of the program that is told of the batch's end. */
  readonly onFinish?: string | undefined;
  /** The options that a person has given on the command line: only these change a batch that goes on. */
  readonly given?: GivenOptions | undefined;
  /** The rows that are to be verified before all others. */
  readonly sample?: SampleRequest | undefined;
  /** The batch that this one is compared with. */
  readonly previous?: PreviousRequest | undefined;
  /** Up to when outcomes are taken over of whichever batch called a person last. */
  readonly carry?: CarryRequest | undefined;
  /** The batch that this one corrects. */
  readonly corrects?: CorrectionRequest | undefined;
  /** Whose outcomes may be taken over, by the label of their batch; absent: everybody's. */
  readonly sees?: ((label: string) => boolean) | undefined;
  /** What the list is called in place of its path. */
  readonly shownAs?: string | undefined;
  /** Tells the batch from every other one; absent: it is made up. Whoever makes a batch again after a crash knows it by this. */
  readonly incarnation?: string | undefined;
  /** Until when the batch is kept as a draft, which nobody calls for before it is started; absent: it is none. */
  readonly draftUntil?: number | undefined;
  /** `ROLLCALL_KEY`. */
  readonly key: string | undefined;
  /** Who makes the batch; absent: it is made as by an earlier version, and needs no approval. */
  readonly createdBy?: Creator | undefined;
}

export function recordOf(
  request: BatchRequest,
  batch: string,
  copied: CopiedList,
  format: ListFormat,
  rules: RowRules,
  sample: BatchRecord['sample'],
  paths: BatchPaths,
  nowMs: number,
): BatchRecord {
  return {
    version: PLAIN_VERSION,
    batch,
    incarnation: request.incarnation ?? newIncarnation(),
    label: request.label,
    file: request.shownAs ?? request.file,
    sha256: copied.sha256,
    recordEstimate: Math.max(0, copied.recordEstimate - (request.reading.header ? 1 : 0)),
    provider: request.provider ?? DEFAULT_PROVIDER,
    account: {
      authUrl: request.account.authUrl,
      appid: request.account.appid,
      bucket: request.account.bucket,
    },
    format: { ...format, header: format.header === undefined ? undefined : [...format.header] },
    rules,
    sliceRows: Math.min(SLICE_ROWS_MAX, Math.max(1, Math.ceil(copied.recordEstimate / SLICES_WANTED))),
    options: request.options,
    files: request.files,
    places: true,
    sample,
    language: request.language,
    outDirectory: request.outDirectory === undefined ? paths.directory : resolve(request.outDirectory),
    onFinish: request.onFinish,
    ...(request.draftUntil === undefined ? {} : { draft: { expiresAt: request.draftUntil } }),
    createdAt: nowMs,
    createdBy: request.createdBy,
  };
}

export function newIncarnation(): string {
  return randomBytes(INCARNATION_BYTES).toString('hex');
}
