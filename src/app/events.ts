// The events that use cases report while they work, for a person's screen, a page or a program. They are data; the
// reader chooses the words.

import type { Progress } from '../batch/run/progress.js';
import type { Found } from '../batch/run/recovered-calls.js';
import type { OtherDirectory } from '../queue/other-directories.js';
import type { RedisTrouble } from '../redis/redis-state.js';
import type { BudgetReached } from '../batch/run/ports.js';
import type { BatchResult } from './batch-result.js';
import type { Brief } from './brief.js';

export type AppEvent =
  /** Something that the user should know, in words; nothing waits for the user. */
  | { readonly kind: 'warning'; readonly message: string }
  /** What a new batch's list holds, before its first call. */
  | { readonly kind: 'surveyed'; readonly brief: Brief }
  /** The list is that of a batch that is paused behind its sample, with which the run goes on. */
  | { readonly kind: 'sampled-before'; readonly batch: string }
  /** The batch is in the queue. */
  | { readonly kind: 'queued'; readonly batch: string }
  /** The batch calls nobody until somebody has approved it. */
  | { readonly kind: 'awaits-approval'; readonly batch: string; readonly reason: string }
  /** No live worker takes batches of this data directory. */
  | {
      readonly kind: 'no-worker';
      readonly dataDir: string;
      /** Others on the same Redis that have a worker, or batches that wait for one. */
      readonly others: readonly OtherDirectory[];
    }
  /** No live verify worker has the settings of the batch's provider and account. */
  | { readonly kind: 'no-verify-worker'; readonly provider: string }
  | { readonly kind: 'progress'; readonly progress: Progress }
  /** Why Redis can't be used, repeated as long as that lasts; undefined once it is over. */
  | { readonly kind: 'redis'; readonly trouble: RedisTrouble | undefined }
  /** An earlier owner has left calls, which are taken over. */
  | { readonly kind: 'found'; readonly batch: string; readonly found: Found }
  /** The batch waits until somebody resumes it. */
  | { readonly kind: 'paused'; readonly batch: string }
  /** A batch of a run was left in this way. It comes before the run's days are reconciled. */
  | { readonly kind: 'left'; readonly result: BatchResult }
  /** The work stops and waits for calls under way. */
  | { readonly kind: 'stopping' }
  /** No verify process can be started, for this reason in words. The work stops. */
  | { readonly kind: 'no-verify-process'; readonly reason: string }
  /** The stop takes longer than it should, so the caller may end it as by a kill. */
  | { readonly kind: 'stop-overdue' }
  /** So many per cent of a label's budget are used up for the first time. */
  | ({ readonly kind: 'budget' } & BudgetReached)
  /** The provider was asked this many times, and its figures still change. */
  | { readonly kind: 'settling'; readonly asked: number }
  /** A schedule's night waits until its file is whole, or an earlier night is over. */
  | { readonly kind: 'night-waits' };
