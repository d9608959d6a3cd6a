// A budget of which most, or all, is used up: told once for each step of each budget, to webhooks and to who listens.

import { expect, it } from 'vitest';
import { BudgetEvents } from '../../../src/batch/run/budget-event.js';
import type { BatchRecord } from '../../../src/batch/record.js';
import { BudgetStates } from '../../../src/serve/events/budget-states.js';
import { deliveriesOf } from '../../../src/webhooks/delivery-store.js';
import { textOf } from '../../../src/webhooks/message-text.js';
import { WebhookBench } from './bench.js';

const RECORD = {
  label: 'retail',
  provider: 'youtu',
  account: { authUrl: 'http://127.0.0.1', appid: '1', bucket: 'b' },
} as BatchRecord;

function used(calls: number, allowed = 100) {
  return { month: '2026-11', reached: 0, used: { calls, units: 0 }, calls: allowed, units: undefined };
}

const compare = (one: string, other: string): number => one.localeCompare(other, 'en');

it('is told at 80 and at 100 per cent, once each however many look, and anew where the budget is raised', async () => {
  const bench = new WebhookBench();
  const webhook = await bench.webhook('http://127.0.0.1:9/', { on: ['budget.reached'], labels: ['retail'] });
  const other = await bench.webhook('http://127.0.0.1:9/', { on: ['budget.reached'], labels: ['wealth'] });
  const listeners = new BudgetStates(bench.data);
  expect(await listeners.look()).toEqual([]);
  const owners = [new BudgetEvents(bench.data), new BudgetEvents(bench.data)];
  const tellAll = async (look: ReturnType<typeof used>): Promise<void> => {
    await Promise.all(owners.map((owner) => owner.look(RECORD, look)));
    // A process that was started since knows nothing of what was told.
    await new BudgetEvents(bench.data).look(RECORD, look);
  };
  const toldSoFar = async (): Promise<string[]> => {
    const told = await deliveriesOf(bench.data, webhook.id);
    return told.map(({ data }) => JSON.stringify([data['percent'], data['allowed_calls']])).sort(compare);
  };
  await tellAll(used(79));
  expect(await toldSoFar()).toEqual([]);
  await tellAll(used(80));
  await tellAll(used(99));
  expect(await toldSoFar()).toEqual(['[80,100]']);
  await tellAll(used(100));
  await tellAll(used(170, 200));
  expect(await toldSoFar()).toEqual(['[100,100]', '[80,100]', '[80,200]']);
  expect(await deliveriesOf(bench.data, other.id)).toEqual([]);
  const heard = (await listeners.look()).map(({ percent, label }) => `${percent} ${label}`).sort(compare);
  expect(heard).toEqual(['100 retail', '80 retail', '80 retail']);
  expect(await listeners.look()).toEqual([]);
  const [delivery] = await deliveriesOf(bench.data, webhook.id);
  if (delivery === undefined) throw new Error('it is told');
  expect(textOf({ language: 'zh', keyword: undefined }, delivery)).toContain('2026-11');
});
