// Calls and figures through forward proxies that behave as those of companies do, and what is said of one that refuses.

import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CallEnd } from '../../../src/domain/decision.js';
import type { ProxySettings } from '../../../src/network/proxy.js';
import { CallMeter } from '../../../src/verify/call-meter.js';
import { ProviderClient } from '../../../src/provider/client.js';
import { youtu } from '../../../src/provider/youtu/index.js';
import { makeCertificate } from '../../support/certificate.js';
import { forwardProxy } from '../../support/forward-proxy.js';
import { statServer } from '../reconcile/stat-server.js';

const ACCOUNT = { appid: '125', bucket: 'b', secretId: 'AKID', secretKey: 'secret' };
const PERSON = { idNumber: '11010519491231002X', name: '张三' };
const OK = '{"code":0,"message":"OK","data":{"session_id":"s-1"}}';
const PATIENT_MS = 20_000;

interface Service {
  readonly url: string;
  readonly heads: Readonly<Record<string, unknown>>[];
}

async function service(answer: { status?: number; body?: string } = {}, secure = false): Promise<Service> {
  const heads: Record<string, unknown>[] = [];
  const listener: RequestListener = (request, response) => {
    heads.push({ ...request.headers, url: request.url });
    request.resume().on('end', () => response.writeHead(answer.status ?? 200).end(answer.body ?? OK));
  };
  const server = secure ? createTlsServer(certificate(), listener) : createServer(listener);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http${secure ? 's' : ''}://127.0.0.1:${port}`, heads };
}

/** A certificate of an authority that nobody here knows. */
function certificate(): { cert: Buffer; key: Buffer } {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-proxies-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const { certificate: cert, key } = makeCertificate(directory);
  return { cert: readFileSync(cert), key: readFileSync(key) };
}

async function endOf(authUrl: string, proxy: ProxySettings, told: string[] = []): Promise<CallEnd> {
  const made = new ProviderClient({
    authUrl,
    protocol: youtu.callsFor(ACCOUNT, Date.now),
    timeoutMs: PATIENT_MS,
    connections: 2,
    proxy,
    meter: new CallMeter(youtu.codes.monitored),
    onUnreached: (reason) => told.push(reason),
  });
  onTestFinished(() => made.close());
  return (await made.call(PERSON)).end;
}

async function refusalOf(authUrl: string, proxy: ProxySettings): Promise<string> {
  const told: string[] = [];
  const end = await endOf(authUrl, proxy, told);
  if (end.kind !== 'refused') throw new Error(`not refused: ${JSON.stringify(end)}`);
  expect(told).toEqual([end.reason]);
  return end.reason;
}

describe('plain http through a proxy that opens tunnels to port 443 alone', () => {
  it('arrives: the request is handed over in the absolute form, with the service as its host', async () => {
    const { url, heads } = await service();
    const proxy = await forwardProxy({ tunnelPorts: [443] });
    const end = await endOf(`${url}/base`, { httpProxy: `http://${proxy.host}` });
    expect(end).toMatchObject({ kind: 'answered', code: '0' });
    expect(proxy.seen).toEqual([`POST ${url}/base/auth/idcard`]);
    expect(heads[0]).toMatchObject({ host: url.slice('http://'.length), url: '/base/auth/idcard' });
  });

  it('brings the figures too', async () => {
    const proxy = await forwardProxy({ tunnelPorts: [443] });
    const server = await statServer({ body: '{"code":0,"message":"","data":{"summary":{},"list":[]}}' });
    onTestFinished(() => server.close());
    const settings = { ...server.settings, proxy: { httpProxy: proxy.host } };
    await youtu.fetchCounts(settings, { from: '2017-09-01', to: '2017-09-01' });
    expect(proxy.seen).toEqual([`GET ${server.url}/verifyc/stat`]);
    expect(server.asked).toHaveLength(1);
  });

  it('works where the proxy is named without a scheme', async () => {
    const { url } = await service();
    const proxy = await forwardProxy({ tunnelPorts: [443] });
    expect(await endOf(url, { httpProxy: proxy.host })).toMatchObject({ kind: 'answered' });
  });
});

describe('https through a proxy', () => {
  it('goes through a tunnel, and what is wrong with the certificate behind it is said of the service', async () => {
    const { url } = await service({}, true);
    const proxy = await forwardProxy();
    const reason = await refusalOf(url, { httpsProxy: `http://${proxy.host}` });
    expect(proxy.seen).toEqual([`CONNECT ${url.slice('https://'.length)}`]);
    expect(reason).toMatch(/certificate of 127\.0\.0\.1:\d+ is signed by nobody.*NODE_EXTRA_CA_CERTS/);
  });

  it('that opens no tunnel there is said of the proxy, not of the service', async () => {
    const { url, heads } = await service({}, true);
    const proxy = await forwardProxy({ tunnelPorts: [443] });
    const reason = await refusalOf(url, { httpsProxy: `http://ann:secret@${proxy.host}` });
    expect(reason).toContain(`the proxy http://${proxy.host} answers 403: it doesn't let requests through`);
    expect(reason).not.toContain('secret');
    expect(heads).toEqual([]);
  });
});

describe('a proxy that wants a login', () => {
  it('gets that of its address, decoded, and the service never sees it', async () => {
    const { url, heads } = await service();
    const proxy = await forwardProxy({ login: 'an n:p@s/s' });
    const httpProxy = `http://an%20n:p%40s%2Fs@${proxy.host}`;
    expect(await endOf(url, { httpProxy })).toMatchObject({ kind: 'answered' });
    expect(JSON.stringify(heads)).not.toContain('proxy-authorization');
  });

  it('gets it for a tunnel as well', async () => {
    const { url } = await service({}, true);
    const proxy = await forwardProxy({ login: 'ann:p%' });
    const reason = await refusalOf(url, { httpsProxy: `http://ann:p%@${proxy.host}` });
    expect(reason).toContain('certificate');
  });

  it.each([
    ['', /it wants a login, USER:PASSWORD@ before its host/],
    ['ann:wrong@', /doesn't take the login in HTTP_PROXY/],
  ])('and gets "%s" is named, and no call counts as sent', async (login, wanted) => {
    for (const secure of [false, true]) {
      const { url, heads } = await service({}, secure);
      const proxy = await forwardProxy({ login: 'ann:right' });
      const reason = await refusalOf(url, { httpProxy: `http://${login}${proxy.host}` });
      expect(reason).toContain(`the proxy http://${proxy.host} answers 407`);
      expect(reason).toMatch(wanted);
      expect(reason).not.toContain('wrong');
      expect(heads).toEqual([]);
    }
  });

  it('is named where the figures are asked for', async () => {
    const proxy = await forwardProxy({ login: 'ann:right' });
    const server = await statServer({ body: '' });
    onTestFinished(() => server.close());
    const settings = { ...server.settings, proxy: { httpProxy: `ann:wrong@${proxy.host}` } };
    const failure = youtu.fetchCounts(settings, { from: '2017-09-01', to: '2017-09-01' });
    await expect(failure).rejects.toMatchObject({
      failure: 'unreachable',
      message: expect.stringMatching(/the proxy http:\/\/127\.0\.0\.1:\d+ answers 407/) as unknown,
    });
  });
});

describe('a proxy that answers itself', () => {
  it.each([
    [403, { 'X-Squid-Error': 'ERR_ACCESS_DENIED 0' }, /doesn't let requests through/],
    [503, { 'X-Squid-Error': 'ERR_DNS_FAIL 0' }, /doesn't reach 127\.0\.0\.1:\d+ itself/],
    [502, { 'Proxy-Status': 'gate; error=connection_refused' }, /doesn't reach/],
  ])('%i %j says that nothing was sent', async (status, headers, wanted) => {
    const { url } = await service();
    const proxy = await forwardProxy({ refuse: { status, headers } });
    expect(await refusalOf(url, { httpProxy: proxy.host })).toMatch(wanted);
  });

  it.each([
    [504, { 'X-Squid-Error': 'ERR_READ_TIMEOUT 0' }],
    [502, {}],
  ])('%i %j may have sent it: the call stays in doubt', async (status, headers) => {
    const { url } = await service();
    const proxy = await forwardProxy({ refuse: { status, headers } });
    expect(await endOf(url, { httpProxy: proxy.host })).toMatchObject({
      kind: 'unreadable',
      httpStatus: status,
    });
  });

  it('is not meant where the service gives such a status', async () => {
    const { url } = await service({ status: 502 });
    const proxy = await forwardProxy();
    expect(await endOf(url, { httpProxy: proxy.host })).toMatchObject({
      kind: 'unreadable',
      httpStatus: 502,
    });
  });
});

describe('a proxy that is not there', () => {
  it.each(['http', 'https'])('is named, for %s', async (scheme) => {
    const { url } = await service({}, scheme === 'https');
    const reason = await refusalOf(url, { httpProxy: 'http://ann:secret@127.0.0.1:1' });
    expect(reason).toBe('the proxy http://127.0.0.1:1 refuses connections: nothing listens there');
  });
});

it('both endpoints are told which program calls', async () => {
  const { url, heads } = await service();
  await endOf(url, {});
  expect(heads[0]).toMatchObject({
    'user-agent': expect.stringMatching(/^rollcall\/\d+\.\d+\.\d+/) as unknown,
  });
  const server = await statServer({ body: '{"code":0,"message":"","data":{"summary":{},"list":[]}}' });
  onTestFinished(() => server.close());
  await youtu.fetchCounts(server.settings, { from: '2017-09-01', to: '2017-09-01' });
  expect(server.asked[0]?.headers['user-agent']).toBe(heads[0]?.['user-agent']);
});
