// How many verify processes a run has by default.

import { availableParallelism } from 'node:os';

/** One processor is left to the batch. */
export const DEFAULT_WORKERS = Math.max(1, availableParallelism() - 1);
