// How a script is called: keys and arguments by name, in the order of its definition, whatever the caller's order is.

import { expect, expectTypeOf, test } from 'vitest';
import type { Redis } from '../../../src/redis/connection.js';
import {
  makeKnown,
  ofAccount,
  roundTripsByName,
  run,
  runByText,
  script,
  type Named,
} from '../../../src/redis/script.js';

const LOWER = script({
  name: 'lower',
  keys: ['batch', 'done', '...slices'],
  args: ['owner', 'by', '...reasons'],
  text: 'return 1',
});
const GIVEN = {
  keys: { slices: ['s1', 's2'], done: 'd', batch: 'b' },
  args: { by: 0, reasons: ['r', ''], owner: 7 },
};
const IN_ORDER = [4, 'b', 'd', 's1', 's2', 7, 0, 'r', ''];

/** A server that knows the digests of these texts and notes what it is sent. */
class Server {
  readonly sent: unknown[] = [];
  readonly #known = new Set<unknown>();
  refuses: Error | undefined;

  evalsha(digest: unknown, ...rest: unknown[]): Promise<string> {
    this.sent.push(['evalsha', ...rest]);
    if (this.refuses !== undefined) return Promise.reject(this.refuses);
    return this.#known.has(digest)
      ? Promise.resolve('by digest')
      : Promise.reject(new Error('NOSCRIPT none'));
  }

  eval(text: unknown, ...rest: unknown[]): Promise<string> {
    this.sent.push(['eval', ...rest]);
    if (this.refuses !== undefined) return Promise.reject(this.refuses);
    for (const { digest } of [LOWER, ofAccount(LOWER, 'a')]) this.#known.add(digest);
    return Promise.resolve(`by text ${String(text).length}`);
  }
}

function server(): Server & Redis {
  return new Server() as Server & Redis;
}

test('a script is sent by its text where the server does not know it, then by its digest', async () => {
  const redis = server();
  let told = 0;
  const tell = (): Promise<number> => Promise.resolve((told += 1));
  expect(await run(redis, LOWER, GIVEN.keys, GIVEN.args, tell)).toBe('by text 8');
  expect(await run(redis, LOWER, GIVEN.keys, GIVEN.args, tell)).toBe('by digest');
  expect(redis.sent).toEqual([
    ['evalsha', ...IN_ORDER],
    ['eval', ...IN_ORDER],
    ['evalsha', ...IN_ORDER],
  ]);
  expect(told).toBe(1);
});

test('the compiler asks for each name of the head, a text or figure for one and a list for a rest', () => {
  type Given = Named<'owner' | '...reasons', string | number>;
  expectTypeOf<Given>().toEqualTypeOf<{
    readonly owner: string | number;
    readonly reasons: readonly (string | number)[];
  }>();
  expectTypeOf<Parameters<typeof run<'batch', 'owner'>>[2]>().toEqualTypeOf<{ readonly batch: string }>();
});

test('an empty list takes no place', async () => {
  const redis = server();
  await runByText(redis, LOWER, { ...GIVEN.keys, slices: [] }, { ...GIVEN.args, reasons: [] });
  expect(redis.sent).toEqual([['eval', 2, 'b', 'd', 7, 0]]);
});

test('a script is made known with its first key alone', async () => {
  const redis = server();
  await makeKnown(redis, LOWER, 'b', () => Promise.resolve());
  expect(redis.sent).toEqual([
    ['evalsha', 1, 'b'],
    ['eval', 1, 'b'],
  ]);
});

test('round trips are counted under the name, also those of an account and those that fail', async () => {
  const redis = server();
  await run(redis, LOWER, GIVEN.keys, GIVEN.args);
  await run(redis, ofAccount(LOWER, 'a'), GIVEN.keys, GIVEN.args);
  redis.refuses = new Error('OOM command not allowed');
  await expect(run(redis, LOWER, GIVEN.keys, GIVEN.args)).rejects.toThrow('OOM');
  await expect(runByText(redis, LOWER, GIVEN.keys, GIVEN.args)).rejects.toThrow('OOM');
  const { durations, errors } = roundTripsByName(redis).get('lower') ?? {};
  expect({ trips: durations?.count, errors }).toEqual({ trips: 4, errors: 2 });
  expect(roundTripsByName(server()).get('lower')?.errors).toBe(0);
});

test('two scripts of one name are refused', () => {
  expect(() => script({ name: 'lower', keys: ['batch'], args: [], text: 'return 2' })).toThrow('lower');
});
