// Whether nothing more becomes of a batch. It knows states alone.

import type { Batch } from '../client/batches.js';

export function hasEndedState({ state }: Pick<Batch, 'state'>): boolean {
  return state === 'completed' || state === 'cancelled';
}
