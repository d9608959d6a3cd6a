// The master that the Sentinels name is killed, silenced or replaced in the middle of a batch.

import { describe, expect, test } from 'vitest';
import { makeCertificate } from '../support/certificate.js';
import { RedisServers, type Sentinels } from '../support/redis-servers.js';
import { keepMeasured } from './measured.js';
import { inWorld, type World } from './world.js';

const PASSWORDS = { password: 'of:the@servers', sentinelPassword: 'of the sentinels' };

async function behindSentinels(
  use: (world: World, servers: RedisServers, sentinels: Sentinels) => Promise<void>,
  guarded = false,
): Promise<void> {
  const servers = new RedisServers();
  try {
    const tls = guarded ? makeCertificate(servers.directory) : undefined;
    const sentinels = await servers.startSentinels(tls === undefined ? {} : { ...PASSWORDS, tls });
    const env: Record<string, string> =
      tls === undefined
        ? {}
        : {
            REDIS_PASSWORD: PASSWORDS.password,
            REDIS_SENTINEL_PASSWORD: PASSWORDS.sentinelPassword,
            NODE_EXTRA_CA_CERTS: tls.authority,
          };
    await inWorld({ redisUrl: sentinels.url, env, settings: { latencyMs: 30 } }, (world) =>
      use(world, servers, sentinels),
    );
  } finally {
    await servers.close();
  }
}

interface Failover {
  readonly how: string;
  /** TLS everywhere, with one password at the servers and another at the Sentinels. */
  readonly guarded?: true;
  readonly begin: (servers: RedisServers, sentinels: Sentinels) => Promise<unknown>;
  readonly end?: (servers: RedisServers, sentinels: Sentinels) => void;
}

const FAILOVERS: readonly Failover[] = [
  {
    how: 'killed',
    begin: async (servers, { master }) => servers.signal(master, 'SIGKILL'),
  },
  {
    how: 'killed, behind TLS and passwords',
    guarded: true,
    begin: async (servers, { master }) => servers.signal(master, 'SIGKILL'),
  },
  {
    how: 'silent (SIGSTOP), and back as a master that is none any more',
    begin: async (servers, { master }) => servers.signal(master, 'SIGSTOP'),
    end: (servers, { master }) => servers.signal(master, 'SIGCONT'),
  },
  {
    how: 'replaced on request, its writes paused',
    begin: async (servers, { master, sentinels: [first = 0] }) => {
      await servers.ask(master, (redis) => redis.call('CLIENT', 'PAUSE', '10000', 'WRITE'));
      await servers.ask(first, (redis) => redis.call('SENTINEL', 'FAILOVER', 'lists'));
    },
  },
];

describe('Sentinels name a new master in the middle of a batch', () => {
  test.each(FAILOVERS)(
    'the old one is $how: the batch goes on by itself',
    async ({ how, guarded, begin, end }) => {
      await behindSentinels(async (world, servers, sentinels) => {
        world.worker('batch');
        world.worker('verify');
        const submitted = world.submit();
        await world.simulator.whenReceived(60);
        const since = Date.now();
        await begin(servers, sentinels);
        await world.simulator.whenIdle();
        await servers.untilMaster(sentinels.replicas);
        await world.simulator.whenReceived(world.simulator.totals().received + 1);
        const firstCallMs = Date.now() - since;
        end?.(servers, sentinels);
        expect((await submitted.ended()).code).toBe(0);
        const found = await world.audit({ inDoubt: 0 });
        keepMeasured({
          what: `in mid-batch, Sentinels: ${how}`,
          killed: 'Redis master',
          ...found,
          firstCallMs,
        });
      }, guarded);
    },
  );

  test('the old one still takes writes: what they lose is done again, and every row has its outcome', async () => {
    await behindSentinels(async (world, servers, { replicas, sentinels: [first = 0] }) => {
      world.worker('batch');
      world.worker('verify');
      const submitted = world.submit();
      await world.simulator.whenReceived(60);
      await servers.ask(first, (redis) => redis.call('SENTINEL', 'FAILOVER', 'lists'));
      await servers.untilMaster(replicas);
      // The exit status would be 2 if a row had no outcome.
      expect((await submitted.ended()).code).toBe(0);
    });
  });
});
