// Deliveries handed to the queue: each once, anew when its time has changed, all of them when the queue was emptied.

import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { afterTry, replayed } from '../../../src/webhooks/delivery.js';
import { changeDelivery, deliveriesOf } from '../../../src/webhooks/delivery-store.js';
import { OpenDeliveries } from '../../../src/webhooks/open-deliveries.js';
import { failingWebhooks, openFigures } from '../../../src/webhooks/open-figures.js';
import { openPath, webhookPaths } from '../../../src/webhooks/paths.js';
import { writeFileSync } from 'node:fs';
import { WebhookBench } from './bench.js';

const DAY = 86_400_000;
const FAILED = { at: 0, tookMs: 0, result: 'answered', status: 500 } as const;
const TAKEN = { at: 0, tookMs: 0, result: 'delivered', status: 200 } as const;

function queueOf(bench: WebhookBench) {
  const said: (readonly [string, number])[] = [];
  const state = { known: false, busy: false };
  const found = new OpenDeliveries({
    dataDirectory: bench.data,
    nowMs: () => bench.now,
    onProblem: (error) => {
      throw error as Error;
    },
    queue: {
      due: async (delivery, atMs) => {
        said.push([delivery, atMs - bench.now]);
        return !state.busy;
      },
      isKnown: async () => state.known,
      sayKnown: async () => {
        state.known = true;
      },
    },
  });
  const look = async () => {
    said.length = 0;
    await found.look();
    return [...said];
  };
  return { look, state };
}

it('each is handed over once, and again when its time changes', async () => {
  const bench = new WebhookBench();
  const { look, state } = queueOf(bench);
  const { id } = await bench.delivery(await bench.webhook('https://hooks.example/'));
  expect(await look()).toEqual([[id, 0]]);
  expect(await look()).toEqual([]);
  await changeDelivery(bench.data, id, (now) => afterTry(now, { ...FAILED, at: bench.now }));
  expect(await look()).toEqual([[id, 5_000]]);
  // What the queue can't take now is said again.
  await changeDelivery(bench.data, id, (now) => replayed(now, bench.now));
  state.busy = true;
  expect(await look()).toEqual([[id, 0]]);
  state.busy = false;
  expect(await look()).toEqual([[id, 0]]);
  expect(await look()).toEqual([]);
  // An emptied Redis has lost all of them.
  state.known = false;
  expect(await look()).toEqual([[id, 0]]);
  await changeDelivery(bench.data, id, (now) => afterTry(now, { ...TAKEN, at: bench.now }));
  expect(await look()).toEqual([]);
});

it('one that is over and told once more is handed over again', async () => {
  const bench = new WebhookBench();
  const { look } = queueOf(bench);
  const { id } = await bench.delivery(await bench.webhook('https://hooks.example/'));
  await changeDelivery(bench.data, id, (now) => afterTry(now, { ...TAKEN, at: bench.now }));
  expect(await look()).toEqual([]);
  await changeDelivery(bench.data, id, (now) => replayed(now, bench.now));
  expect(await look()).toEqual([[id, 0]]);
});

it('a mark whose delivery was never made is handed over too, and forgotten by who tries it', async () => {
  const bench = new WebhookBench();
  const { look } = queueOf(bench);
  const webhook = await bench.webhook('https://hooks.example/');
  const id = `msg_${webhook.id.slice(3)}_${'0'.repeat(24)}`;
  writeFileSync(openPath(webhookPaths(bench.data), id), '');
  expect(await look()).toEqual([[id, 0]]);
  expect(await bench.deliverer().try(id)).toBeUndefined();
  expect(readdirSync(webhookPaths(bench.data).open)).toEqual([id]);
  bench.now += DAY;
  expect(await bench.deliverer().try(id)).toBeUndefined();
  expect(readdirSync(webhookPaths(bench.data).open)).toEqual([]);
});

it('those that are over are forgotten after a month; those that are not, never', async () => {
  const bench = new WebhookBench();
  const webhook = await bench.webhook('https://hooks.example/');
  const [old, open] = [await bench.delivery(webhook, 'old'), await bench.delivery(webhook, 'open')];
  await changeDelivery(bench.data, old.id, (now) => afterTry(now, { ...TAKEN, at: bench.now }));
  bench.now += 29 * DAY;
  await queueOf(bench).look();
  expect(await deliveriesOf(bench.data, webhook.id)).toHaveLength(2);
  bench.now += 2 * DAY;
  await queueOf(bench).look();
  expect((await deliveriesOf(bench.data, webhook.id)).map(({ id }) => id)).toEqual([open.id]);
});

it('a webhook that takes nothing for hours is found', async () => {
  const bench = new WebhookBench();
  const [failing, working] = [
    await bench.webhook('https://a.example/'),
    await bench.webhook('https://b.example/'),
  ];
  const { id } = await bench.delivery(failing);
  const { id: taken } = await bench.delivery(working);
  await changeDelivery(bench.data, taken, (now) => afterTry(now, { ...TAKEN, at: bench.now }));
  await changeDelivery(bench.data, id, (now) => afterTry(now, { ...FAILED, at: bench.now }));
  expect(await failingWebhooks(bench.data, bench.now + DAY / 8)).toEqual([]);
  expect(await failingWebhooks(bench.data, bench.now + DAY)).toEqual([
    { webhook: failing.id, open: 1, oldestMs: DAY },
  ]);
  const figures = await openFigures(bench.data, bench.now);
  expect(new Map(figures.map(({ webhook, ...figure }) => [webhook, figure]))).toEqual(
    new Map([
      [failing.id, { open: 1, oldestMs: 0 }],
      [working.id, { open: 0, oldestMs: 0 }],
    ]),
  );
});
