#!/usr/bin/env node
// A receiver of webhooks with what Node has alone: it takes a message only where the signature is right, the time is near, and the id
// is new. It knows the secret from the file `receive-webhooks.secret` beside it, mode 0600 (two lines while one takes over from the
// other), and listens where PORT says, on loopback: TLS is the proxy's before it. With the package `standardwebhooks` the
// function `isSigned` is `new Webhook(secret).verify(body, headers)`.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const SECRETS = readFileSync(new URL('receive-webhooks.secret', import.meta.url), 'utf8')
  .trim()
  .split(/\s+/);
const LONGEST_S = 300;
/** In a database where more than one process receives. */
const seen = new Set();

/**
 * @param {Record<string, string | string[] | undefined>} headers
 * @param {string} body the very text that came, before anything parses it
 */
function isSigned(headers, body) {
  const [id, timestamp, signatures = ''] = ['id', 'timestamp', 'signature'].map((name) =>
    String(headers[`webhook-${name}`]),
  );
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > LONGEST_S) return false;
  const given = signatures.split(' ').map((each) => Buffer.from(each));
  return SECRETS.some((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const own = Buffer.from(
      `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
    );
    return given.some((each) => each.length === own.length && timingSafeEqual(each, own));
  });
}

/** @param {{ type: string, timestamp: string, data: { batch?: string, schedule?: string, from?: string } }} message */
function handle({ type, data }) {
  process.stdout.write(`${type} ${data.batch ?? data.schedule ?? data.from ?? ''}\n`);
}

const server = createServer((request, response) => {
  void text(request).then((body) => {
    const id = request.headers['webhook-id'];
    if (!isSigned(request.headers, body)) return response.writeHead(401).end();
    // It comes again where the answer was lost, or somebody has it replayed: with the same id.
    if (!seen.has(id)) handle(JSON.parse(body));
    seen.add(id);
    return response.writeHead(204).end();
  });
});
server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  process.stdout.write(`http://127.0.0.1:${port}/\n`);
});
