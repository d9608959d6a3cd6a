// How often somebody may try to sign in, whichever process he asks.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accessPaths } from '../../../src/access/access-paths.js';
import { SignInRate } from '../../../src/access/sign-in-rate.js';

const MINUTE_MS = 60_000;

let data: string;
let nowMs: number;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'rollcall-tries-'));
  nowMs = Date.now();
});
afterEach(() => {
  rmSync(data, { recursive: true, force: true });
});

function rateHere(remembered?: number): SignInRate {
  return new SignInRate(data, { nowMs: () => nowMs, ...(remembered === undefined ? {} : { remembered }) });
}

describe('the rate of signing in', () => {
  it('lets a person try ten times in fifteen minutes, at whichever process, and says how long to wait', async () => {
    const processes = [rateHere(), rateHere(), rateHere()];
    const at = (count: number): SignInRate => processes[count % 3] as SignInRate;
    for (let count = 0; count < 10; count += 1) {
      expect(await at(count).take('Lin', '::1')).toBeUndefined();
      nowMs += MINUTE_MS;
    }
    for (const rate of processes) expect(await rate.take('lin', '::1')).toBe(5 * 60);
    expect(await at(0).take('wei', '::1')).toBeUndefined();
    expect(await at(1).take('lin', '::2')).toBeUndefined();
    nowMs += 5 * MINUTE_MS;
    expect(await at(2).take('lin', '::1')).toBeUndefined();
    expect(await at(0).take('lin', '::1')).toBe(60);
  });

  it('counts each of many that ask at once', async () => {
    const processes = [rateHere(), rateHere()];
    const asked = Array.from({ length: 30 }, (_, at) => (processes[at % 2] as SignInRate).take('lin', '::1'));
    const answers = await Promise.all(asked);
    expect(answers.filter((wait) => wait === undefined)).toHaveLength(10);
  });

  it('counts no more against who has signed in', async () => {
    const rate = rateHere();
    for (let count = 0; count < 10; count += 1) await rate.take('lin', '::1');
    expect(await rate.take('lin', '::1')).toBeDefined();
    await rate.succeeded('lin', '::1');
    expect(await rateHere().take('lin', '::1')).toBeUndefined();
  });

  it('stops who tries many names from one address, and many addresses for one name', async () => {
    const rate = rateHere();
    for (let count = 0; count < 50; count += 1) expect(await rate.take(`n${count}`, '::1')).toBeUndefined();
    expect(await rate.take('another', '::1')).toBeDefined();
    for (let count = 0; count < 100; count += 1)
      expect(await rate.take('lin', `::2:${count}`)).toBeUndefined();
    expect(await rate.take('lin', '::ffff')).toBeDefined();
  });

  it('keeps no name and no address, and only so many of them', async () => {
    const { tries } = accessPaths(data);
    const rate = rateHere(20);
    for (let count = 0; count < 30; count += 1) await rate.take(`zhao${count}`, `10.9.8.${count}`);
    const text = readdirSync(tries).map((name) => name + readFileSync(join(tries, name), 'utf8'));
    expect(text.join()).not.toMatch(/zhao|10\.9\.8/);
    nowMs = Date.now() + 2 * MINUTE_MS;
    await rate.take('last', '::1');
    expect(readdirSync(tries).filter((name) => name.endsWith('.json'))).toHaveLength(20);
  });
});
