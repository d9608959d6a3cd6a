// Counts what workers do with slices, batches and webhooks' messages. Plain numbers: the workers add, a monitor reads.

import { Distribution } from '../domain/distribution.js';
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

/** How a webhook's message may be over. */
const DELIVERY_ENDS = ['delivered', 'failed', 'gone'] as const;

export class DeliveryCounts {
  readonly tries: Map<string, number>;
  readonly ends = new Map<string, number>(DELIVERY_ENDS.map((end) => [end, 0]));
  readonly durations = new Distribution([0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15]);

  /** @param results how a try may end */
  constructor(results: readonly string[]) {
    this.tries = new Map(results.map((result) => [result, 0]));
  }

  /** @param state of the message after the try */
  tried(result: string, tookMs: number, state: string): void {
    this.tries.set(result, (this.tries.get(result) ?? 0) + 1);
    this.durations.add(tookMs / 1000);
    const ends = this.ends.get(state);
    if (ends !== undefined) this.ends.set(state, ends + 1);
  }
}
