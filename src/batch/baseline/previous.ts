// Finds the batch that a new one is compared with, or that it corrects, and refuses one that can't serve.

import type { Account } from '../../journal/keys.js';
import type { Status } from '../../domain/status.js';
import { UserError } from '../../domain/user-error.js';
import { batchPaths } from '../paths.js';
import { readPurged } from '../retention/purge.js';
import { readRecord, readState, recordExists, type BatchRecord } from '../record.js';
import { knownBatches } from '../recorded-batches.js';

export const LATEST = 'latest';

export interface PreviousRequest {
  /** A batch's id, or `latest`. */
  readonly batch: string;
  readonly callAgain: readonly Status[];
  readonly olderThanMs: number | undefined;
  /** Whether outcomes of another provider count, too. */
  readonly anyProvider?: boolean | undefined;
}

/** The account for which a batch makes calls. */
export interface Caller {
  readonly provider: string;
  readonly account: Account;
}

/**
 * @param caller undefined: any
 * @param anyProvider whether a batch of another provider's may serve
 * @returns undefined where the latest is asked for and there is none
 * @throws UserError where the batch can't serve
 */
export async function findPrevious(
  wanted: string,
  label: string,
  caller: Caller | undefined,
  dataDirectory: string,
  anyProvider = false,
): Promise<BatchRecord | undefined> {
  const serves = (record: BatchRecord): boolean =>
    caller === undefined ||
    isOfCaller(record, caller) ||
    (anyProvider && record.provider !== caller.provider);
  if (wanted === LATEST) {
    const latest = await latestOf(label, serves, dataDirectory);
    if (latest !== undefined) await refusePurged(latest.batch, dataDirectory);
    return latest;
  }
  const record = await findEnded('--previous', wanted, dataDirectory);
  if (caller !== undefined && record.provider !== caller.provider && !anyProvider) {
    throw new UserError('unusable-previous-batch', ({ previousErrors }) =>
      previousErrors.otherProvider({ batch: wanted, other: record.provider, own: caller.provider }),
    );
  }
  if (!serves(record)) throw ofOtherAccount('--previous', record);
  await refusePurged(wanted, dataDirectory);
  return record;
}

type Option = '--previous' | '--corrects';

/**
 * @param caller undefined: any
 * @throws UserError where the batch is not there, not ended, of another account or provider, or purged
 */
export async function findCorrected(
  wanted: string,
  caller: Caller | undefined,
  dataDirectory: string,
): Promise<BatchRecord> {
  const record = await findEnded('--corrects', wanted, dataDirectory);
  if (caller !== undefined && !isOfCaller(record, caller)) throw ofOtherAccount('--corrects', record);
  await refusePurged(wanted, dataDirectory, '--corrects');
  return record;
}

function ofOtherAccount(option: Option, { batch, account }: BatchRecord): UserError {
  return new UserError('unusable-previous-batch', ({ previousErrors }) =>
    previousErrors.otherAccount({ option, batch, appid: account.appid, url: account.authUrl }),
  );
}

async function findEnded(option: Option, wanted: string, dataDirectory: string): Promise<BatchRecord> {
  const paths = batchPaths(dataDirectory, wanted);
  if (/[/\\]/.test(wanted) || !(await recordExists(paths))) {
    throw new UserError('unusable-previous-batch', ({ previousErrors }) =>
      previousErrors.unknown({ option, batch: wanted, directory: dataDirectory }),
    );
  }
  const record = await readRecord(paths, wanted);
  const { state } = await readState(paths, record);
  if (state !== 'completed' && state !== 'cancelled') {
    throw new UserError('unusable-previous-batch', ({ previousErrors, states }) =>
      previousErrors.notEnded({ option, batch: wanted, state: states[state] }),
    );
  }
  return record;
}

async function refusePurged(
  batch: string,
  dataDirectory: string,
  option: Option = '--previous',
): Promise<void> {
  const purgedAt = await readPurged(batchPaths(dataDirectory, batch));
  if (purgedAt === undefined) return;
  throw new UserError('unusable-previous-batch', ({ previousErrors }) =>
    previousErrors.purged({ option, batch, at: purgedAt }),
  );
}

async function latestOf(
  label: string,
  serves: (record: BatchRecord) => boolean,
  dataDirectory: string,
): Promise<BatchRecord | undefined> {
  const fitting = (await knownBatches(dataDirectory)).filter(
    ({ record, state }) => state.state === 'completed' && record.label === label && serves(record),
  );
  return fitting.sort((a, b) => (a.state.finishedAt ?? 0) - (b.state.finishedAt ?? 0)).at(-1)?.record;
}

export function isOfCaller(one: Caller, other: Caller): boolean {
  const [a, b] = [one.account, other.account];
  return (
    one.provider === other.provider && a.authUrl === b.authUrl && a.appid === b.appid && a.bucket === b.bucket
  );
}
