// Lists that come at the same time, and ones whose length nobody has announced: what doesn't fit is refused while it comes.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ListStore } from '../../../src/lists/list-store.js';

const MEGABYTE = 1024 * 1024;

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'rollcall-lists-'));
});
afterEach(() => {
  rmSync(data, { recursive: true, force: true });
});

const LIMITS = { listBytes: 800, senderBytes: 1_000, spareBytes: 1, keptMs: 60_000 };
const SENDER = { by: 'lin', name: 'people.csv' };

async function* pieces(...all: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of all) yield await Promise.resolve(piece);
}

function codes(all: readonly PromiseSettledResult<unknown>[]): unknown[] {
  return all.map((each) => (each.status === 'fulfilled' ? 'kept' : (each.reason as { code: string }).code));
}

describe('lists of one sender', () => {
  it('that come at the same time get no more together than one after another', async () => {
    const store = new ListStore(data, LIMITS);
    const receive = () => store.receive(pieces(Buffer.alloc(700)), SENDER, 700);
    expect(codes(await Promise.allSettled([receive(), receive()]))).toEqual(['kept', 'lists-full']);
    const other = { ...SENDER, by: 'wang' };
    await store.receive(pieces(Buffer.alloc(700)), other, 700);
    // What was refused takes no room.
    await store.receive(pieces(Buffer.alloc(300)), SENDER, 300);
    const kept = (await store.all()).map(({ by, bytes }) => `${by} ${bytes}`);
    expect(kept.toSorted()).toEqual(['lin 300', 'lin 700', 'wang 700']);
  });

  it('whose length was not announced are held against what the others have brought meanwhile', async () => {
    const store = new ListStore(data, LIMITS);
    let arrived: () => void = () => undefined;
    const isThere = new Promise<void>((resolve) => (arrived = resolve));
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(600);
      await isThere;
    }
    const first = store.receive(slow(), SENDER, undefined);
    await store.receive(pieces(Buffer.alloc(300)), SENDER, undefined);
    arrived();
    await first;
    await expect(store.receive(pieces(Buffer.alloc(200)), SENDER, undefined)).rejects.toMatchObject({
      code: 'lists-full',
    });
  });
});

describe('a list whose length was not announced', () => {
  it('is refused in its middle where it takes what batches need of the disk, and leaves nothing behind', async () => {
    const limits = { ...LIMITS, listBytes: 1e12, senderBytes: 1e12 };
    const store = new ListStore(data, limits);
    let taken = 0;
    async function* filling(): AsyncGenerator<Uint8Array> {
      for (; taken < 64; taken += 1) {
        // Somebody else fills the disk.
        if (taken === 1) limits.spareBytes = Number.MAX_SAFE_INTEGER;
        yield await Promise.resolve(Buffer.alloc(MEGABYTE));
      }
    }
    await expect(store.receive(filling(), SENDER, undefined)).rejects.toMatchObject({ code: 'full-disk' });
    expect(taken).toBeLessThan(32);
    expect(readdirSync(join(data, 'lists'))).toEqual([]);
  });
});
