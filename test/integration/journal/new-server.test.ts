// A Redis that was started again, perhaps with older data, as the workers of several accounts on it meet it: a server that has
// forgotten the scripts, against a real one.

import { describe, expect, it } from 'vitest';
import { Bench, redisForFile } from '../queue/bench.js';

const path = redisForFile();

async function accounts(): Promise<[Bench, Bench]> {
  const both: [Bench, Bench] = [new Bench(path()), new Bench(path())];
  for (const bench of both) await bench.opened();
  return both;
}

describe('behind a start of Redis', () => {
  it('no account has a slice taken up until its own owner has looked, though another one was first', async () => {
    const [first, second] = await accounts();
    await first.redis.script('FLUSH');
    for (const bench of [first, second])
      expect(await bench.journal.take(bench.name, 0)).toMatchObject({ kind: 'held' });
  });

  it('no account makes a call until its own owner has looked, though another one was first', async () => {
    const [first, second] = await accounts();
    const held = [await first.held(0), await second.held(0)] as const;
    await first.redis.script('FLUSH');
    expect(await first.permit(held[0], 1)).not.toBe('permitted');
    expect(await second.permit(held[1], 1)).not.toBe('permitted');
    expect(await second.counts()).toMatchObject({ used: 0 });
  });

  it('each goes on when its own owner has looked', async () => {
    const [first, second] = await accounts();
    const held = [await first.held(0), await second.held(0)] as const;
    const owned = await second.opened();
    await first.redis.script('FLUSH');
    await second.permit(held[1], 1);
    await owned.signals();
    expect(await second.permit(held[1], 1)).toBe('permitted');
    expect(await first.permit(held[0], 1)).not.toBe('permitted');
  });
});
