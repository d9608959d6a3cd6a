// A data directory with webhooks, a clock that tests move, and a receiver that is asked through the real HTTP client.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createLog } from '../../../src/log.js';
import type { PostRequest } from '../../../src/network/guarded-post.js';
import { newDelivery, type Delivery } from '../../../src/webhooks/delivery.js';
import { addDelivery, readDelivery } from '../../../src/webhooks/delivery-store.js';
import { Deliverer, type DelivererPorts } from '../../../src/webhooks/deliverer.js';
import type { WebhookEvent } from '../../../src/webhooks/event.js';
import { postBy } from '../../../src/webhooks/send.js';
import { newWebhook, type NewWebhook, type Webhook } from '../../../src/webhooks/webhook.js';
import { addWebhook } from '../../../src/webhooks/webhook-store.js';

export class WebhookBench {
  readonly data: string;
  now = Date.now();
  readonly #post = postBy({ namedHosts: ['127.0.0.1'], proxy: {} });

  constructor() {
    this.data = mkdtempSync(join(tmpdir(), 'rollcall-webhooks-'));
    onTestFinished(() => {
      rmSync(this.data, { recursive: true, force: true });
    });
  }

  async webhook(url: string, over: Partial<NewWebhook> = {}): Promise<Webhook> {
    const asked = {
      url,
      on: ['batch.completed', 'batch.halted'],
      shape: 'standard',
      labels: [],
      language: 'en',
    };
    const webhook = newWebhook({ ...asked, ...over } as NewWebhook, this.now);
    await addWebhook(this.data, webhook);
    return webhook;
  }

  event(key: string, over: Partial<WebhookEvent> = {}): WebhookEvent {
    const proof = { file: 'state.json', field: 'state', value: 'completed' };
    const data = { batch: key, label: '', state: 'completed', rows: 3 };
    return { key, type: 'batch.completed', at: this.now, data, proof, ...over };
  }

  async delivery({ id }: Webhook, key = 'one'): Promise<Delivery> {
    const delivery = newDelivery(id, key, this.event(key), this.now);
    await addDelivery(this.data, delivery);
    return delivery;
  }

  async read(id: string): Promise<Delivery> {
    const found = await readDelivery(this.data, id);
    if (found === undefined) throw new Error(`${id} is not there`);
    return found;
  }

  deliverer(over: Partial<DelivererPorts> = {}): Deliverer {
    return new Deliverer({
      dataDirectory: this.data,
      log: createLog('silent'),
      post: (request: PostRequest) => this.#post(request),
      nowMs: () => this.now,
      stopping: new AbortController().signal,
      ...over,
    });
  }
}
