// Several batches want the same directory for results at the same time, each from a data directory of its own.

import fsSync, {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { release, reserve } from '../../../../src/batch/output/reservation.js';
import { RESERVATION, type Claim } from '../../../../src/batch/output/reservation-lock.js';

const CONTENDERS = 8;

let directory = '';
let out = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollcall-reservation-'));
  out = join(directory, 'out');
});
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  rmSync(directory, { recursive: true, force: true });
});

/** Each claim is by a batch that is being made in a data directory of its own. */
function claims(count = CONTENDERS): Claim[] {
  return Array.from({ length: count }, (_, index) => {
    const dataDirectory = join(directory, `data-${index}`);
    mkdirSync(join(dataDirectory, 'batches'), { recursive: true });
    return { batch: `batch-${index}`, outDirectory: out, dataDirectory };
  });
}

function holder(): string {
  return (JSON.parse(readFileSync(join(out, RESERVATION), 'utf8')) as { batch: string }).batch;
}

/** @returns the batches that got the directory */
async function all(wanted: readonly Claim[]): Promise<string[]> {
  const settled = await Promise.allSettled(wanted.map((claim) => reserve(claim, 'new')));
  const told = settled.flatMap((end) => (end.status === 'rejected' ? [(end.reason as Error).message] : []));
  for (const message of told) expect(message).toContain('has not ended');
  return wanted.filter((_, index) => settled[index]?.status === 'fulfilled').map(({ batch }) => batch);
}

describe('of batches of different data directories that want one directory at the same time', () => {
  test('one gets it, the others are told that it has not ended', async () => {
    expect(await all(claims())).toEqual([holder()]);
    expect(readdirSync(out)).toEqual([RESERVATION]);
  });

  test('one takes the place of a batch that is gone', async () => {
    const [gone, ...others] = claims();
    if (gone === undefined) throw new Error('no claim');
    await reserve(gone, 'new');
    const path = join(out, RESERVATION);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"made_by": "[^"]+"/, '"made_by": "1:1"'));
    expect(await all(others)).toEqual([holder()]);
    expect(readdirSync(out)).toEqual([RESERVATION]);
  });

  test('one gets it where the file system has no links', async () => {
    const refused = (syscall: string): Error =>
      Object.assign(new Error('EPERM: operation not permitted'), { code: 'EPERM', syscall });
    const { symlinkSync } = fsSync;
    const { link } = fs;
    vi.spyOn(fs, 'link').mockImplementation(async (from, to) => {
      if (String(to).startsWith(out)) throw refused('link');
      await link(from, to);
    });
    vi.spyOn(fsSync, 'symlinkSync').mockImplementation((to, path) => {
      if (String(path).startsWith(out)) throw refused('symlink');
      symlinkSync(to, path);
    });
    syncBuiltinESMExports();
    expect(await all(claims())).toEqual([holder()]);
    expect(readdirSync(out)).toEqual([RESERVATION]);
  });

  test('each has its turn when the one before has let go of it', async () => {
    for (const claim of claims(3)) {
      await reserve(claim, 'new');
      await release(claim);
    }
    expect(readdirSync(out)).toEqual([]);
  });
});

test('what a killed one left of a reservation that was not made hinders nobody', async () => {
  const [claim] = claims(1);
  if (claim === undefined) throw new Error('no claim');
  mkdirSync(out);
  writeFileSync(join(out, `${RESERVATION}.1.0123456789abcdef.tmp`), '{');
  await reserve(claim, 'new');
  expect(holder()).toBe(claim.batch);
});

test('who is not the holder releases nothing', async () => {
  const [one, two] = claims(2);
  if (one === undefined || two === undefined) throw new Error('no claim');
  await reserve(one, 'new');
  linkSync(join(out, RESERVATION), join(directory, 'before'));
  await release(two);
  expect(holder()).toBe(one.batch);
});
