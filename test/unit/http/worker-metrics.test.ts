// What an account waits for, as a monitor reads it.

import { expect, it } from 'vitest';
import { WAITS, type Waiting } from '../../../src/domain/waiting.js';
import { MetricPage } from '../../../src/http/exposition.js';
import { accountMetrics } from '../../../src/http/worker-metrics.js';
import { parseExposition } from '../../support/exposition.js';

async function waits(waiting: Waiting | undefined): Promise<Map<string, number>> {
  const page = new MetricPage();
  const about = { slices: {}, workers: 1, rate: 5, circuitOpenSince: undefined, halted: undefined };
  await accountMetrics('a', [], async () => ({ ...about, waiting }))(page);
  const { samples } = parseExposition(page.text());
  return new Map(
    samples
      .filter(({ name }) => name.startsWith('rollcall_account_waiting'))
      .map(({ name, labels, value }) => [
        `${name.slice('rollcall_account_'.length)} ${labels['reason']}`,
        value,
      ]),
  );
}

it.each(WAITS)('a wait for the %s is told with its reason and its end, the others as none', async (why) => {
  const shown = await waits({ why, until: Date.now() + 60_000 });
  for (const reason of WAITS) {
    expect(shown.get(`waiting ${reason}`)).toBe(reason === why ? 1 : 0);
    const seconds = shown.get(`waiting_seconds ${reason}`) ?? NaN;
    expect(seconds > 0 && seconds <= 60).toBe(reason === why);
  }
});

it('no wait is told as none for each reason', async () => {
  expect([...(await waits(undefined)).values()]).toEqual(WAITS.flatMap(() => [0, 0]));
});

it('a wait whose end has passed is still one, and nothing negative', async () => {
  const shown = await waits({ why: 'outage', until: Date.now() - 5_000 });
  expect([shown.get('waiting outage'), shown.get('waiting_seconds outage')]).toEqual([1, 0]);
});
