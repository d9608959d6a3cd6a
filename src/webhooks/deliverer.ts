// Tries deliveries: takes one for itself on disk, sends it, puts the result on record. Two processes never try the same one at the
// same time, and what a killed one had taken is free again soon. It knows no queue.

import { UserError } from '../domain/user-error.js';
import type { Log } from '../log.js';
import { afterTry, type Delivery, type Try } from './delivery.js';
import { changeDelivery, forgetDelivery, forgetUnmade, readDelivery } from './delivery-store.js';
import { DELIVERY_ID, webhookOf } from './paths.js';
import { send, SEND_TIMEOUT_MS, type SendPorts } from './send.js';
import { rulesOf } from './shapes/index.js';
import type { Webhook } from './webhook.js';
import { changeWebhook, findWebhook } from './webhook-store.js';

/** For how long a try belongs to the process that has begun it. */
export const TAKEN_MS = 2 * SEND_TIMEOUT_MS;
/** Messages to one receiver that a process sends at the same time, so that a slow one does not hold up all others. */
const AT_ONCE = 2;
/** The others come again one after another, however many they are. */
const BUSY_MS = 250;
const BUSY_AT_MOST_MS = 60_000;

export interface DelivererPorts extends SendPorts {
  readonly dataDirectory: string;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
  /** Told of each try that has ended, and of the delivery afterwards. */
  readonly onTry?: (tried: Try, delivery: Delivery, webhook: Webhook) => void;
  /**
   * Asks for leave to send to a receiver that takes but one message in this time, in milliseconds.
   *
   * @returns how long to wait for it; 0: now
   */
  readonly pace?: (webhook: string, everyMs: number) => Promise<number>;
}

export class Deliverer {
  readonly #ports: DelivererPorts;
  readonly #underWay = new Map<string, number>();
  /** When the last of those comes again that could not be tried at once. */
  readonly #comesAgain = new Map<string, number>();

  constructor(ports: DelivererPorts) {
    this.#ports = ports;
  }

  /**
   * Tries the delivery, if its time has come.
   *
   * @returns when to come again, in Unix milliseconds; undefined where it is over, or not there
   */
  async try(id: string): Promise<number | undefined> {
    const { dataDirectory, nowMs } = this.#ports;
    if (!DELIVERY_ID.test(id)) return undefined;
    const webhook = await findWebhook(dataDirectory, webhookOf(id));
    if (webhook === undefined) {
      await forgetDelivery(dataDirectory, id);
      return undefined;
    }
    const known = await readDelivery(dataDirectory, id);
    if (known?.state === 'pending' && known.nextAt > nowMs()) return known.nextAt;
    const underWay = this.#underWay.get(webhook.id) ?? 0;
    if (underWay >= AT_ONCE) return this.#later(webhook, BUSY_MS);
    this.#underWay.set(webhook.id, underWay + 1);
    try {
      return (await this.#paced(webhook)) ?? (await this.#tryNow(id, webhook));
    } finally {
      this.#underWay.set(webhook.id, (this.#underWay.get(webhook.id) ?? 1) - 1);
    }
  }

  /** @returns when to come again, where the receiver takes no more now */
  async #paced(webhook: Webhook): Promise<number | undefined> {
    const { pace } = this.#ports;
    const { everyMs } = rulesOf(webhook.shape);
    if (everyMs === undefined || pace === undefined) return undefined;
    const waitMs = await pace(webhook.id, everyMs);
    return waitMs > 0 ? this.#later(webhook, waitMs) : undefined;
  }

  #later({ id }: Webhook, waitMs: number): number {
    const now = this.#ports.nowMs();
    const last = Math.max(now, this.#comesAgain.get(id) ?? 0);
    const at = Math.min(last + waitMs, now + BUSY_AT_MOST_MS);
    this.#comesAgain.set(id, at);
    return at;
  }

  async #tryNow(id: string, webhook: Webhook): Promise<number | undefined> {
    const taken = await this.#take(id, webhook);
    if (typeof taken !== 'object') return taken;
    const after = await this.tryTaken(webhook, taken);
    return after?.state === 'pending' ? after.nextAt : undefined;
  }

  /**
   * Tries a delivery that this process has taken: on disk its time is so late that nobody else does.
   *
   * @param once whether there is no further try
   * @returns the delivery afterwards; undefined where it is not there any more
   */
  async tryTaken(webhook: Webhook, delivery: Delivery, once = false): Promise<Delivery | undefined> {
    const { dataDirectory, nowMs } = this.#ports;
    const { id } = delivery;
    const tried = await send(webhook, delivery, this.#ports);
    const change = (how: (now: Delivery) => Delivery): Promise<Delivery | undefined> =>
      // Where this process was stopped for long, another one may have ended it meanwhile.
      changeDelivery(dataDirectory, id, (now) => (now.state === 'pending' ? how(now) : undefined));
    if (tried === undefined) return change((now) => ({ ...now, nextAt: nowMs() }));
    // First, as a process that is killed in between leaves a disabled webhook, whose deliveries are over.
    if (tried.result === 'gone') await this.#disable(webhook);
    const after = await change((now) => afterTry(now, tried, once));
    if (after !== undefined) this.#tell(tried, after, webhook);
    return after;
  }

  /** @returns the delivery, which this process alone may try now; else when to come again */
  async #take(id: string, { disabledAt }: Webhook): Promise<Delivery | number | undefined> {
    const { dataDirectory, nowMs } = this.#ports;
    const taken: Delivery[] = [];
    const now = await changeDelivery(dataDirectory, id, (delivery) => {
      if (delivery.state !== 'pending') return undefined;
      if (disabledAt !== undefined) return { ...delivery, state: 'gone', nextAt: nowMs() };
      if (delivery.nextAt > nowMs()) return undefined;
      taken.push(delivery);
      return { ...delivery, nextAt: nowMs() + TAKEN_MS };
    });
    if (taken[0] !== undefined) return taken[0];
    if (now === undefined) await forgetUnmade(dataDirectory, id, nowMs());
    return now?.state === 'pending' ? now.nextAt : undefined;
  }

  /** Its receiver wants no more. */
  async #disable({ id }: Webhook): Promise<void> {
    const { dataDirectory, log, nowMs } = this.#ports;
    log.error({ webhook: id }, 'the receiver of a webhook says that it is gone: the webhook is disabled');
    await changeWebhook(dataDirectory, id, (now) => ({ ...now, disabledAt: nowMs() })).catch(
      (error: unknown) => {
        // It was removed meanwhile.
        if (!(error instanceof UserError)) throw error;
      },
    );
  }

  #tell(tried: Try, delivery: Delivery, webhook: Webhook): void {
    const { log, onTry } = this.#ports;
    const { id, type, state, tries } = delivery;
    const about = {
      webhook: webhook.id,
      delivery: id,
      type,
      try: tries,
      result: tried.result,
      status: tried.status,
      code: tried.code,
    };
    if (state === 'failed') log.error(about, 'a webhook’s message was given up after its last try');
    else if (state === 'pending') log.warn(about, 'a webhook’s message was not taken');
    else if (state === 'delivered') log.info(about, 'a webhook’s message is delivered');
    onTry?.(tried, delivery, webhook);
  }
}
