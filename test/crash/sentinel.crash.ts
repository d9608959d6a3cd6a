// The master that Sentinels name is killed, silenced or replaced in the middle of a batch.

import { describe, expect, test } from 'vitest';
import { RedisServers, type Sentinels } from '../support/redis-servers.js';
import { keepMeasured } from './measured.js';
import { inWorld, type World } from './world.js';

async function behindSentinels(
  use: (world: World, servers: RedisServers, sentinels: Sentinels) => Promise<void>,
): Promise<void> {
  const servers = new RedisServers();
  try {
    const sentinels = await servers.startSentinels();
    await inWorld({ redisUrl: sentinels.url, settings: { latencyMs: 30 } }, (world) =>
      use(world, servers, sentinels),
    );
  } finally {
    await servers.close();
  }
}

interface Failover {
  readonly how: string;
  readonly begin: (servers: RedisServers, sentinels: Sentinels) => Promise<unknown>;
  readonly end?: (servers: RedisServers, sentinels: Sentinels) => void;
}

const FAILOVERS: readonly Failover[] = [
  {
    how: 'killed',
    begin: async (servers, { master }) => servers.signal(master, 'SIGKILL'),
  },
  {
    how: 'silent (SIGSTOP), and back as a master that is none any more',
    begin: async (servers, { master }) => servers.signal(master, 'SIGSTOP'),
    end: (servers, { master }) => servers.signal(master, 'SIGCONT'),
  },
  {
    how: 'replaced on request (SENTINEL FAILOVER)',
    begin: (servers, { sentinels: [first = 0] }) =>
      servers.ask(first, (redis) => redis.call('SENTINEL', 'FAILOVER', 'lists')),
  },
];

describe('Sentinels name a new master in the middle of a batch', () => {
  test.each(FAILOVERS)('the old one is $how: the batch goes on by itself', async ({ how, begin, end }) => {
    await behindSentinels(async (world, servers, sentinels) => {
      world.worker('batch');
      world.worker('verify');
      const submitted = world.submit();
      await world.simulator.whenReceived(60);
      const since = Date.now();
      await begin(servers, sentinels);
      await world.simulator.whenIdle();
      await servers.untilMaster(sentinels.replicas);
      const promotedMs = Date.now() - since;
      await world.simulator.whenReceived(world.simulator.totals().received + 1);
      const firstCallMs = Date.now() - since;
      process.stderr.write(`${how}: promoted ${promotedMs}, first call ${firstCallMs}\n`);
      end?.(servers, sentinels);
      const ended = await submitted.ended();
      expect(ended.code).toBe(0);
      process.stderr.write(`${ended.err.slice(-300)}\n`);
      const found = await world.audit({ inDoubt: 0 });
      process.stderr.write(`${JSON.stringify(found)} whole ${Date.now() - since}\n`);
      keepMeasured({ what: `in mid-batch, Sentinels: ${how}`, killed: 'Redis master', ...found, firstCallMs });
    });
  });
});
