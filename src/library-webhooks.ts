// Webhooks for programs that use Rollcall as a library: the use cases of `rollcall webhook`, bound to one set of settings.

import type { App } from './app/app.js';
import type { AddWebhookRequest } from './app/webhook-request.js';
import type { AddedWebhook, ListedWebhook, ReplayRequest, Rotated, RotateRequest } from './app/webhooks.js';
import type { Delivery } from './webhooks/delivery.js';
import type { Webhook } from './webhooks/webhook.js';

/** Every method throws a UserError for what a person can mend. */
export class Webhooks {
  readonly #app: App;

  /** @internal */
  constructor(app: App) {
    this.#app = app;
  }

  /** The secret is handed over this once. */
  async add(request: AddWebhookRequest): Promise<AddedWebhook> {
    return (await this.#useCases()).addWebhook(this.#app, request);
  }

  async list(): Promise<readonly ListedWebhook[]> {
    return (await this.#useCases()).listWebhooks(this.#app);
  }

  async remove(id: string): Promise<void> {
    return (await this.#useCases()).removeWebhook(this.#app, id);
  }

  /** Another secret; the old one signs beside it for a while. */
  async rotate(request: RotateRequest): Promise<Rotated> {
    return (await this.#useCases()).rotateWebhook(this.#app, request);
  }

  /** One that its receiver's 410 had disabled is told again. */
  async enable(id: string): Promise<Webhook> {
    return (await this.#useCases()).enableWebhook(this.#app, id);
  }

  /** Sends a message now, once; `state` says what came of it. */
  async test(id: string): Promise<Delivery> {
    return (await this.#useCases()).testWebhook(this.#app, id);
  }

  /** What is kept of its messages, the newest first. */
  async deliveries(id: string): Promise<readonly Delivery[]> {
    return (await this.#useCases()).webhookDeliveries(this.#app, id);
  }

  /** Has a message told once more, with its id. */
  async replay(request: ReplayRequest): Promise<Delivery> {
    return (await this.#useCases()).replayDelivery(this.#app, request);
  }

  #useCases() {
    return import('./app/webhooks.js');
  }
}
