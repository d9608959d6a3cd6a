// Counts what workers do with slices and batches. Plain numbers: the workers add, a monitor reads.

import type { Status } from '../domain/status.js';

/** How a verify worker's slice ended; `failed`: by a fault of ours or of Redis, so that it is tried again. */
const SLICE_ENDS = ['finished', 'later', 'parked', 'failed'] as const;
export type SliceEndKind = (typeof SLICE_ENDS)[number];

export class SliceCounts {
  open = 0;
  stalled = 0;
  readonly ends = new Map<SliceEndKind, number>(SLICE_ENDS.map((end) => [end, 0]));

  begin(): void {
    this.open += 1;
  }

  end(kind: SliceEndKind): void {
    this.open -= 1;
    this.ends.set(kind, (this.ends.get(kind) ?? 0) + 1);
  }
}

/** The states in which an owner leaves a batch; `lost`: another owner took it. */
const LEFT_STATES = [
  'completed',
  'halted',
  'paused',
  'waiting',
  'awaiting_approval',
  'cancelled',
  'queued',
  'lost',
] as const;

export class BatchCounts {
  running = 0;
  taken = 0;
  readonly left = new Map<string, number>(LEFT_STATES.map((state) => [state, 0]));
  readonly rowsDone = new Map<Status | 'duplicate', number>();

  rowDone(status: Status | 'duplicate'): void {
    this.rowsDone.set(status, (this.rowsDone.get(status) ?? 0) + 1);
  }

  begin(): void {
    this.running += 1;
    this.taken += 1;
  }

  end(state: string): void {
    this.running -= 1;
    this.left.set(state, (this.left.get(state) ?? 0) + 1);
  }
}
