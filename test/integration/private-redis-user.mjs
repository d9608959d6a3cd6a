// A process that uses the private Redis, for private-redis.test.ts: it says on standard output how far it is, and does
// what the lines of standard input say, `use` and `release`. Arguments: the built module and the data directory.

import process from 'node:process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [, , modulePath = '', dataDir = ''] = process.argv;
const { usePrivateRedis } = /** @type {typeof import('../../src/redis/private-redis.js')} */ (
  await import(pathToFileURL(modulePath).href)
);

/** @type {import('../../src/redis/private-redis.js').PrivateRedis | undefined} */
let redis;

process.on('SIGINT', () => process.stdout.write('interrupted\n'));
process.stdout.write('there\n');
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'use') {
    redis = await usePrivateRedis(dataDir);
    process.stdout.write(`using ${redis.socketPath}\n`);
  } else if (line === 'release') {
    await redis?.release();
    process.stdout.write('released\n');
  }
}
