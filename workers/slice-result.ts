// Decides what the queue does with a slice, by how its verification ended.

import type { SliceResult } from '../src/queue/slice-worker.js';
import type { SliceEnd } from '../src/verify/slice.js';

/**
 * How long the slice of a stopped or capped batch waits: by then the owner has left the batch, or the batch goes on.
 */
const STOPPED_WAIT_MS = 250;

export function resultOf(end: SliceEnd): SliceResult {
  if (end.kind !== 'stopped') return end;
  if (end.why === 'stale') return { kind: 'parked' };
  // The reason may have ended meanwhile, so the slice is only delayed: whoever takes it up again decides whether it
  // leaves the queue.
  return { kind: 'later', at: Date.now() + (end.why === 'stopping' ? 0 : STOPPED_WAIT_MS) };
}
