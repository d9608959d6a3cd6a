// What a batch is made of: the request, and the settings where it says nothing.

import type { BatchRequest } from '../batch/create.js';
import type { ListRequest } from '../batch/list-request.js';
import { credentialsOf, type Config } from '../config.js';

/** One list and what becomes of it. */
export interface ListFile {
  /** A path, or `-` for standard input. */
  readonly file: string;
  /** Undefined: made from the time and the file's name. */
  readonly batch?: string | undefined;
  /** Undefined: under the data directory. */
  readonly outDirectory?: string | undefined;
  /** Absolute path of the program that is told of the batch's end. */
  readonly onFinish?: string | undefined;
}

/** @throws UserError where the credentials are not set */
export function batchRequestOf(
  { file, batch, outDirectory, onFinish }: ListFile,
  { label, reading, options: given, files, previous }: ListRequest,
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
    provider,
    account: { authUrl, appid, bucket },
    onFinish,
    given: {
      options: said(given),
      files: { ...(files.xlsx && { xlsx: true }), ...(files.split && { split: true }) },
      onFinish,
    },
    previous: previous && { olderThanMs: undefined, ...previous },
    key,
  };
}

type Said<Options> = { [Name in keyof Options]?: Exclude<Options[Name], undefined> };

/** Without what is undefined, which would hide what holds otherwise. */
export function said<Options extends object>(options: Options): Said<Options> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Said<Options>;
}
