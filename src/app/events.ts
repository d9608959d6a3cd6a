// What use cases tell while they work, for a person's screen, a page or a program. Data; the words are the reader's matter.

import type { Progress } from '../batch/run/progress.js';
import type { Found } from '../batch/run/recovered-calls.js';
import type { RedisTrouble } from '../redis/redis-state.js';
import type { BatchResult } from './batch-result.js';
import type { Brief } from './brief.js';

export type AppEvent =
  /** In words: what somebody should know, and nothing waits for it. */
  | { readonly kind: 'warning'; readonly message: string }
  /** What a new batch's list holds, before its first call. */
  | { readonly kind: 'surveyed'; readonly brief: Brief }
  /** The batch is in the queue. */
  | { readonly kind: 'queued'; readonly batch: string }
  /** Nobody alive takes batches of this data directory. */
  | { readonly kind: 'no-worker'; readonly dataDir: string }
  | { readonly kind: 'progress'; readonly progress: Progress }
  /** What ails Redis, again and again as long as it does; undefined when it is over. */
  | { readonly kind: 'redis'; readonly trouble: RedisTrouble | undefined }
  /** An owner before this one has left calls, which are taken over. */
  | { readonly kind: 'found'; readonly batch: string; readonly found: Found }
  /** It waits until somebody resumes it. */
  | { readonly kind: 'paused'; readonly batch: string }
  /** How a batch of a run was left; before the run's days are reconciled. */
  | { readonly kind: 'left'; readonly result: BatchResult }
  /** Calls under way are waited for. */
  | { readonly kind: 'stopping' }
  /** No verify process can be started; in words. The work stops. */
  | { readonly kind: 'no-verify-process'; readonly reason: string }
  /** It takes longer than it should: whoever waits may end it as by a kill. */
  | { readonly kind: 'stop-overdue' }
  /** The provider was asked so many times, and its figures still change. */
  | { readonly kind: 'settling'; readonly asked: number }
  /** A schedule's night waits until its file is whole, or an earlier night is over. */
  | { readonly kind: 'night-waits' };
