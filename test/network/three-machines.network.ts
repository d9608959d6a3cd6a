// Three machines: Redis on the first, a batch worker and a verify worker on the second, a verify worker on the third.
// One is cut off in the middle of a batch, so that its connections are half open, and brought back. Afterwards every
// row and every call is held against the service's own log.

import { setTimeout as elapse } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Found } from '../crash/audit.js';
import { TestRedis } from '../crash/redis.js';
import type { Command } from '../crash/command.js';
import { IN_DOUBT_MAX, inWorld, type World } from '../crash/world.js';
import { Machine, makeSwitch, PROVIDER } from './machines.js';

/**
 * Longer than any lock (7.5 s), and than a call's time-out (3 s). The test is about how long a machine is away, so this
 * time is really waited for.
 */
const AWAY_MS = Number(process.env['NETWORK_AWAY_MS'] ?? 25_000);
/** At 200 ms a call and 8 in flight a worker makes 40 calls a second: enough for one alone while the other is away. */
const ROWS = 2_000 + AWAY_MS / 25;
const LATENCY_MS = 200;
/** A permission lasts 2 s (src/verify/row.ts); the rest is for a busy machine. */
const PERMISSION_MS = 3_000;
const HANGS_AFTER_MS = 500_000;

interface Site {
  readonly world: World;
  readonly redis: TestRedis;
  readonly submitted: Command;
  /** The machines that call. */
  readonly second: Machine;
  readonly third: Machine;
  readonly first: Machine;
}

interface Line extends Found {
  readonly what: string;
  /** Seconds for which a machine was away. */
  readonly away: number;
  readonly lastCall: string;
  readonly callsAgain: string;
}

const lines: Line[] = [];
let first: Machine;
let second: Machine;
let third: Machine;

beforeAll(() => {
  makeSwitch();
  first = Machine.make('first', 1);
  second = Machine.make('second', 2);
  third = Machine.make('third', 3);
});

afterAll(() => {
  process.stdout.write(`\n${table()}\n`);
});

function table(): string {
  const head = [
    'cut off',
    's',
    'its last call, s after the cut',
    'its first call, s after its return',
    'calls',
    'in doubt',
    'of them never left',
  ];
  const rows = lines.map(({ what, away, lastCall, callsAgain, calls, inDoubt, neverLeft }) =>
    [what, away, lastCall, callsAgain, calls, inDoubt, neverLeft].map(String),
  );
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A batch in its middle: both machines call. */
async function inMidBatch(use: (site: Site) => Promise<void>): Promise<void> {
  const redis = await TestRedis.open({ host: first.address, within: first.within });
  try {
    const options = { rows: ROWS, settings: { latencyMs: LATENCY_MS }, redisUrl: redis.url, host: PROVIDER };
    await inWorld(options, async (world) => {
      const workers = [
        world.startWithin(second.within, ['worker', '--role', 'batch']),
        world.startWithin(second.within, ['worker', '--role', 'verify']),
        // The worker needs no files, so its data directory is one that can't exist.
        world.startWithin(third.within, ['worker', '--role', 'verify'], { ROLLCALL_DATA: '/proc/none' }),
      ];
      try {
        for (const worker of workers) await worker.says('worker started');
        const submit = ['submit', world.listPath, '--batch', 'b1', '--no-ping', '--wait'];
        const submitted = world.startWithin(second.within, submit);
        await world.simulator.whenReceived(ROWS / 10);
        await use({ world, redis, submitted, first, second, third });
      } finally {
        for (const { child } of workers) child.kill('SIGKILL');
      }
    });
  } finally {
    await redis.close();
  }
}

function callsOf({ world }: Site, machine: Machine): number[] {
  const calls = world.simulator.calls().filter(({ from }) => from === machine.address);
  return calls.map(({ receivedAt }) => receivedAt);
}

interface Absence {
  readonly from: number;
  readonly to: number;
}

async function absent(begin: () => void, end: () => void, ms = AWAY_MS): Promise<Absence> {
  const from = Date.now();
  begin();
  await elapse(ms);
  const to = Date.now();
  end();
  return { from, to };
}

/** Seconds with one decimal, or a dash where there was no such time. */
function seconds(at: number | undefined, since: number): string {
  return at === undefined ? '–' : ((at - since) / 1000).toFixed(1);
}

function keep(what: string, site: Site, { from, to }: Absence, machine: Machine, found: Found): void {
  const calls = callsOf(site, machine);
  const lastCall = seconds(calls.filter((at) => at < to).at(-1), from);
  const callsAgain = seconds(
    calls.find((at) => at >= to),
    to,
  );
  lines.push({ ...found, what, away: Math.round((to - from) / 1000), lastCall, callsAgain });
}

describe('a verify worker’s machine', () => {
  test('cut off from everything and brought back, calls again; the others go on meanwhile', async () => {
    await inMidBatch(async (site) => {
      const absence = await absent(
        () => third.cutOff(),
        () => third.plugIn(),
      );
      expect((await site.submitted.ended(HANGS_AFTER_MS)).code).toBe(0);
      const found = await site.world.audit({ inDoubt: IN_DOUBT_MAX, lateAnswers: true });
      keep('verify worker', site, absence, third, found);
      const meanwhile = (at: number): boolean => at > absence.from + PERMISSION_MS && at < absence.to;
      expect(callsOf(site, third).filter(meanwhile)).toEqual([]);
      expect(callsOf(site, second).filter(meanwhile).length).toBeGreaterThan(100);
      expect(callsOf(site, third).filter((at) => at > absence.to).length).toBeGreaterThan(100);
    });
  });

  test('cut off until the batch has ended, makes no call when it is brought back', async () => {
    await inMidBatch(async (site) => {
      const from = Date.now();
      third.cutOff();
      expect((await site.submitted.ended(HANGS_AFTER_MS)).code).toBe(0);
      const { received } = site.world.simulator.totals();
      const to = Date.now();
      third.plugIn();
      await elapse(AWAY_MS);
      expect(site.world.simulator.totals().received).toBe(received);
      const found = await site.world.audit({ inDoubt: IN_DOUBT_MAX });
      keep('verify worker, until the end', site, { from, to }, third, found);
    });
  });

  test('that loses Redis alone and still reaches the service, stops calling', async () => {
    await inMidBatch(async (site) => {
      const absence = await absent(
        () => third.loseSightOf(first),
        () => third.findAgain(first),
      );
      expect((await site.submitted.ended(HANGS_AFTER_MS)).code).toBe(0);
      const found = await site.world.audit({ inDoubt: IN_DOUBT_MAX, lateAnswers: true });
      keep('verify worker, from Redis alone', site, absence, third, found);
      const late = callsOf(site, third).filter((at) => at > absence.from + PERMISSION_MS && at < absence.to);
      expect(late).toEqual([]);
      expect(callsOf(site, third).filter((at) => at > absence.to).length).toBeGreaterThan(100);
    });
  });
});

describe('the batch worker’s machine', () => {
  test('cut off and brought back, goes on with the batch; the other machine calls meanwhile', async () => {
    await inMidBatch(async (site) => {
      const absence = await absent(
        () => second.cutOff(),
        () => second.plugIn(),
      );
      expect((await site.submitted.ended(HANGS_AFTER_MS)).code).toBe(0);
      const found = await site.world.audit({ inDoubt: IN_DOUBT_MAX, lateAnswers: true });
      keep('batch worker and a verify worker', site, absence, second, found);
      const meanwhile = (at: number): boolean => at > absence.from + PERMISSION_MS && at < absence.to;
      expect(callsOf(site, second).filter(meanwhile)).toEqual([]);
      expect(callsOf(site, third).filter(meanwhile).length).toBeGreaterThan(100);
    });
  });
});

describe('Redis’ machine', () => {
  test('cut off and brought back: no call leaves meanwhile, all go on afterwards', async () => {
    await inMidBatch(async (site) => {
      const absence = await absent(
        () => first.cutOff(),
        () => first.plugIn(),
      );
      expect((await site.submitted.ended(HANGS_AFTER_MS)).code).toBe(0);
      await finishRedisCase('Redis', site, absence);
    });
  });

  test('loses its power and comes back: nobody is told that the connections are gone', async () => {
    await inMidBatch(async (site) => {
      const from = Date.now();
      first.cutOff();
      await site.redis.kill();
      await site.redis.launch();
      await elapse(AWAY_MS);
      const to = Date.now();
      first.plugIn();
      expect((await site.submitted.ended(HANGS_AFTER_MS)).code).toBe(0);
      await finishRedisCase('Redis, power lost', site, { from, to });
    });
  });
});

async function finishRedisCase(what: string, site: Site, absence: Absence): Promise<void> {
  const found = await site.world.audit({ inDoubt: 2 * IN_DOUBT_MAX, lateAnswers: true });
  keep(what, site, absence, third, found);
  for (const machine of [second, third]) {
    const calls = callsOf(site, machine);
    expect(calls.filter((at) => at > absence.from + PERMISSION_MS && at < absence.to)).toEqual([]);
    expect(calls.filter((at) => at > absence.to).length).toBeGreaterThan(100);
  }
}
