// What the process that runs a batch gives to the run, and how the run says that it has left the batch.

import type { Summary } from '../../collect/summary.js';
import type { PriceList } from '../../domain/price-list.js';
import type { Status } from '../../domain/status.js';
import type { Redis } from '../../redis/access.js';
import type { Account } from '../../journal/keys.js';
import type { SliceQueue } from '../../queue/slice-queue.js';
import type { Found } from './recovered-calls.js';
import type { Progress } from './progress.js';
import type { BatchState } from '../record.js';

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
  /** How long a call may take: calls in flight are waited for that long. */
  readonly timeoutMs: number;
  /** What a call of a provider costs from now on; undefined where this process's settings have no price of it. */
  readonly priceNow: (provider: string) => PriceList | undefined;
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
  /** Redis has lost data of the batch, which has to be taken up anew. */
  readonly dataLost?: true;
  /** What went wrong on this machine, for the log. */
  readonly fault?: unknown;
}
