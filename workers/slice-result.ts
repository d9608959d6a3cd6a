// What becomes of a slice in the queue, by how its verification ended.

import type { SliceResult } from '../src/queue/slice-worker.js';
import type { SliceEnd } from '../src/verify/slice.js';

/** How long a slice waits whose batch was stopped or capped: by then the owner has left the batch, or it goes on. */
const STOPPED_WAIT_MS = 250;

export function resultOf(end: SliceEnd): SliceResult {
  if (end.kind !== 'stopped') return end;
  if (end.why === 'stale') return { kind: 'parked' };
  // The reason may be over already: whether the slice leaves the queue is decided when it is taken up again.
  return { kind: 'later', at: Date.now() + (end.why === 'stopping' ? 0 : STOPPED_WAIT_MS) };
}
