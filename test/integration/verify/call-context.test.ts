// The calls of one process to a real service: the limits hold however many slices are open.

import { expect, onTestFinished, test } from 'vitest';
import type { Attempt } from '../../../src/domain/attempt.js';
import { startSimulator, type Simulator } from '../../../src/simulator/index.js';
import { CallMeter } from '../../../src/verify/call-meter.js';
import { ProviderClient } from '../../../src/provider/client.js';
import type { CallJournal } from '../../../src/verify/row.js';
import { youtu } from '../../../src/provider/youtu/index.js';
import { callContext } from '../../../src/verify/call-context.js';
import { verifySlice, type SliceInHand } from '../../../src/verify/slice.js';

const RULES = {
  codes: youtu.codes,
  retryCodes: new Set(['15', '107', '108']),
  maxAttempts: 3,
  inDoubt: 'retry',
} as const;
const PERSON = { idNumber: '11010519491231002X', name: '张三' };

/** A journal in memory that knows how many lines have no end. */
class Lines implements CallJournal {
  readonly ended: Attempt[] = [];
  open = 0;
  mostOpen = 0;

  async permit() {
    this.open += 1;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    return { permission: 'permitted', waitMs: 0 } as const;
  }

  async record(attempt: Attempt) {
    this.open -= 1;
    this.ended.push(attempt);
  }

  async suspects() {
    return 'own' as const;
  }

  async question() {
    throw new Error('every session id is another');
  }
}

async function setup(concurrency: number) {
  const simulator = await startSimulator({ keepCalls: true });
  const stopping = new AbortController();
  const protocol = youtu.callsFor(simulator.credentials, Date.now);
  const proxy = {};
  const client = new ProviderClient({
    authUrl: simulator.url,
    protocol,
    timeoutMs: 20_000,
    connections: concurrency,
    proxy,
    meter: new CallMeter(youtu.codes.monitored),
  });
  onTestFinished(async () => {
    await client.close();
    await simulator.close();
  });
  const backoff = { baseMs: 1, maxMs: 5 };
  const context = callContext(client, { concurrency, backoff, throttleLimitMs: 60_000 }, stopping.signal);
  const lines = new Lines();
  const verify = (inHand: SliceInHand) => verifySlice(inHand, RULES, lines, context);
  return { simulator, stopping, verify, lines };
}

function slice(first: number, count: number) {
  const rows = Array.from({ length: count }, (_, index) => ({ row: first + index, person: PERSON }));
  return { rows, attempts: [], excusedUpTo: new Map<number, number>() };
}

function inFlight(simulator: Simulator): number {
  return simulator.totals().inFlight;
}

test('open requests are bounded over all slices, and lines by at most a quarter more', async () => {
  const { simulator, verify, lines } = await setup(8);
  simulator.control({ hold: true });
  const slices = [1, 101, 201].map((first) => verify(slice(first, 20)));
  await simulator.whenInFlight(8);
  expect(inFlight(simulator)).toBe(8);
  expect(lines.open).toBeLessThanOrEqual(10);
  simulator.control({ hold: false });
  expect(await Promise.all(slices)).toEqual([
    { kind: 'finished' },
    { kind: 'finished' },
    { kind: 'finished' },
  ]);
  expect(lines.mostOpen).toBeLessThanOrEqual(10);
  expect(lines.ended).toHaveLength(60);
  expect(simulator.calls()).toHaveLength(60);
});

test('stopping lets the calls under way end and be recorded, and makes no other', async () => {
  const { simulator, stopping, verify, lines } = await setup(4);
  simulator.control({ hold: true });
  const end = verify(slice(1, 20));
  await simulator.whenInFlight(4);
  stopping.abort();
  simulator.control({ hold: false });
  expect(await end).toEqual({ kind: 'stopped', why: 'stopping' });
  expect(lines.open).toBe(0);
  // The fifth call had its line already, and has not left.
  expect(lines.ended.map(({ result }) => result).toSorted()).toEqual([
    ...Array.from({ length: 4 }, () => 'answered'),
    'refused',
  ]);
  expect(simulator.calls()).toHaveLength(4);
});

test('an expired signature is renewed once for all calls that carried it', async () => {
  const { simulator, verify, lines } = await setup(4);
  const day = 24 * 3_600_000;
  simulator.control({ clockOffsetMs: 2 * day, hold: true });
  const end = verify(slice(1, 4));
  await simulator.whenInFlight(4);
  simulator.control({ clockOffsetMs: 0, hold: false });
  expect(await end).toEqual({ kind: 'finished' });
  expect(lines.ended.map(({ code }) => String(code)).join(' ')).toBe('9 9 9 9 0 0 0 0');
});
