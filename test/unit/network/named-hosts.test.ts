// Hosts that a setting names, and whether an address is at one of them.

import { expect, it } from 'vitest';
import { isNamedHost, parseNamedHost } from '../../../src/network/named-hosts.js';

it.each([
  ['hooks.lan', 'hooks.lan'],
  ['Hooks.LAN:8080', 'hooks.lan:8080'],
  ['10.0.0.5', '10.0.0.5'],
  ['10.0.0.5:080', '10.0.0.5:80'],
  ['[fd00::5]:443', '[fd00::5]:443'],
  ['fd00::5', '[fd00::5]'],
  ['内网.公司', new URL('http://内网.公司').hostname],
  ['under_score', 'under_score'],
])('%s is the host %s', (text, host) => {
  expect(parseNamedHost(text)).toBe(host);
});

it.each([
  '',
  'http://hooks.lan',
  'hooks.lan/path',
  '*.lan',
  '10.0.0.0/8',
  'user@hooks.lan',
  'a b',
  'hooks.lan:',
])('"%s" names no host', (text) => {
  expect(parseNamedHost(text)).toBeUndefined();
});

it('an address is at a named host by its name and, where that is named, its port', () => {
  const at = (url: string, ...named: string[]): boolean => isNamedHost(new URL(url), named);
  expect(at('http://hooks.lan/x', 'hooks.lan')).toBe(true);
  expect(at('https://HOOKS.lan:8443/x', 'hooks.lan')).toBe(true);
  expect(at('http://hooks.lan./x', 'hooks.lan')).toBe(true);
  expect(at('http://hooks.lan/x', 'hooks.lan:80')).toBe(true);
  expect(at('https://hooks.lan/x', 'hooks.lan:443')).toBe(true);
  expect(at('http://hooks.lan:81/x', 'hooks.lan:80')).toBe(false);
  expect(at('http://not-hooks.lan/x', 'hooks.lan')).toBe(false);
  expect(at('http://hooks.lan.evil.example/x', 'hooks.lan')).toBe(false);
  // However an address is written, a URL has it in one form.
  expect(at('http://0x7f.1/x', '127.0.0.1')).toBe(true);
  expect(at('http://[::1]/x', '[::1]')).toBe(true);
});
