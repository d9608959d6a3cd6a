// Messages on their way: tried at the contracted times, with the same id, until they are taken or given up; by one process at a
// time, whatever another one does.

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook as Verifier } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { PostFailure } from '../../../src/network/guarded-post.js';
import { openDeliveries } from '../../../src/webhooks/delivery-store.js';
import { webhookPaths } from '../../../src/webhooks/paths.js';
import { rotated, secretsAt } from '../../../src/webhooks/webhook.js';
import { changeWebhook, findWebhook, removeWebhook } from '../../../src/webhooks/webhook-store.js';
import { receiver } from '../../support/webhook-receiver.js';
import { WebhookBench } from './bench.js';

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

describe('a message', () => {
  it('is taken at the first try, signed so that an independent verifier takes it', async () => {
    const [bench, hook] = [new WebhookBench(), await receiver(204)];
    const webhook = await bench.webhook(hook.url);
    const { id } = await bench.delivery(webhook);
    expect(await bench.deliverer().try(id)).toBeUndefined();
    const [{ headers, body } = { headers: {} as Record<string, string>, body: '' }] = hook.received;
    const [secret = ''] = secretsAt(webhook, bench.now);
    expect(new Verifier(secret).verify(body, headers)).toMatchObject({
      type: 'batch.completed',
      data: { batch: 'one', rows: 3 },
    });
    expect(headers['webhook-id']).toBe(id);
    expect(headers['content-type']).toBe('application/json');
    expect(await bench.read(id)).toMatchObject({
      state: 'delivered',
      log: [{ result: 'delivered', status: 204 }],
    });
    expect(await openDeliveries(bench.data)).toEqual([]);
  });

  it('that is not taken is tried ten times at the contracted waits, with one id, one text and a fresh signature', async () => {
    const [bench, hook] = [new WebhookBench(), await receiver(500)];
    const webhook = await bench.webhook(hook.url);
    const { id } = await bench.delivery(webhook);
    const deliverer = bench.deliverer();
    const waits: number[] = [];
    for (;;) {
      const nextAt = await deliverer.try(id);
      if (nextAt === undefined) break;
      waits.push(nextAt - bench.now);
      // A moment before its time nothing is sent.
      bench.now = nextAt - 1;
      expect(await deliverer.try(id)).toBe(nextAt);
      expect(hook.received).toHaveLength(waits.length);
      bench.now = nextAt;
    }
    const hours = [2, 5, 10, 14, 20, 24].map((count) => count * HOUR);
    expect(waits).toEqual([5 * SECOND, 5 * MINUTE, 30 * MINUTE, ...hours]);
    expect(hook.received).toHaveLength(10);
    expect(new Set(hook.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([id]));
    expect(new Set(hook.received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(hook.received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(10);
    expect(await bench.read(id)).toMatchObject({ state: 'failed', tries: 10 });
    expect(await openDeliveries(bench.data)).toEqual([]);
  });

  it('waits for as long as Retry-After says, up to a day', async () => {
    const [bench, hook] = [new WebhookBench(), await receiver()];
    const { id } = await bench.delivery(await bench.webhook(hook.url));
    const answering = (retryAfter: string): void => {
      hook.answer((_request, response) => response.writeHead(429, { 'retry-after': retryAfter }).end());
    };
    answering('90');
    expect(await bench.deliverer().try(id)).toBe(bench.now + 90 * SECOND);
    bench.now += 90 * SECOND;
    answering('99999999');
    expect(await bench.deliverer().try(id)).toBe(bench.now + 24 * HOUR);
    bench.now += 24 * HOUR;
    answering('nonsense');
    expect(await bench.deliverer().try(id)).toBe(bench.now + 30 * MINUTE);
  });

  it('to a receiver that is gone is over, and so are those behind it, as the webhook is disabled', async () => {
    const [bench, hook] = [new WebhookBench(), await receiver(410)];
    const webhook = await bench.webhook(hook.url);
    const [one, other] = [await bench.delivery(webhook, 'one'), await bench.delivery(webhook, 'other')];
    expect(await bench.deliverer().try(one.id)).toBeUndefined();
    expect(await bench.deliverer().try(other.id)).toBeUndefined();
    expect(hook.received).toHaveLength(1);
    expect(await bench.read(one.id)).toMatchObject({ state: 'gone', log: [{ status: 410 }] });
    expect(await bench.read(other.id)).toMatchObject({ state: 'gone', log: [] });
    expect(await findWebhook(bench.data, webhook.id)).toMatchObject({ disabledAt: bench.now });
    expect(await openDeliveries(bench.data)).toEqual([]);
  });

  it('is signed with both secrets while one takes over from the other', async () => {
    const [bench, hook] = [new WebhookBench(), await receiver()];
    const webhook = await bench.webhook(hook.url);
    const [old = ''] = secretsAt(webhook, bench.now);
    const fresh = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    await changeWebhook(bench.data, webhook.id, (each) => rotated(each, fresh, bench.now, bench.now + HOUR));
    await bench.deliverer().try((await bench.delivery(webhook)).id);
    bench.now += 2 * HOUR;
    await bench.deliverer({ nowMs: () => bench.now }).try((await bench.delivery(webhook, 'later')).id);
    const [both, alone] = hook.received;
    for (const secret of [old, fresh])
      expect(new Verifier(secret).verify(both?.body ?? '', both?.headers ?? {})).toBeTruthy();
    expect(both?.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    expect(alone?.headers['webhook-signature']?.split(' ')).toHaveLength(1);
  });

  it('that somebody else tries is left alone, and free again if that one dies', async () => {
    const [bench, hook] = [new WebhookBench(), await receiver(() => undefined)];
    const { id } = await bench.delivery(await bench.webhook(hook.url));
    // This one is never heard of again.
    const dying = new AbortController();
    const lost = bench.deliverer({ stopping: dying.signal, nowMs: () => bench.now }).try(id);
    await hook.until(1);
    const free = await bench.deliverer().try(id);
    expect(free).toBe(bench.now + 30 * SECOND);
    hook.answer(200);
    bench.now += 30 * SECOND;
    expect(await bench.deliverer().try(id)).toBeUndefined();
    expect(await bench.read(id)).toMatchObject({ state: 'delivered', tries: 1 });
    dying.abort();
    await lost;
    expect(await bench.read(id)).toMatchObject({ state: 'delivered', tries: 1 });
  });

  it('whose process is told to stop is tried again at once by the next, and that try counts as none', async () => {
    const [bench, hook] = [new WebhookBench(), await receiver(() => undefined)];
    const { id } = await bench.delivery(await bench.webhook(hook.url));
    const stopping = new AbortController();
    const trying = bench.deliverer({ stopping: stopping.signal }).try(id);
    await hook.until(1);
    stopping.abort();
    expect(await trying).toBe(bench.now);
    expect(await bench.read(id)).toMatchObject({ state: 'pending', tries: 0, log: [], nextAt: bench.now });
  });

  it('is tried once by two processes that try at the same moment', async () => {
    const [bench, hook] = [new WebhookBench(), await receiver()];
    const { id } = await bench.delivery(await bench.webhook(hook.url));
    await Promise.all([bench.deliverer().try(id), bench.deliverer().try(id), bench.deliverer().try(id)]);
    expect(hook.received).toHaveLength(1);
  });

  it('of a webhook that is removed is forgotten, also while it is tried', async () => {
    const [bench, hook] = [new WebhookBench(), await receiver(() => undefined)];
    const webhook = await bench.webhook(hook.url);
    const [one, other] = [await bench.delivery(webhook, 'one'), await bench.delivery(webhook, 'other')];
    const trying = bench.deliverer().try(one.id);
    await hook.until(1);
    await removeWebhook(bench.data, webhook.id);
    expect(await bench.deliverer().try(other.id)).toBeUndefined();
    hook.answer(200);
    expect(hook.received).toHaveLength(1);
    expect(readdirSync(webhookPaths(bench.data).log)).toEqual([]);
    await expect(bench.read(other.id)).rejects.toThrow('is not there');
    void trying;
  });

  it('that nobody foresaw to fail so is given up like any other', async () => {
    const [bench, hook] = [new WebhookBench(), await receiver()];
    const { id } = await bench.delivery(await bench.webhook(hook.url));
    const post = (): Promise<never> => Promise.reject(new TypeError('no such thing'));
    expect(await bench.deliverer({ post }).try(id)).toBe(bench.now + 5 * SECOND);
    const refused = new PostFailure('refused', ({ webhooks }) => webhooks.problems.insideAddress);
    bench.now += 5 * SECOND;
    await bench.deliverer({ post: () => Promise.reject(refused) }).try(id);
    expect((await bench.read(id)).log).toMatchObject([
      { result: 'unreached', problem: 'no such thing' },
      { result: 'refused', problem: expect.stringContaining('inside of a network') as string },
    ]);
  });
});

describe('a slow receiver', () => {
  it('has at most two requests of a process at a time, so that others are not held up', async () => {
    const [bench, slow, quick] = [new WebhookBench(), await receiver(() => undefined), await receiver()];
    const [slowly, quickly] = [await bench.webhook(slow.url), await bench.webhook(quick.url)];
    const stopping = new AbortController();
    const deliverer = bench.deliverer({ stopping: stopping.signal });
    const ids = [];
    for (const key of ['a', 'b', 'c', 'd']) ids.push((await bench.delivery(slowly, key)).id);
    const trying = ids.slice(0, 2).map((id) => deliverer.try(id));
    await slow.until(2);
    for (const id of ids.slice(2)) expect(await deliverer.try(id)).toBeGreaterThan(bench.now);
    expect(slow.received).toHaveLength(2);
    expect(await deliverer.try((await bench.delivery(quickly)).id)).toBeUndefined();
    stopping.abort();
    await Promise.all(trying);
  });
});

describe('a robot', () => {
  it('is asked whether it may be told, and gets its message when it may', async () => {
    const [bench, hook] = [
      new WebhookBench(),
      await receiver((_request, response) => response.end('{"errcode":0,"errmsg":"ok"}')),
    ];
    const { id } = await bench.delivery(await bench.webhook(hook.url, { shape: 'wecom' }));
    const waits = [900, 0];
    const pace = async (_webhook: string, everyMs: number): Promise<number> => {
      expect(60_000 / everyMs).toBeLessThan(20);
      return waits.shift() ?? 0;
    };
    const deliverer = bench.deliverer({ pace });
    expect(await deliverer.try(id)).toBe(bench.now + 900);
    expect(hook.received).toEqual([]);
    expect(await deliverer.try(id)).toBeUndefined();
    expect(await bench.read(id)).toMatchObject({ state: 'delivered', log: [{ status: 200, code: 0 }] });
  });

  it('whose answer with HTTP 200 has a code of its own has not taken the message', async () => {
    const [bench, hook] = [
      new WebhookBench(),
      await receiver((_request, response) =>
        response.end('{"errcode":310000,"errmsg":"keywords not in content"}'),
      ),
    ];
    const { id } = await bench.delivery(await bench.webhook(hook.url, { shape: 'dingtalk' }));
    expect(await bench.deliverer().try(id)).toBe(bench.now + 5 * SECOND);
    expect((await bench.read(id)).log).toMatchObject([{ result: 'answered', status: 200, code: 310_000 }]);
  });
});

it('what is on disk is its owner’s alone', async () => {
  const bench = new WebhookBench();
  await bench.delivery(await bench.webhook('https://hooks.example/secret'));
  const { directory } = webhookPaths(bench.data);
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777;
    expect([entry.name, mode]).toEqual([entry.name, entry.isDirectory() ? 0o700 : 0o600]);
  }
});
