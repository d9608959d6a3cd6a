// What webhooks are told of schedules: nights that were missed, and days once they are reconciled.

import { expect, it } from 'vitest';
import { stepReconciliation } from '../../../src/schedule/reconciliation.js';
import { EXIT } from '../../../src/domain/user-error.js';
import { deliveriesOf } from '../../../src/webhooks/delivery-store.js';
import { newWebhook } from '../../../src/webhooks/webhook.js';
import { addWebhook } from '../../../src/webhooks/webhook-store.js';
import { FIRST_NIGHT, HOUR_MS, Nights } from './bench.js';

async function listening(nights: Nights, labels: readonly string[] = []) {
  const on = [
    'schedule.missed',
    ...(labels.length === 0 ? (['reconciliation.finished'] as const) : []),
  ] as const;
  const asked = { url: 'https://hooks.example/', on, shape: 'standard', labels, language: 'en' } as const;
  const webhook = newWebhook(asked, 0);
  await addWebhook(nights.data, webhook);
  return () => deliveriesOf(nights.data, webhook.id);
}

it('nights that were missed are told once, to those who hear of their label', async () => {
  const nights = await Nights.of();
  const [ours, others] = [await listening(nights, ['customers']), await listening(nights, ['hr'])];
  nights.now = FIRST_NIGHT + 44 * HOUR_MS;
  await nights.due(FIRST_NIGHT);
  await nights.due(FIRST_NIGHT);
  expect(await ours()).toMatchObject([
    {
      type: 'schedule.missed',
      at: nights.now,
      data: {
        schedule: 'customers',
        label: 'customers',
        missed: 2,
        first_due: '2026-11-26T01:30:00.000+08:00',
      },
    },
  ]);
  expect(await others()).toEqual([]);
});

it('a night on its time is told to nobody', async () => {
  const nights = await Nights.of();
  const told = await listening(nights);
  nights.file('customers-1.csv', 'name,id\n');
  await nights.due();
  expect(await told()).toEqual([]);
});

it('a day is told when it is over with, not while its figures settle, and only once', async () => {
  const nights = await Nights.of({ reconcile: { settleMs: HOUR_MS } });
  const told = await listening(nights);
  nights.reconcile = ({ onWait }) => onWait({ asked: 1 });
  await stepReconciliation('customers', '2026-11-25', nights.ports);
  expect(await told()).toEqual([]);
  const report = '/nowhere/report.json';
  nights.reconcile = async () => ({ verdict: 'balanced', asked: 2, exit: EXIT.done, report, byBill: false });
  nights.now += HOUR_MS;
  await stepReconciliation('customers', '2026-11-25', nights.ports);
  await stepReconciliation('customers', '2026-11-25', nights.ports);
  expect(await told()).toMatchObject([
    {
      type: 'reconciliation.finished',
      data: { from: '2026-11-25', to: '2026-11-25', schedule: 'customers', verdict: 'balanced' },
    },
  ]);
});
