// The pretend service's own endpoint for tests, and its log of calls.

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NOON, setup, scratch } from './bench.js';

describe('the control', () => {
  test('changes settings and tells settings and totals', async () => {
    const bench = await setup();
    await bench.call();
    const changed = await bench.send('POST', '/_control', '{"latencyMs":1}');
    const { text } = await bench.send('GET', '/_control', null);
    expect(changed.text).toBe(text);
    expect(JSON.parse(text)).toMatchObject({
      settings: { latencyMs: 1, dropShare: 0 },
      totals: {
        received: 1,
        counted: 1,
        dropped: 0,
        byCode: { '0': 1 },
        inFlight: 0,
        maxInFlight: 1,
        statQueries: 0,
      },
    });
  });

  test.each([
    ['an unknown key', '{"latency":1}', '"latency"'],
    ['a value out of range', '{"dropShare":7}', 'dropShare'],
    ['no JSON', 'latencyMs=1', 'expected object'],
  ])('answers %s with HTTP 400 that says so, and changes nothing', async (_, body, words) => {
    const bench = await setup();
    const before = bench.simulator.settings();
    const { http, text } = await bench.send('POST', '/_control', body);
    expect(http).toBe(400);
    expect((JSON.parse(text) as { error: string }).error).toContain(words);
    expect(bench.simulator.settings()).toEqual(before);
  });

  test('serves the loopback interface alone', async () => {
    const bench = await setup();
    expect(bench.simulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe('the log', () => {
  test('has a line for every call, is its owner’s alone, and is whole after a flush', async () => {
    const log = join(scratch(), 'calls.ndjson');
    const bench = await setup({ log });
    await bench.call();
    await bench.call({ idcard_number: '1', idcard_name: '李四' });
    expect((await bench.send('POST', '/_flush', null)).http).toBe(200);
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(bench.simulator.calls());
    expect(bench.simulator.calls()[1]).toEqual({
      seq: 2,
      from: '127.0.0.1',
      receivedAt: NOON,
      answeredAt: NOON,
      idNumber: '1',
      name: '李四',
      code: '-5806',
      counted: true,
      dropped: false,
      http: 200,
    });
    expect(statSync(log).mode & 0o777).toBe(0o600);
  });

  test('goes on where it ended', async () => {
    const log = join(scratch(), 'calls.ndjson');
    for (let start = 0; start < 2; start += 1) {
      const bench = await setup({ log });
      await bench.call();
      await bench.simulator.close();
    }
    expect(readFileSync(log, 'utf8').trimEnd().split('\n')).toHaveLength(2);
  });

  test('is not kept in memory unless asked for', async () => {
    const bench = await setup({ keepCalls: false });
    await bench.call();
    expect(() => bench.simulator.calls()).toThrow('keepCalls');
  });
});
