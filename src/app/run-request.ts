// What is asked of a run, and what comes of it.

import type { ListRequest } from '../batch/list-request.js';
import type { Published } from '../reconcile/index.js';
import type { ListFile } from './batch-request.js';
import type { BatchResult } from './batch-result.js';

export interface RunRequest {
  readonly lists: readonly ListFile[];
  readonly request: ListRequest;
  /** Verify processes; undefined: one less than this machine has processors. */
  readonly workers?: number | undefined;
  /** Calls in flight in one verify process; undefined: as the settings have it. */
  readonly concurrency?: number | undefined;
  /** Whether the credentials are tried before the first call. */
  readonly ping: boolean;
  /** Whether the calls are held against the provider's counts of these days at the end. */
  readonly reconcile: boolean;
}

export interface RunResult {
  readonly results: readonly BatchResult[];
  readonly reconciliation: Published | undefined;
}
