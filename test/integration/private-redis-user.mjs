// A process that uses the private Redis, for private-redis.test.ts: it says on standard output how far it is, and
// releases when standard input says so. Arguments: the built module, the data directory, `stay` or `leave`.

import process from 'node:process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [, , modulePath = '', dataDir = '', manner = 'stay'] = process.argv;
const { usePrivateRedis } = /** @type {typeof import('../../src/queue/private-redis.js')} */ (
  await import(pathToFileURL(modulePath).href)
);

process.on('SIGINT', () => process.stdout.write('interrupted\n'));
const redis = await usePrivateRedis(dataDir);
process.stdout.write(`using ${redis.socketPath}\n`);
if (manner === 'stay') {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line !== 'release') continue;
    await redis.release();
    process.stdout.write('released\n');
  }
}
