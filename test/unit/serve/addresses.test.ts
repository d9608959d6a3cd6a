// Which names and addresses the service goes by, and which are refused.

import { describe, expect, it } from 'vitest';
import { admissionRules, isLoopback, reachableHost, refuseUnsafe } from '../../../src/serve/addresses.js';

const NONE = { host: '127.0.0.1', proxies: [] };

describe('an address to listen on', () => {
  it.each(['127.0.0.1', 'localhost', '::1', '127.9.9.9'])('%s is this machine’s own', (host) => {
    expect(isLoopback(host)).toBe(true);
    expect(() => refuseUnsafe({ ...NONE, host })).not.toThrow();
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', 'rollcall.example', '192.168.1.1'])(
    '%s is refused without TLS or a proxy that ends it',
    (host) => {
      expect(() => refuseUnsafe({ ...NONE, host })).toThrow(/--tls-cert/);
      expect(() => refuseUnsafe({ ...NONE, host, cert: Buffer.from('x') })).not.toThrow();
      expect(() => refuseUnsafe({ ...NONE, host, origin: new URL('https://a.example') })).not.toThrow();
      expect(() => refuseUnsafe({ ...NONE, host, origin: new URL('http://a.example') })).toThrow(/https/);
    },
  );
});

describe('a name', () => {
  it('is the service’s own where it is this machine, the origin, or the address it listens on', async () => {
    const rules = await admissionRules({
      ...NONE,
      host: '10.1.2.3',
      origin: new URL('https://rollcall.invalid'),
    });
    expect(
      ['localhost', '127.0.0.1', '[::1]', 'rollcall.invalid', '10.1.2.3'].filter(
        (name) => !rules.isOurs(name),
      ),
    ).toEqual([]);
    expect(
      ['evil.example', '10.1.2.4', '', 'rollcall.invalid.evil.example'].filter((name) => rules.isOurs(name)),
    ).toEqual([]);
    expect(rules.isSecure).toBe(true);
    expect((await admissionRules(NONE)).isSecure).toBe(false);
    expect((await admissionRules({ ...NONE, host: '0.0.0.0' })).isOurs('0.0.0.0')).toBe(false);
  });
});

describe('a proxy', () => {
  it('is believed from its own addresses alone, and none where no origin is named', async () => {
    const origin = new URL('https://rollcall.invalid');
    const rules = await admissionRules({ ...NONE, origin, proxies: ['10.0.0.0/8', '2001:db8::1'] });
    expect(
      ['10.200.1.1', '2001:db8::1', '127.0.0.1', '::ffff:10.0.0.1'].filter((each) => !rules.isProxy(each)),
    ).toEqual([]);
    expect(['11.0.0.1', '2001:db8::2', 'nonsense', ''].filter((each) => rules.isProxy(each))).toEqual([]);
    expect((await admissionRules(NONE)).isProxy('127.0.0.1')).toBe(false);
    await expect(admissionRules({ ...NONE, origin, proxies: ['ten'] })).rejects.toThrow(/--proxy/);
  });
});

describe('the name that people are told', () => {
  it('is the address listened on, unless that is all of them', () => {
    expect(reachableHost({ host: '10.0.0.1' })).toBeUndefined();
    expect(reachableHost({ host: 'rollcall.example' })).toBeUndefined();
    expect(reachableHost({ host: '0.0.0.0' })).toBe('127.0.0.1');
    expect(reachableHost({ host: '::' })).toBe('127.0.0.1');
  });
});
