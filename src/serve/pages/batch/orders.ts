// What can be ordered of a batch in which state, and by whom. What may indeed be done is decided by the interface. It knows states, no
// form.

import type { OperationId } from '../../../access/permissions.js';
import type { Batch } from '../client/batches.js';
import type { OrderName } from '../client/one-batch.js';
import { may, type Visit } from '../visit.js';

export interface Order {
  readonly name: OrderName;
  readonly needs: OperationId;
  readonly look: 'primary' | 'danger' | 'plain';
}

const START: Order = { name: 'start', needs: 'startBatch', look: 'primary' };
const SAMPLE: Order = { name: 'sample', needs: 'sampleBatch', look: 'plain' };
const PAUSE: Order = { name: 'pause', needs: 'pauseBatch', look: 'plain' };
const RESUME: Order = { name: 'resume', needs: 'resumeBatch', look: 'primary' };
const CANCEL: Order = { name: 'cancel', needs: 'cancelBatch', look: 'danger' };
const APPROVE: Order = { name: 'approve', needs: 'approveBatch', look: 'primary' };
const REJECT: Order = { name: 'reject', needs: 'rejectBatch', look: 'danger' };

export const ORDERS: readonly Order[] = [START, SAMPLE, PAUSE, RESUME, CANCEL, APPROVE, REJECT];

export function ordersFor(batch: Batch, visit: Visit): readonly Order[] {
  return possible(batch).filter(({ needs }) => may(visit, needs));
}

/** Whether it was stopped by its own sample, so that it is started for the rest. */
export function isSampled({ state, reason }: Batch): boolean {
  return state === 'paused' && reason === 'sample';
}

function possible(batch: Batch): readonly Order[] {
  switch (batch.state) {
    case 'draft':
      return [START, SAMPLE, CANCEL];
    case 'awaiting_approval':
      return [APPROVE, REJECT, CANCEL];
    case 'running':
      return batch.stalled ? [RESUME, PAUSE, CANCEL] : [PAUSE, CANCEL];
    case 'queued':
    case 'waiting':
      return [PAUSE, CANCEL];
    case 'paused':
      return isSampled(batch) ? [START, SAMPLE, CANCEL] : [RESUME, CANCEL];
    case 'halted':
      return [RESUME, CANCEL];
    case 'completed':
    case 'cancelled':
      return [];
  }
}
