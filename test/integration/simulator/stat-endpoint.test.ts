// `/verifyc/stat` of the pretend service: what it has counted.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startSimulator } from '../../../src/simulator/index.js';
import { codeOf, setup, scratch } from './bench.js';

describe('the figures', () => {
  test('put a call into the bucket and the day of China in which it came', async () => {
    const bench = await setup();
    bench.nowMs = Date.parse('2026-11-24T23:59:59.999+08:00');
    await bench.call();
    bench.nowMs += 1;
    await bench.call();
    await bench.call({ idcard_name: '' });
    expect(await bench.figures('2026-11-24')).toEqual({
      summary: { '0': 1 },
      list: [{ date: '2026-11-24 23:55:00', '0': 1 }],
    });
    expect(await bench.figures('2026-11-25')).toEqual({
      summary: { '0': 1, '-5806': 1 },
      list: [{ date: '2026-11-25 00:00:00', '0': 1, '-5806': 1 }],
    });
    expect(await bench.figures('2026-11-24', '2026-11-25')).toEqual({
      summary: { '0': 2, '-5806': 1 },
      list: [
        { date: '2026-11-24', '0': 1, '-5806': 0 },
        { date: '2026-11-25', '0': 1, '-5806': 1 },
      ],
    });
  });

  test.each([
    ['arrival', '2026-11-24 12:00:00'],
    ['answer', '2026-11-24 12:05:00'],
  ] as const)('count a call that spans an edge at its %s', async (countAt, date) => {
    const bench = await setup({ settings: { hold: true, countAt } });
    const call = bench.call();
    await bench.simulator.whenReceived(1);
    bench.nowMs += 300_000;
    bench.simulator.control({ hold: false });
    await call;
    expect((await bench.figures('2026-11-24')).list).toEqual([{ date, '0': 1 }]);
  });

  test('are given for a query string too', async () => {
    const bench = await setup();
    await bench.call();
    const path = '/verifyc/stat?start=2026-11-24&end=2026-11-24';
    const { text } = await bench.send('GET', path, null, { Authorization: bench.authorization() });
    expect(JSON.parse(text)).toEqual({
      code: 0,
      message: '',
      data: { summary: { '0': 1 }, list: [{ date: '2026-11-24 12:00:00', '0': 1 }] },
      origin: '',
    });
  });

  test('leave out codes that the provider does not count, unless it does', async () => {
    const bench = await setup({ settings: { forceCode: 213 } });
    await bench.call();
    bench.simulator.control({ countedCodes: [0, 213] });
    await bench.call();
    expect((await bench.figures('2026-11-24')).summary).toEqual({ '213': 1 });
    expect(bench.simulator.calls().map(({ counted }) => counted)).toEqual([false, true]);
  });

  test('are refused with 70001 without a good signature', async () => {
    const bench = await setup();
    const body = JSON.stringify({ start: '2026-11-24', end: '2026-11-24' });
    for (const authorization of ['', 'x', bench.authorization({}, 'another key')]) {
      expect(codeOf(await bench.send('GET', '/verifyc/stat', body, { Authorization: authorization }))).toBe(
        70001,
      );
    }
  });

  test('are refused with 70002 for dates that are none', async () => {
    const bench = await setup();
    expect(codeOf(await bench.stat('2026-11-31'))).toBe(70002);
    expect(codeOf(await bench.stat('2026-11-24', '2026-11-23'))).toBe(70002);
    const nothing = await bench.send('GET', '/verifyc/stat', null, { Authorization: bench.authorization() });
    expect(codeOf(nothing)).toBe(70002);
  });

  test('are not to be had with 70003 as often as ordered', async () => {
    const bench = await setup({ settings: { statFailures: 1 } });
    expect(codeOf(await bench.stat('2026-11-24'))).toBe(70003);
    expect(codeOf(await bench.stat('2026-11-24'))).toBe(0);
  });

  test("can miss calls and have somebody else's", async () => {
    const bench = await setup();
    await bench.call();
    await bench.call();
    bench.simulator.control({ statMissing: 1, statExtra: { '-5803': 2 } });
    bench.nowMs += 3_600_000;
    expect((await bench.figures('2026-11-24')).list).toEqual([
      { date: '2026-11-24 12:00:00', '0': 1, '-5803': 2 },
    ]);
    bench.simulator.control({ statExtraAt: '2026-11-23 00:00:00' });
    expect((await bench.figures('2026-11-23')).summary).toEqual({ '-5803': 2 });
    expect((await bench.figures('2026-11-24')).summary).toEqual({ '0': 1 });
  });

  test('last over a restart where a state file keeps them', async () => {
    const state = join(scratch(), 'state.json');
    const before = await setup({ state });
    await before.call();
    await before.simulator.close();
    const after = await setup({ state });
    await after.call();
    expect((await after.figures('2026-11-24')).summary).toEqual({ '0': 2 });
  });

  test('are not begun from a state file that is none', async () => {
    const state = join(scratch(), 'state.json');
    writeFileSync(state, 'hello');
    await expect(startSimulator({ state })).rejects.toThrow(/not a state file/);
  });
});
