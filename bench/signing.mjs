// What signing a FaceID call costs beside making it: processor time of both, in one run, against a service that answers at
// once. Nothing but the client counts as the call, so the share of a whole run is smaller.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { built } from './built.mjs';

const CALLS = 4000;
const QUICK_CALLS = 400;
const AT_ONCE = 20;
/** The share that signing must stay below. */
const MOST = 0.1;
const NOTHING = { perCall: 0, perSignature: 0, ratio: Infinity };
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

/**
 * @param {import('./bench.mjs').Options} options
 * @returns {Promise<import('./table.mjs').Table[]>}
 */
export async function bench({ rounds: wanted, quick, say }) {
  say('signing: calls and signatures in turns');
  const count = quick ? QUICK_CALLS : CALLS;
  const { faceid } = /** @type {typeof import('../src/provider/faceid/index.js')} */ (
    await built('provider/faceid/index.js')
  );
  const { ProviderClient } = /** @type {typeof import('../src/provider/client.js')} */ (
    await built('provider/client.js')
  );
  const service = fork(fileURLToPath(import.meta.url));
  const [port] = /** @type {unknown[]} */ (await once(service, 'message'));
  const authUrl = `http://127.0.0.1:${Number(port)}`;
  const protocol = faceid.callsFor(CREDENTIALS, Date.now, authUrl);
  const settings = { authUrl, protocol, timeoutMs: 10_000, connections: AT_ONCE, proxy: {}, meter: METER };
  const client = new ProviderClient(settings);
  const call = async () => {
    for (let n = 0; n < count / AT_ONCE; n += 1) await client.call(PERSON);
  };
  const calls = () => Promise.all(Array.from({ length: AT_ONCE }, call)).then(() => undefined);
  const sign = () => {
    for (let n = 0; n < count; n += 1) protocol.requestAbout(PERSON);
  };
  // The first round is the compiler's; of the others the middle one counts, as the machine does other things too.
  const rounds = [];
  for (let round = 0; round <= wanted; round += 1) {
    const perCall = (await processorTime(calls)) / count;
    const perSignature = (await processorTime(sign)) / count;
    if (round > 0) rounds.push({ perCall, perSignature, ratio: perSignature / perCall });
  }
  await client.close();
  service.disconnect();
  const { perCall, perSignature, ratio } =
    rounds.sort((a, b) => a.ratio - b.ratio)[rounds.length >> 1] ?? NOTHING;
  return [
    {
      title: 'Signing a FaceID call beside making it',
      notes: [`processor time; the share must stay below ${MOST}`],
      lines: [{ 'µs a signature': perSignature, 'µs a call with it': perCall, share: ratio }],
    },
  ];
}

// Else the benchmark is loaded, whatever it was asked for by.
if (process.argv[1] === fileURLToPath(import.meta.url)) serve();
