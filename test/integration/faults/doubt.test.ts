// In doubt or refused: a call that may have left may have been counted; a call that can't have left returns its count.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { SettingsPatch } from '../../../src/simulator/index.js';
import { Bench, counts } from './bench.js';

const ONE = { ROLLCALL_CONCURRENCY: '1' };

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('a call that never left', () => {
  test.concurrent.for<[string, (url: string) => string | Promise<string>]>([
    ['a closed port', async () => `http://127.0.0.1:${await closedPort()}`],
    ['a name that nobody knows', async () => 'http://nobody.invalid'],
    ['TLS to a service without it', async (url: string) => url.replace('http:', 'https:')],
  ])('(%s) is refused, and gives its count back under a cap', async ([_what, urlOf], context) => {
    // The row is alone, because the circuit needs two.
    const plain = await Bench.start({}, context);
    const bench = await Bench.start({ authUrl: await urlOf(plain.simulator.url) }, context);
    await bench.verify(1, ONE);
    const end = await bench.run('b', { rows: 1, options: { maxAttempts: 3, maxCalls: 1 } });
    expect(end).toMatchObject({ state: 'completed' });
    expect(bench.attempts('b').map(({ result }) => result)).toEqual(['refused', 'refused', 'refused']);
    expect(bench.summary('b')).toMatchObject({ calls: 0, refused: 3, in_doubt: 0, retries: 0 });
    expect(counts(bench.summary('b'))).toEqual({ error: 1 });
    expect(plain.simulator.totals().received).toBe(0);
  });
});

const LOSSES: readonly [string, SettingsPatch][] = [
  ['no answer in time', { hangCalls: 1 }],
  ['a cut connection, uncounted', { cutCalls: 1 }],
  ['a cut connection, counted', { dropCalls: 1 }],
  ['text', { unreadableCalls: 1, unreadableAs: 'text' }],
  ['HTML', { unreadableCalls: 1, unreadableAs: 'html' }],
  ['half an answer', { unreadableCalls: 1, unreadableAs: 'truncated' }],
  ['an empty answer', { unreadableCalls: 1, unreadableAs: 'empty' }],
  ['other JSON', { unreadableCalls: 1, unreadableAs: 'other-json' }],
  ['HTTP 500', { httpCalls: 1, httpStatus: 500 }],
  ['HTTP 503, counted', { httpCalls: 1, httpStatus: 503, httpCounted: true }],
];

describe('a call whose answer never came', () => {
  test.concurrent.for(LOSSES)(
    '(%s) is in doubt: made again, or the row is held',
    async ([_what, settings], context) => {
      const bench = await Bench.start({ settings, environment: { ROLLCALL_TIMEOUT_MS: '1500' } }, context);
      await bench.verify(1, ONE);
      expect(await bench.run('retried', { rows: 3 })).toMatchObject({ state: 'completed' });
      expect(counts(bench.summary('retried'))).not.toHaveProperty('in_doubt');
      expect(bench.summary('retried')).toMatchObject({ calls: 4, in_doubt: 1, answered: 3, retries: 1 });
      expect(bench.disagreements('retried')).toEqual([]);

      bench.simulator.control(settings);
      expect(await bench.run('held', { rows: 3, options: { inDoubt: 'hold' } })).toMatchObject({
        state: 'completed',
      });
      expect(counts(bench.summary('held'))).toMatchObject({ in_doubt: 1 });
      expect(bench.summary('held')).toMatchObject({ calls: 3, in_doubt: 1, retries: 0 });
      const held = bench.outcomes('held').find(({ verify_status: status }) => status === 'in_doubt');
      expect(held).toMatchObject({ verify_attempts: '1', verify_code: '', verify_session_id: '' });
      expect(held?.['verify_message']).toContain('may have been counted');
      expect(bench.simulator.totals().received).toBe(7);
    },
  );
});
