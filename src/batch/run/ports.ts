// What the process that runs a batch gives to the run, and how the run says that it has left the batch.

import type { Summary } from '../../collect/summary.js';
import type { PriceSettings } from '../../domain/price-list.js';
import type { Status } from '../../domain/status.js';
import type { Redis } from '../../redis/access.js';
import type { Account } from '../../journal/keys.js';
import type { SliceQueue } from '../../queue/slice-queue.js';
import type { Found } from './recovered-calls.js';
import type { Progress } from './progress.js';
import type { BatchState } from '../record.js';

/** How far the budget of a label is used up, in per cent: 80 or 100. */
export interface BudgetReached {
  readonly label: string;
  readonly month: string;
  readonly percent: number;
  /** Calls and money that count against it so far. */
  readonly calls: number;
  readonly amount: string;
  readonly currency: string;
}

export interface BatchPorts {
  readonly dataDirectory: string;
  readonly dataId: string;
  readonly redis: Redis;
  /** Makes a connection that may block. */
  readonly connect: () => Redis;
  readonly sliceQueue: (account: Account) => Pick<SliceQueue, 'add' | 'remove'>;
  /** Aborts when this process is to stop: the batch is left so that somebody can go on with it. */
  readonly stopping: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Told of each row that this owner has brought to its outcome. */
  readonly onRowDone: (status: Status | 'duplicate') => void;
  /** Told what an earlier owner has left. */
  readonly onFound: (found: Found) => void;
  /** Told what a person should know: that data was lost, say. */
  readonly onWarning: (message: string) => void;
  /** Told when most, or all, of the budget of a batch's label is used up for the first time. */
  readonly onBudget: (reached: BudgetReached) => void;
  /** How long a call may take: calls in flight are waited for that long. */
  readonly timeoutMs: number;
  /** The price and the billed codes that are set for a provider; undefined where the settings are another provider's. */
  readonly prices: (provider: string) => PriceSettings | undefined;
  /** The key that encrypts the rows and hashes the people of an earlier batch. */
  readonly rowKey: Buffer;
  /** A print of that key. */
  readonly keyPrint: string;
}

export interface BatchEnd {
  /** `lost`: somebody else owns the batch now. */
  readonly state: BatchState | 'lost';
  readonly reason?: string | undefined;
  /** Of one that waits: when it goes on, in Unix milliseconds. */
  readonly until?: number | undefined;
  readonly summary?: Summary | undefined;
  /** It has ended, and not all that it needed meanwhile is cleared away. */
  readonly leftovers?: true;
  /** Redis has lost data of the batch, which has to be taken up anew. */
  readonly dataLost?: true;
  /** What went wrong on this machine, for the log. */
  readonly fault?: unknown;
}
