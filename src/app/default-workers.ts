// How many verify processes a run has where nobody says it.

import { availableParallelism } from 'node:os';

/** One processor is the batch's. */
export const DEFAULT_WORKERS = Math.max(1, availableParallelism() - 1);
