// Events on their way to deliveries: told if and only if what they tell of is on disk, whatever fails in between.

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { announcing } from '../../../src/webhooks/announce.js';
import { deliveriesOf, openDeliveries } from '../../../src/webhooks/delivery-store.js';
import { makeDeliveries, noteEvent, sweepOutbox } from '../../../src/webhooks/outbox.js';
import { webhookPath, webhookPaths } from '../../../src/webhooks/paths.js';
import { removeWebhook } from '../../../src/webhooks/webhook-store.js';
import { WebhookBench } from './bench.js';

const HOUR = 3_600_000;
const URL = 'https://hooks.example/a';

function unexpected(error: unknown): never {
  throw error instanceof Error ? error : new Error(String(error));
}

class Outbox extends WebhookBench {
  readonly problems: unknown[] = [];

  get noted(): string[] {
    return readdirSync(webhookPaths(this.data).outbox);
  }

  /** What the events are about is on disk from now on. */
  happen(state = 'completed'): void {
    writeFileSync(join(this.data, 'state.json'), JSON.stringify({ state }));
  }

  note(key: string) {
    return noteEvent(this.data, this.event(key), this.now, unexpected);
  }

  /** @param laterMs a live process is left an hour for its own events */
  async sweep(laterMs = 2 * HOUR): Promise<void> {
    await sweepOutbox(this.data, this.now + laterMs, (error) => this.problems.push(error));
  }

  announce<Result>(
    key: string,
    act: () => Promise<Result>,
    known?: (result: Result) => ReturnType<Outbox['event']>,
  ) {
    const ports = { dataDirectory: this.data, onProblem: (error: unknown) => void this.problems.push(error) };
    return announcing(ports, this.event(key), act, known);
  }
}

describe('an event', () => {
  it('is told to each webhook that wants it, once, with what is known afterwards', async () => {
    const box = new Outbox();
    const [one, other] = [await box.webhook(URL), await box.webhook(URL)];
    const deaf = await box.webhook(URL, { on: ['batch.halted'] });
    const known = () => box.event('a', { data: { batch: 'a', rows: 99 } });
    expect(await box.announce('a', async () => box.happen(), known)).toBeUndefined();
    for (const { id } of [one, other]) {
      expect(await deliveriesOf(box.data, id)).toMatchObject([{ state: 'pending', data: { rows: 99 } }]);
    }
    expect(await deliveriesOf(box.data, deaf.id)).toEqual([]);
    expect(box.noted).toEqual([]);
    expect(await openDeliveries(box.data)).toHaveLength(2);
    await box.sweep();
    expect(await openDeliveries(box.data)).toHaveLength(2);
  });

  it('that nobody wants leaves nothing on disk', async () => {
    const box = new Outbox();
    expect(await box.announce('a', async () => 'done')).toBe('done');
    expect(readdirSync(box.data)).toEqual([]);
  });

  it('whose process dies before it has happened is not told, and forgotten after a week', async () => {
    const box = new Outbox();
    await box.webhook(URL);
    await box.note('a');
    await box.sweep();
    expect(await openDeliveries(box.data)).toEqual([]);
    expect(box.noted).toHaveLength(1);
    await box.sweep(8 * 24 * HOUR);
    expect(box.noted).toEqual([]);
  });

  it('whose state became another one is not told', async () => {
    const box = new Outbox();
    await box.webhook(URL);
    await box.note('a');
    box.happen('halted');
    await box.sweep();
    expect(await openDeliveries(box.data)).toEqual([]);
  });

  it('whose process dies once it has happened is told by the next that looks', async () => {
    const box = new Outbox();
    const { id } = await box.webhook(URL);
    await box.note('a');
    box.happen();
    await box.sweep();
    await box.sweep();
    expect(await deliveriesOf(box.data, id)).toMatchObject([
      { state: 'pending', data: { batch: 'a', rows: 3 } },
    ]);
    expect(box.noted).toEqual([]);
  });

  it('whose process dies with some deliveries made gets the others, and none twice', async () => {
    const box = new Outbox();
    const [one, other] = [await box.webhook(URL), await box.webhook(URL)];
    const noted = await box.note('a');
    box.happen();
    if (noted !== undefined)
      await makeDeliveries(box.data, { ...noted, path: `${noted.path}.not`, webhooks: [one.id] }, box.now);
    expect(await openDeliveries(box.data)).toHaveLength(1);
    await box.sweep();
    for (const { id } of [one, other]) expect(await deliveriesOf(box.data, id)).toHaveLength(1);
  });

  it('is left for a while to the live process that has noted it, as that one knows more', async () => {
    const box = new Outbox();
    await box.webhook(URL);
    await box.note('a');
    box.happen();
    await box.sweep(0);
    expect(await openDeliveries(box.data)).toEqual([]);
    expect(box.noted).toHaveLength(1);
  });

  it('whose act fails stays noted, so that it is told if it has happened all the same', async () => {
    const box = new Outbox();
    await box.webhook(URL);
    const failing = async (): Promise<void> => {
      box.happen();
      throw new Error('the directory could not be synced');
    };
    await expect(box.announce('a', failing)).rejects.toThrow('synced');
    await box.sweep();
    expect(await openDeliveries(box.data)).toHaveLength(1);
  });
});

describe('what can’t be told', () => {
  it('hinders nothing: what was to be done is done, and the reason is said', async () => {
    const box = new Outbox();
    await box.webhook(URL);
    const { outbox } = webhookPaths(box.data);
    rmSync(outbox, { recursive: true });
    writeFileSync(outbox, 'in the way');
    expect(await box.announce('a', async () => 'done')).toBe('done');
    expect(box.problems).toHaveLength(1);
  });

  it('is one damaged webhook’s own affair', async () => {
    const box = new Outbox();
    const [damaged, whole] = [await box.webhook(URL), await box.webhook(URL)];
    writeFileSync(webhookPath(webhookPaths(box.data), damaged.id), '{');
    await box.announce('a', async () => box.happen());
    expect(await deliveriesOf(box.data, whole.id)).toHaveLength(1);
    expect(box.problems).toMatchObject([{ code: 'damaged-file' }]);
  });

  it('is one damaged event’s own affair', async () => {
    const box = new Outbox();
    await box.webhook(URL);
    await box.note('a');
    box.happen();
    writeFileSync(join(webhookPaths(box.data).outbox, '00.json'), 'not JSON');
    await box.sweep();
    expect(await openDeliveries(box.data)).toHaveLength(1);
    expect(box.problems).toMatchObject([{ code: 'damaged-file' }]);
  });

  it('is what a webhook wanted that was removed before it could be told', async () => {
    const box = new Outbox();
    const { id } = await box.webhook(URL);
    await box.note('a');
    await removeWebhook(box.data, id);
    box.happen();
    await box.sweep();
    expect(await openDeliveries(box.data)).toEqual([]);
    expect(box.noted).toEqual([]);
  });
});

it('a draft that a killed process has left goes after a while', async () => {
  const box = new Outbox();
  await box.webhook(URL);
  mkdirSync(webhookPaths(box.data).outbox, { recursive: true });
  writeFileSync(join(webhookPaths(box.data).outbox, 'a.json.1.0011223344556677.tmp'), '{');
  await box.sweep(0);
  expect(box.noted).toHaveLength(1);
  await box.sweep(2 * HOUR);
  expect(box.noted).toEqual([]);
});
