// A real cluster of three masters: a batch from end to end, with workers as processes of their own, what a monitor sees
// of them, and a schedule.

import { expect, test } from 'vitest';
import { inWorld } from '../../crash/world.js';
import { parseExposition, sumOf } from '../../support/exposition.js';
import { RedisServers } from '../../support/redis-servers.js';

test('a Redis Cluster serves batches, workers, monitors and schedules as a single server does', async () => {
  const servers = new RedisServers();
  try {
    const { url: redisUrl } = await servers.startCluster(3);
    await inWorld({ rows: 60, redisUrl }, async (world) => {
      world.worker('verify');
      const watched = world.start(['worker', '--role', 'all', '--metrics-port', '0']);
      expect((await world.submit().ended()).code).toBe(0);
      await world.audit({ inDoubt: 0 });

      const [metrics = ''] = /http:[^"]+metrics/.exec(watched.output) ?? [];
      const scrape = parseExposition(await (await fetch(metrics)).text());
      expect(sumOf(scrape, 'rollcall_queue_verify_workers')).toBe(2);
      expect(sumOf(scrape, 'rollcall_redis_up')).toBe(1);

      const nightly = ['nightly', '--file', world.listPath, '--cron', '0 2 * * *'];
      expect((await world.start(['schedule', 'add', ...nightly]).ended()).code).toBe(0);
      const listed = await world.start(['schedule', 'list', '--json']).ended();
      expect(JSON.parse(listed.out)).toMatchObject([{ name: 'nightly' }]);
      expect((await world.start(['schedule', 'remove', 'nightly']).ended()).code).toBe(0);
    });
  } finally {
    await servers.close();
  }
});
