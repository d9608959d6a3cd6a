// The bill page by page from the pretend service: pages shorter than asked for, a bill that grows meanwhile, a page that
// fails, lines of other products. No wait takes real time.

import { onTestFinished, expect, test } from 'vitest';
import { CountsError } from '../../../../src/provider/counts-error.js';
import { fetchBill } from '../../../../src/provider/faceid/bill.js';
import type { BillSettings, RawAnswer } from '../../../../src/provider/port.js';
import { startSimulator, type SettingsPatch, type Simulator } from '../../../../src/simulator/index.js';

const NOW = Date.parse('2026-11-24T12:00:00+08:00');
const MONTH = '2026-11';

interface Service {
  readonly simulator: Simulator;
  readonly settings: BillSettings;
  readonly waits: number[];
  readonly answers: RawAnswer[];
}

/** Its bill has 5 calls of FaceID, and lines of other products before that. */
async function serve(settings: SettingsPatch): Promise<Service> {
  const all = { statExtra: { '0': 5 }, ...settings };
  const simulator = await startSimulator({ provider: 'faceid', settings: all, now: () => NOW });
  onTestFinished(() => simulator.close());
  const waits: number[] = [];
  const answers: RawAnswer[] = [];
  const asked: BillSettings = {
    authUrl: simulator.url,
    statUrl: simulator.url,
    billUrl: simulator.url,
    credentials: simulator.credentials,
    timeoutMs: 60_000,
    backoff: { baseMs: 1, maxMs: 1 },
    maxAttempts: 3,
    proxy: {},
    now: () => NOW,
    sleep: async (ms) => {
      waits.push(ms);
    },
    random: () => 0.5,
    onAnswer: (answer) => answers.push(answer),
  };
  return { simulator, settings: asked, waits, answers };
}

const FIVE = [{ period: '2026-11-24', calls: 5, deducted: 0, amount: '1.5' }];

test('pages that are shorter than what was asked for are read to the last', async () => {
  const { simulator, settings, answers } = await serve({ billOthers: 650, billPage: 100 });
  const { lines, notes } = await fetchBill(settings, [MONTH]);
  expect({ lines, notes }).toMatchObject({ lines: FIVE, notes: [] });
  expect(simulator.totals().statQueries).toBe(7);
  expect(answers.map(({ about }) => about).slice(0, 2)).toEqual([`${MONTH} from 0`, `${MONTH} from 100`]);
});

test('a bill of more than 300 lines is read to the last', async () => {
  const { settings } = await serve({ billOthers: 301 });
  expect((await fetchBill(settings, [MONTH])).lines).toMatchObject(FIVE);
});

test('a bill that grows between two pages is read anew: nothing is lost, and nothing counted twice', async () => {
  const named = await serve({ billOthers: 350, billGrows: 2 });
  expect((await fetchBill(named.settings, [MONTH])).lines).toMatchObject(FIVE);
  // Three questions show that it has grown, two more read it as it is.
  expect(named.simulator.totals().statQueries).toBe(5);
  const nameless = await serve({ billOthers: 350, billGrows: 2, billIds: false });
  expect((await fetchBill(nameless.settings, [MONTH])).lines).toMatchObject(FIVE);
  // Without ids two readings in a row have to be the same, as these are: lines of other products are all alike.
  expect(nameless.simulator.totals().statQueries).toBe(5);
});

test('a page that fails is asked for again, and only that page', async () => {
  const { simulator, settings, waits } = await serve({ billOthers: 150, billPage: 100, statFailures: 1 });
  expect((await fetchBill(settings, [MONTH])).lines).toMatchObject(FIVE);
  expect(simulator.totals().statQueries).toBe(3);
  expect(waits).toHaveLength(2);
});

test('a bill that can’t be read to its end is an error and no shorter bill', async () => {
  const { settings } = await serve({ billOthers: 150, billPage: 100, statFailures: 99 });
  await expect(fetchBill(settings, [MONTH])).rejects.toMatchObject({ failure: 'unavailable' });
});

test('a month that the interface no longer has is named, and nothing is asked', async () => {
  const { simulator, settings } = await serve({});
  const asked = fetchBill(settings, ['2025-04']);
  await expect(asked).rejects.toBeInstanceOf(CountsError);
  await expect(asked).rejects.toThrow(
    '2025-04: the interface has the bills of the last 18 months, from 2025-05 on',
  );
  expect(simulator.totals().statQueries).toBe(0);
});
