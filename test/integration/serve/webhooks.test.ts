// Webhooks over HTTP: an administrator adds, looks, has a message told once more, removes; each on record.

import { expect, it } from 'vitest';
import { auditLines } from '../../support/audit-lines.js';
import { afterTry, newDelivery } from '../../../src/webhooks/delivery.js';
import { addDelivery, changeDelivery, openDeliveries } from '../../../src/webhooks/delivery-store.js';
import { receiver } from '../../support/webhook-receiver.js';
import { Served } from './served.js';

const URL = 'https://8.8.8.8/hook?key=sesame';
const EVENT = { type: 'batch.completed', at: 1_790_000_000_000, data: { batch: 'one', label: '' } } as const;

it('an administrator adds, looks at, replays and removes, and what is secret is shown once', async () => {
  const served = await Served.start();
  const { dataDir } = served.bench;
  const admin = await served.person('admin');
  const added = await admin.post('/webhooks', { url: URL, on: ['batch.completed'], labels: ['retail'] });
  expect(added).toMatchObject({ status: 201, json: { secret: expect.stringMatching(/^whsec_/) as string } });
  const id = String(added.json['id']);
  const listed = await admin.get('/webhooks');
  expect(listed.json.data).toMatchObject([{ id, url: 'https://8.8.8.8/…', labels: ['retail'], open: 0 }]);
  expect(listed.text).not.toMatch(/sesame|whsec_/);

  const delivery = newDelivery(id, 'key', EVENT, Date.now());
  await addDelivery(dataDir, delivery);
  const taken = { at: Date.now(), tookMs: 5, result: 'delivered', status: 204 } as const;
  await changeDelivery(dataDir, delivery.id, (now) => afterTry(now, taken));
  const path = `/webhooks/${id}/deliveries`;
  const { json } = await admin.get(path);
  expect(json.data).toMatchObject([{ id: delivery.id, state: 'delivered', tries: [{ status: 204 }] }]);
  const replayed = await admin.post(`${path}/${delivery.id}/replay`);
  expect(replayed).toMatchObject({ status: 202, json: { id: delivery.id, state: 'pending' } });
  // Whoever delivers finds it.
  expect(await openDeliveries(dataDir)).toEqual([delivery.id]);

  const other = await admin.post('/webhooks', { url: URL, on: ['batch.halted'] });
  const foreign = `/webhooks/${String(other.json['id'])}/deliveries/${delivery.id}/replay`;
  expect((await admin.post(foreign)).status).toBe(404);
  expect((await admin.delete(`/webhooks/${id}`)).status).toBe(204);
  expect((await admin.delete(`/webhooks/${id}`)).status).toBe(404);
  expect((await admin.get(path)).status).toBe(404);

  const acts = (await auditLines(dataDir, { limit: 10 })).toReversed();
  const about = acts.filter((act) => act.about === id || act.about === delivery.id);
  expect(about.map((act) => [act.act, act.about, act.who])).toEqual([
    ['createWebhook', id, admin.id],
    ['replayDelivery', delivery.id, admin.id],
    ['deleteWebhook', id, admin.id],
  ]);
});

it('what leads inside, or is no webhook, is refused without a word of the address', async () => {
  const admin = await (await Served.start()).person('admin');
  const on = ['batch.completed'];
  for (const url of [
    'https://10.0.0.1/',
    'http://8.8.8.8/',
    'https://169.254.169.254/',
    'file:///etc/passwd',
  ])
    expect(await admin.post('/webhooks', { url, on })).toMatchObject({ status: 422 });
  for (const body of [{ url: URL }, { url: URL, on: ['x'] }, { url: URL, on, command: 'rm' }, {}])
    expect(await admin.post('/webhooks', body)).toMatchObject({ status: 422 });
  expect((await admin.get('/webhooks')).json.data).toEqual([]);
});

it('gives another secret, tells one again that was gone, and sends a message at once', async () => {
  const environment = { ROLLCALL_WEBHOOK_ALLOW: '127.0.0.1' };
  const served = await Served.start({ environment });
  const admin = await served.person('admin');
  const there = await receiver(410);
  const { json: added } = await admin.post('/webhooks', { url: there.url, on: ['batch.completed'] });
  const path = `/webhooks/${String(added['id'])}`;
  const gone = await admin.post(`${path}/test`);
  expect(gone).toMatchObject({ status: 200, json: { type: 'webhook.test', state: 'gone' } });
  expect((await admin.get('/webhooks')).json.data[0]).toMatchObject({
    disabled_at: expect.any(String) as string,
  });

  there.answer(200);
  expect((await admin.post(`${path}/enable`)).json).toMatchObject({ id: added['id'], disabled_at: null });
  const tried = await admin.post(`${path}/test`);
  expect(tried.json).toMatchObject({ state: 'delivered', tries: [{ status: 200 }] });

  const rotated = await admin.post(`${path}/rotate`, { old_for_seconds: 60 });
  expect(rotated).toMatchObject({
    status: 200,
    json: { secret: expect.stringMatching(/^whsec_/) as string },
  });
  expect(rotated.json['secret']).not.toBe(added['secret']);
  await admin.post(`${path}/test`);
  expect(there.received.at(-1)?.headers['webhook-signature']?.split(' ')).toHaveLength(2);
  // Without a body the old one signs for a day.
  expect((await admin.post(`${path}/rotate`)).status).toBe(200);
  expect((await admin.post(`${path}/rotate`, { secret: 'own' })).status).toBe(422);
  for (const act of ['rotate', 'enable', 'test'])
    expect((await admin.post(`/webhooks/wh_aaaaaaaaaaaa/${act}`)).status).toBe(404);
  const acts = (await auditLines(served.bench.dataDir, { limit: 20 })).map(({ act }) => act).toReversed();
  const expected = ['createWebhook', 'testWebhook', 'enableWebhook', 'testWebhook', 'rotateWebhook'];
  expect(acts).toEqual([...expected, 'testWebhook', 'rotateWebhook']);
});
