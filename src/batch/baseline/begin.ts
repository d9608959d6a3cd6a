// The earlier batch that a new one is held against: found, and what its people are left with noted, when the new batch is
// made. It knows nothing of the list.

import { UserError } from '../../domain/user-error.js';
import { loadRowKey } from '../../journal/data-identity.js';
import type { Account } from '../../journal/keys.js';
import { DEFAULT_PROVIDER } from '../../provider/index.js';
import type { Language } from '../../words/language.js';
import type { BatchPaths } from '../paths.js';
import type { BatchRecord } from '../record.js';
import { findPrevious, LATEST, type PreviousRequest } from './previous.js';
import { takeOver } from './take-over.js';

/** What is asked of a new batch, as far as earlier outcomes are concerned. */
interface NewBatch {
  readonly previous?: PreviousRequest | undefined;
  readonly label: string;
  readonly account: Account;
  /** Absent: the default one. */
  readonly provider?: string;
  /** `ROLLCALL_KEY`. */
  readonly key: string | undefined;
  readonly language?: Language | undefined;
}

/** Which people are called again is decided once, by the day and the options with which the batch is made. */
export async function previousOf(
  { previous, label, account, provider = DEFAULT_PROVIDER, key, language }: NewBatch,
  paths: BatchPaths,
  dataDirectory: string,
  nowMs: number,
): Promise<BatchRecord['previous']> {
  if (previous === undefined) return undefined;
  const caller = { provider, account };
  const { batch, anyProvider } = previous;
  const earlier = await findPrevious(batch, label, caller, dataDirectory, anyProvider);
  if (earlier === undefined) return undefined;
  const rowKey = await loadRowKey(key, dataDirectory, 'make');
  return takeOverFrom(earlier, previous, { paths, rowKey, dataDirectory, provider, nowMs, language });
}

interface TakeOver {
  /** Where the people of the earlier batch are noted. */
  readonly paths: BatchPaths;
  readonly rowKey: Buffer;
  readonly dataDirectory: string;
  /** The provider that is called now. */
  readonly provider: string;
  readonly nowMs: number;
  readonly language: Language | undefined;
}

/** @returns what is recorded of it */
export async function takeOverFrom(
  earlier: BatchRecord,
  { callAgain, olderThanMs, anyProvider = false }: PreviousRequest,
  { paths, rowKey, dataDirectory, provider, nowMs, language }: TakeOver,
): Promise<NonNullable<BatchRecord['previous']>> {
  const calledBefore = olderThanMs === undefined ? undefined : nowMs - olderThanMs;
  const rules = { callAgain: new Set(callAgain), calledBefore };
  await takeOver(earlier, paths, rowKey, rules, dataDirectory, { provider, anyProvider, language });
  const also = anyProvider ? { anyProvider } : {};
  return { batch: earlier.batch, callAgain: [...callAgain], calledBefore, ...also };
}

/** @throws UserError where the batch goes on, and was held against another batch when it was made */
export function refuseOtherPrevious(
  { batch, previous }: BatchRecord,
  now: PreviousRequest | undefined,
): void {
  if (now === undefined || now.batch === LATEST || now.batch === previous?.batch) return;
  throw new UserError('existing-batch', ({ batchErrors }) =>
    previous === undefined
      ? batchErrors.begunWithoutPrevious({ batch })
      : batchErrors.begunWithPrevious({ batch, previous: previous.batch }),
  );
}
