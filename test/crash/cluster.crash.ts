// A master of the cluster dies in the middle of a batch, or the keys move to another one.

import { describe, expect, test } from 'vitest';
import { accountKey, placesKey, scopeOf } from '../../src/journal/keys.js';
import { loadDataId } from '../../src/journal/data-identity.js';
import { RedisServers, type Cluster } from '../support/redis-servers.js';
import { keepMeasured } from './measured.js';
import { inWorld, type World } from './world.js';

interface Place {
  readonly slot: number;
  readonly master: number;
}

interface InCluster {
  readonly world: World;
  readonly servers: RedisServers;
  readonly cluster: Cluster;
}

async function inCluster(use: (parts: InCluster) => Promise<void>): Promise<void> {
  const servers = new RedisServers();
  try {
    const cluster = await servers.startCluster(3, 1);
    await inWorld({ redisUrl: cluster.url, settings: { latencyMs: 30 } }, (world) =>
      use({ world, servers, cluster }),
    );
  } finally {
    await servers.close();
  }
}

/** Where the account's keys are: slices, journal, rate. */
function placeOfAccount({ world, servers, cluster }: InCluster): Promise<Place> {
  const { url, credentials } = world.simulator;
  const scope = scopeOf({ authUrl: url, appid: credentials.appid, bucket: credentials.bucket });
  return servers.masterOf(accountKey(scope), cluster);
}

/** Where the keys of the data directory are: its batches. */
async function placeOfData({ world, servers, cluster }: InCluster): Promise<Place> {
  return servers.masterOf(placesKey(await loadDataId(world.data)), cluster);
}

test('a run goes on by itself when the master that has the keys of the account is killed', async () => {
  await inCluster(async (parts) => {
    const { world, servers } = parts;
    const run = world.run();
    await world.simulator.whenReceived(60);
    servers.signal((await placeOfAccount(parts)).master, 'SIGKILL');
    expect((await run.ended()).code).toBe(0);
    const found = await world.audit({ inDoubt: 0 });
    keepMeasured({ what: 'a run, Cluster: the master of the account', killed: 'Redis master', ...found });
  });
});

const PLACES = [
  { whose: 'the account', placeOf: placeOfAccount, callsStop: true },
  // Slices that are queued already don't need this master.
  { whose: 'the data directory', placeOf: placeOfData, callsStop: false },
];

describe.each(PLACES)('the master that has the keys of $whose', ({ whose, placeOf, callsStop }) => {
  test('is killed in the middle of a batch: the batch goes on by itself', async () => {
    await inCluster(async (parts) => {
      const { world, servers, cluster } = parts;
      world.worker('batch');
      world.worker('verify');
      const submitted = world.submit();
      await world.simulator.whenReceived(60);
      const { master } = await placeOf(parts);
      const since = Date.now();
      servers.signal(master, 'SIGKILL');
      await servers.untilMaster(cluster.replicas.get(master) ?? []);
      const received = world.simulator.totals().received;
      if (callsStop) await world.simulator.whenReceived(received + 1);
      const firstCallMs = callsStop ? Date.now() - since : undefined;
      expect((await submitted.ended()).code).toBe(0);
      const found = await world.audit({ inDoubt: 0 });
      keepMeasured({
        what: `in mid-batch, Cluster: the master of ${whose}`,
        killed: 'Redis master',
        ...found,
        firstCallMs,
      });
    });
  });

  test('hands their slot to another one in the middle of a batch: the batch goes on', async () => {
    await inCluster(async (parts) => {
      const { world, servers, cluster } = parts;
      world.worker('batch');
      world.worker('verify');
      const submitted = world.submit();
      await world.simulator.whenReceived(60);
      const { slot, master } = await placeOf(parts);
      const other = cluster.masters.find((port) => port !== master) ?? 0;
      await servers.moveSlot(slot, master, other, cluster);
      await servers.moveSlot(slot, other, master, cluster);
      await servers.moveSlot(slot, master, other, cluster);
      expect((await submitted.ended()).code).toBe(0);
      const found = await world.audit({ inDoubt: 0 });
      keepMeasured({ what: `in mid-batch, Cluster: the slot of ${whose} moves`, killed: '(none)', ...found });
    });
  });
});
