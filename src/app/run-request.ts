// The request for a run, and its result.

import type { ListRequest } from '../batch/list-request.js';
import type { Published } from '../reconcile/index.js';
import type { ListFile } from './batch-request.js';
import type { BatchResult } from './batch-result.js';

export interface RunRequest {
  readonly lists: readonly ListFile[];
  readonly request: ListRequest;
  /**
   * How many verify processes to start; undefined: none for short lists, for which this process calls, else one less than
   * this machine has processors.
   */
  readonly workers?: number | undefined;
  /** Calls in flight in one verify process; undefined: the settings' number. */
  readonly concurrency?: number | undefined;
  /** Whether to try the credentials before the first call. */
  readonly ping: boolean;
  /** Whether the calls are compared with the provider's counts of these days at the end. */
  readonly reconcile: boolean;
}

export interface RunResult {
  readonly results: readonly BatchResult[];
  readonly reconciliation: Published | undefined;
}
