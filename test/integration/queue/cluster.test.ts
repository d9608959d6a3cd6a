// A real cluster of three masters: a batch from end to end, with workers as processes of their own.

import { expect, test } from 'vitest';
import { inWorld } from '../../crash/world.js';
import { RedisServers } from '../../support/redis-servers.js';

test('a Redis Cluster serves a batch worker and a verify worker as a single server does', async () => {
  const servers = new RedisServers();
  try {
    const { url: redisUrl } = await servers.startCluster(3);
    await inWorld({ rows: 60, redisUrl }, async (world) => {
      world.worker('verify');
      world.worker('batch');
      expect((await world.submit().ended()).code).toBe(0);
      await world.audit({ inDoubt: 0 });
    });
  } finally {
    await servers.close();
  }
});
