// Finds deliveries that are not over, whichever process has made them, and hands each to a queue that tries it at its time. What the
// queue has lost is handed to it again. It knows the queue as a port.

import { expireLog, openDeliveries, changedAt, readDelivery } from './delivery-store.js';
import { sweepOutbox } from './outbox.js';
import { allWebhooks } from './webhook-store.js';

interface DeliveryQueuePort {
  /**
   * Has the delivery tried at that time, whatever was said before.
   *
   * @returns false where it has to be said again later
   */
  readonly due: (delivery: string, atMs: number) => Promise<boolean>;
  /** False where the queue was emptied since `sayKnown`. */
  readonly isKnown: () => Promise<boolean>;
  readonly sayKnown: () => Promise<void>;
}

export interface OpenDeliveriesPorts {
  readonly dataDirectory: string;
  readonly queue: DeliveryQueuePort;
  readonly nowMs: () => number;
  readonly onProblem: (error: unknown) => void;
}

const EXPIRED_EVERY_MS = 3_600_000;

export class OpenDeliveries {
  readonly #ports: OpenDeliveriesPorts;
  /** When each was last changed, as it was handed over. */
  #handed = new Map<string, number>();
  #expiredAt = -Infinity;

  constructor(ports: OpenDeliveriesPorts) {
    this.#ports = ports;
  }

  async look(): Promise<void> {
    const { dataDirectory, queue, nowMs, onProblem } = this.#ports;
    await sweepOutbox(dataDirectory, nowMs(), onProblem);
    if (!(await queue.isKnown())) {
      // Said first: what is lost after this is missed again by the next look.
      await queue.sayKnown();
      this.#handed = new Map();
    }
    const open = await openDeliveries(dataDirectory);
    const before = this.#handed;
    this.#handed = new Map();
    for (const id of open) await this.#hand(id, before.get(id)).catch(onProblem);
    await this.#expire();
  }

  async #hand(id: string, before: number | undefined): Promise<void> {
    const { dataDirectory, queue, nowMs } = this.#ports;
    // A mark without a delivery, too: whoever tries it clears it away.
    const changed = (await changedAt(dataDirectory, id)) ?? 0;
    if (changed !== before) {
      const delivery = await readDelivery(dataDirectory, id);
      const atMs = delivery?.state === 'pending' ? delivery.nextAt : nowMs();
      if (!(await queue.due(id, atMs))) return;
    }
    this.#handed.set(id, changed);
  }

  async #expire(): Promise<void> {
    const { dataDirectory, nowMs, onProblem } = this.#ports;
    if (nowMs() - this.#expiredAt < EXPIRED_EVERY_MS) return;
    this.#expiredAt = nowMs();
    for (const { id } of await allWebhooks(dataDirectory, onProblem))
      await expireLog(dataDirectory, id, nowMs());
  }
}
