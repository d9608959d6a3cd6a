// The server's sockets: TLS of today alone, and bodies that come too slowly are cut off with a word, in the sender's language.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { NodeServer, type ServerOptions } from '../../../src/serve/node-server.js';
import { makeCertificate } from '../../support/certificate.js';

async function listening(options: Partial<ServerOptions> = {}): Promise<URL> {
  const server = await NodeServer.listen({
    host: '127.0.0.1',
    port: 0,
    fetch: async (asked) => new Response(`took ${(await asked.text()).length}`),
    mayTakeLong: (path) => path === '/long',
    ...options,
  });
  onTestFinished(() => server.close(AbortSignal.abort()));
  return new URL(server.urlAt(undefined));
}

it('speaks TLS with the certificate given, and nothing older than 1.2', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-tls-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const { authority, certificate, key } = makeCertificate(directory);
  const url = await listening({ tls: { cert: readFileSync(certificate), key: readFileSync(key) } });
  expect(url.protocol).toBe('https:');
  const ca = readFileSync(authority);
  const [response] = (await once(request(url, { ca }).end(), 'response')) as [{ statusCode?: number }];
  expect(response.statusCode).toBe(200);
  const old = connectTls({ host: '127.0.0.1', port: Number(url.port), ca, maxVersion: 'TLSv1.1' });
  const [error] = (await once(old, 'error')) as [Error];
  expect(error.message).toMatch(/protocol|version/i);
  // Plain text is none of its languages.
  const plain = connect(Number(url.port), '127.0.0.1');
  plain.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(plain.resume(), 'close');
});

it('says what is wrong with a certificate that can’t be used', async () => {
  const broken = { cert: Buffer.from('none'), key: Buffer.from('none') };
  await expect(listening({ tls: broken })).rejects.toMatchObject({ code: 'invalid-options' });
});

it.each([
  ['/short', 'zh', '请求体'],
  ['/long', 'en', 'too slowly'],
])('cuts off a body to %s that does not come on', async (path, language, said) => {
  const url = await listening({ bodyMs: 150 });
  const socket = connect(Number(url.port), '127.0.0.1');
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: localhost',
    `Accept-Language: ${language}`,
    'Content-Length: 100',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\nx`);
  let text = '';
  socket.on('data', (bytes) => (text += String(bytes)));
  await once(socket, 'close');
  expect(text).toMatch(/^HTTP\/1\.1 408 /);
  expect(text).toContain('urn:rollcall:problem:too-slow');
  expect(text).toContain(said);
});
