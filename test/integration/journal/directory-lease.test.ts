// A data directory and its copy on one Redis: whoever comes second is refused, and whoever was cut off meanwhile is told.

import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { loadDataId } from '../../../src/journal/data-identity.js';
import { DirectoryLease, refuseOtherDirectory } from '../../../src/journal/directory-lease.js';
import { directoryKey } from '../../../src/journal/keys.js';
import { RedisServers } from '../../support/redis-servers.js';

let servers: RedisServers;
let port: number;
beforeAll(async () => {
  servers = new RedisServers();
  port = await servers.start();
});
afterAll(() => servers.close());

async function originalAndCopy(): Promise<{ original: string; copy: string; alias: string; dataId: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-lease-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const [original, copy, alias] = [
    join(directory, 'original'),
    join(directory, 'copy'),
    join(directory, 'alias'),
  ];
  mkdirSync(original);
  const dataId = await loadDataId(original);
  cpSync(original, copy, { recursive: true });
  symlinkSync(original, alias);
  return { original, copy, alias, dataId };
}

test('while one works in a directory its copy is refused, and the same directory by another name is not', async () => {
  const { original, copy, alias, dataId } = await originalAndCopy();
  await servers.ask(port, async (redis) => {
    await refuseOtherDirectory(redis, dataId, copy);
    const lease = await DirectoryLease.hold(redis, dataId, original);
    await refuseOtherDirectory(redis, dataId, original);
    await refuseOtherDirectory(redis, dataId, alias);
    await expect(refuseOtherDirectory(redis, dataId, copy)).rejects.toThrow(`${copy} and ${original} on`);
    await expect(DirectoryLease.hold(redis, dataId, copy)).rejects.toThrow('have the same identity');
    lease.release();
    // What nobody renews ends by itself; here, soon.
    await redis.pexpire(directoryKey(dataId), 300);
    await refuseOtherDirectory(redis, dataId, copy);
  });
});

test('who was cut off while the copy was taken up learns that, and takes nothing back', async () => {
  const { original, copy, dataId } = await originalAndCopy();
  await servers.ask(port, async (redis) => {
    const lease = await DirectoryLease.hold(redis, dataId, original);
    await redis.del(directoryKey(dataId));
    const other = await DirectoryLease.hold(redis, dataId, copy);
    const error = await lease.lost;
    expect(error.code).toBe('busy-data-directory');
    expect(error.message).toContain(`${original} and ${copy} on`);
    await refuseOtherDirectory(redis, dataId, copy);
    for (const each of [lease, other]) each.release();
  });
});
