// What signing a call costs beside making it: processor time of both, in one run, against a service that answers at once.
// `node bench/signing.mjs`: prints the ratio, and ends with 1 where it is a tenth or more.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { built } from './built.mjs';

const CALLS = 4000;
const AT_ONCE = 20;
const CREDENTIALS = {
  appid: 'bench',
  bucket: '',
  secretId: `AKID${'x'.repeat(32)}`,
  secretKey: 'k'.repeat(32),
};
const PERSON = { idNumber: '11010519491231002X', name: '韦小宝' };
const METER = { started: () => 0, ended: () => undefined, inQuestion: { second: 0 } };

/** @param {() => Promise<void> | void} work @returns {Promise<number>} microseconds of this process */
async function processorTime(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** In a process of its own, so that what it costs is not the caller's. */
function serve() {
  let served = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      served += 1;
      response.setHeader('content-type', 'application/json');
      response.end(`{"Response":{"Result":"0","Description":"ok","RequestId":"bench-${served}"}}`);
    });
  });
  server.listen(0, '127.0.0.1', () => {
    process.send?.(/** @type {import('node:net').AddressInfo} */ (server.address()).port);
  });
  process.once('disconnect', () => process.exit());
}

async function measure() {
  const { faceid } = /** @type {any} */ (await built('provider/faceid/index.js'));
  const { ProviderClient } = /** @type {any} */ (await built('provider/client.js'));
  const service = fork(fileURLToPath(import.meta.url), ['serve']);
  const [port] = await once(service, 'message');
  const authUrl = `http://127.0.0.1:${port}`;
  const protocol = faceid.callsFor(CREDENTIALS, Date.now, authUrl);
  const settings = { authUrl, protocol, timeoutMs: 10_000, connections: AT_ONCE, proxy: {}, meter: METER };
  const client = new ProviderClient(settings);
  const call = async () => {
    for (let n = 0; n < CALLS / AT_ONCE; n += 1) await client.call(PERSON);
  };
  const calls = () => Promise.all(Array.from({ length: AT_ONCE }, call)).then(() => undefined);
  const sign = () => {
    for (let n = 0; n < CALLS; n += 1) protocol.requestAbout(PERSON);
  };
  // Once for the compiler's sake, then for the count.
  await calls();
  sign();
  const perCall = (await processorTime(calls)) / CALLS;
  const perSignature = (await processorTime(sign)) / CALLS;
  await client.close();
  service.disconnect();
  const ratio = perSignature / perCall;
  process.stdout.write(
    `signing ${perSignature.toFixed(1)} µs of ${perCall.toFixed(1)} µs of a call, its client alone: ${(100 * ratio).toFixed(1)} %\n`,
  );
  process.exitCode = ratio < 0.1 ? 0 : 1;
}

if (process.argv[2] === 'serve') serve();
else await measure();
