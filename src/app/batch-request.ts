// Makes the request for a batch: what the user asks for, and the settings for everything else.

import type { Creator } from '../batch/approval.js';
import type { CorrectionRequest } from '../batch/correction/begin.js';
import type { CarryRequest } from '../batch/carry/begin.js';
import type { BatchRequest } from '../batch/create.js';
import type { ListRequest } from '../batch/list-request.js';
import { credentialsOf, type Config } from '../config.js';
import { UserError } from '../domain/user-error.js';
import { terminalUser } from './who.js';

/** One list, and where its results go. */
export interface ListFile {
  /** A path, or `-` for standard input. */
  readonly file: string;
  /** Undefined: the id is made from the time and the file's name. */
  readonly batch?: string | undefined;
  /** Undefined: the directory is made under the data directory. */
  readonly outDirectory?: string | undefined;
  /** The absolute path of the program that is run at the batch's end. */
  readonly onFinish?: string | undefined;
  /** The batch whose rows the list corrects. */
  readonly corrects?: CorrectionRequest | undefined;
  /** Who makes the batch; undefined: whoever is at this terminal. */
  readonly createdBy?: Creator | undefined;
}

/** @throws UserError where the credentials are not set */
export function batchRequestOf(
  { file, batch, outDirectory, onFinish, corrects, createdBy = terminalUser() }: ListFile,
  { label, reading, options: given, files, sample, previous, carry, language }: ListRequest,
  config: Config,
): BatchRequest {
  const { appid, bucket } = credentialsOf(config);
  const { provider, authUrl, maxAttempts, retryCodes, key } = config;
  return {
    file,
    batch,
    label,
    outDirectory,
    reading,
    options: {
      inDoubt: 'retry',
      retryCodes: [...retryCodes],
      priority: 'normal',
      maxAttempts,
      ...said(given),
    },
    files,
    language,
    provider,
    account: { authUrl, appid, bucket },
    prices: { price: config.price, currency: config.currency, billableCodes: config.billableCodes },
    onFinish,
    given: {
      options: said(given),
      files: { ...(files.xlsx && { xlsx: true }), ...(files.split && { split: true }) },
      onFinish,
      ...(sample === undefined ? { beyondSample: 'run' } : { sample }),
    },
    sample,
    corrects,
    previous: previous && { olderThanMs: undefined, ...previous },
    carry: carryWanted(carry, config),
    key,
    createdBy,
  };
}

/** @returns undefined where nothing is to be taken over @throws UserError where it isn't said within which time */
export function carryWanted(
  asked: ListRequest['carry'],
  { carryMs }: Pick<Config, 'carryMs'>,
): CarryRequest | undefined {
  const withinMs = asked?.withinMs ?? carryMs;
  if (withinMs === undefined && asked !== undefined) {
    throw new UserError('invalid-options', ({ carrying }) => carrying.labelAlone);
  }
  return withinMs === undefined || withinMs === 0 ? undefined : { withinMs, label: asked?.label ?? 'same' };
}

type Said<Options> = { [Name in keyof Options]?: Exclude<Options[Name], undefined> };

/** The options without those that are undefined, which would otherwise replace defaults. */
export function said<Options extends object>(options: Options): Said<Options> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Said<Options>;
}
