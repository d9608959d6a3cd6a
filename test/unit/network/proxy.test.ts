// Which proxy a URL is reached through, as curl would have it, and what a bad address is told.

import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/domain/user-error.js';
import { proxyFor } from '../../../src/network/proxy.js';

const SERVICE = new URL('http://service.image.example');

function proxy(httpProxy: string) {
  return proxyFor(SERVICE, { httpProxy });
}

function complaint(httpProxy: string): string {
  try {
    proxy(httpProxy);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

const basic = (login: string): string => `Basic ${Buffer.from(login).toString('base64')}`;

describe('the address of a proxy', () => {
  it.each([
    ['http://proxy:3128', 'http://proxy:3128'],
    ['proxy:3128', 'http://proxy:3128'],
    [' proxy:3128/ ', 'http://proxy:3128'],
    ['10.1.2.3:8080', 'http://10.1.2.3:8080'],
    ['[fd00::1]:8080', 'http://[fd00::1]:8080'],
    ['HTTP://Proxy.Example', 'http://proxy.example'],
    ['https://proxy', 'https://proxy'],
  ])('%s is taken', (address, origin) => {
    expect(proxy(address)).toEqual({ origin, authorization: undefined });
  });

  it.each([
    ['http://ann:secret@proxy:3128', 'ann:secret'],
    ['ann:secret@proxy:3128', 'ann:secret'],
    ['http://DOM%5Cann:p%40ss%2Fw%23@proxy:3128', 'DOM\\ann:p@ss/w#'],
    ['http://ann:100%@proxy:3128', 'ann:100%'],
    ['http://ann@proxy:3128', 'ann:'],
    ['http://%E5%BC%A0:p@proxy:3128', '张:p'],
  ])('%s has a login', (address, login) => {
    expect(proxy(address)).toEqual({ origin: 'http://proxy:3128', authorization: basic(login) });
  });

  it.each([
    'http://ann:se/cret@proxy:1',
    'http://ann:12/34@proxy:1',
    'ann:se#cret@proxy:1',
    'http://',
    'ftp://secret@proxy',
    'a b',
  ])('%s is refused without being repeated, and says how a password is written', (address) => {
    expect(complaint(address)).toMatch(/USER:PASSWORD@ before HOST.*%2F %23/);
    expect(complaint(address)).not.toMatch(/cret|34@|ann/);
  });

  it.each(['socks5://proxy:1080', 'socks5h://ann:secret@proxy:1080', 'SOCKS://proxy'])(
    '%s is refused as one of another kind',
    (address) => {
      expect(complaint(address)).toMatch(/SOCKS.*NO_PROXY/);
      expect(complaint(address)).not.toContain('secret');
    },
  );

  it('for https is that of http where there is no other', () => {
    const target = new URL('https://image.example');
    expect(proxyFor(target, { httpProxy: 'a:1' })).toMatchObject({ origin: 'http://a:1' });
    expect(proxyFor(target, { httpProxy: 'a:1', httpsProxy: 'b:2' })).toMatchObject({ origin: 'http://b:2' });
    expect(proxyFor(SERVICE, { httpsProxy: 'b:2' })).toBeUndefined();
  });
});

describe('NO_PROXY', () => {
  it.each([
    ['http://service.image.example', '*'],
    ['http://service.image.example', 'other, *'],
    ['http://service.image.example', 'service.image.example'],
    ['http://service.image.example', 'SERVICE.image.Example'],
    ['http://service.image.example.', 'service.image.example'],
    ['http://service.image.example', 'image.example.'],
    ['http://service.image.example', '.image.example'],
    ['http://service.image.example', '*.image.example'],
    ['http://service.image.example', 'a.example image.example'],
    ['http://service.image.example', 'image.example:80'],
    ['https://service.image.example', 'image.example:443'],
    ['http://service.image.example:8080', 'localhost,image.example:8080'],
    ['http://localhost:8787', 'localhost,127.0.0.1'],
    ['http://10.20.30.40', '10.0.0.0/8'],
    ['http://10.20.30.40', '10.20.30.40/32'],
    ['http://10.20.30.40:81', '10.0.0.0/8:81'],
    ['http://172.31.255.255', '172.16.0.0/12'],
    ['http://127.0.0.1:8787', '127.0.0.1:8787'],
    ['http://1.2.3.4', '0.0.0.0/0'],
    ['http://[::1]:8787', '[::1]'],
    ['http://[::1]:8787', '::1'],
    ['http://[::1]:8787', '[::1]:8787'],
    ['http://[0:0:0:0:0:0:0:1]', '::1'],
    ['http://[fd12:3456::1]', 'fd00::/8'],
    ['http://[fd12:3456::1]', '[fd00::]/8'],
  ])('for %s, "%s" says that none is needed', (url, noProxy) => {
    expect(proxyFor(new URL(url), { httpProxy: 'proxy:1', noProxy })).toBeUndefined();
  });

  it.each([
    ['http://service.image.example', ''],
    ['http://service.image.example', 'other.example'],
    ['http://service.image.example', 'mage.example'],
    ['http://service.image.example', 'service.image.example:8080'],
    ['http://service.image.example', '10.0.0.0/8'],
    ['http://localhost:8787', '127.0.0.1'],
    ['http://127.0.0.1:8787', 'localhost'],
    ['http://11.20.30.40', '10.0.0.0/8'],
    ['http://10.20.30.40', '10.0.0.0/40'],
    ['http://10.20.30.40', '10.0.0.0/x'],
    ['http://10.20.30.40', '30.40'],
    ['http://10.20.30.40', 'fd00::/8'],
    ['http://[fd12::1]', '::1'],
  ])('for %s, "%s" says nothing', (url, noProxy) => {
    expect(proxyFor(new URL(url), { httpProxy: 'proxy:1', noProxy })).toBeDefined();
  });

  it('that covers the service lets a proxy be of any kind', () => {
    expect(proxyFor(SERVICE, { httpProxy: 'socks5://p:1', noProxy: 'image.example' })).toBeUndefined();
  });
});
