// One signature for many calls: when it is reused, when it is renewed.

import { expect, test } from 'vitest';
import { Signer } from '../../../../src/provider/youtu/signer.js';

const CREDENTIALS = { appid: '125', bucket: 'b', secretId: 'AKID', secretKey: 'secret' };
const HOUR_MS = 3_600_000;

class Clock {
  nowMs = Date.parse('2026-11-24T12:00:00+08:00');
  readonly signer = new Signer(CREDENTIALS, () => this.nowMs);
}

function fieldsOf(authorization: string): Map<string, string> {
  const text = Buffer.from(authorization, 'base64').subarray(20).toString();
  return new Map(text.split('&').map((field) => field.split('=') as [string, string]));
}

test('one signature serves many calls', () => {
  const clock = new Clock();
  const first = clock.signer.authorization();
  clock.nowMs += HOUR_MS;
  expect(clock.signer.authorization()).toBe(first);
});

test('a signature is multi-use: it ends within three months and never carries e=0', () => {
  const { signer, nowMs } = new Clock();
  const fields = fieldsOf(signer.authorization());
  const lifetime = Number(fields.get('e')) - Number(fields.get('t'));
  expect(Number(fields.get('t'))).toBe(nowMs / 1000);
  expect(lifetime).toBeGreaterThan(0);
  expect(lifetime).toBeLessThanOrEqual(90 * 86_400);
  expect(fields.get('r')).toMatch(/^\d{1,10}$/);
  expect(fields.get('u')).toBe('0');
  expect(fields.get('f')).toBe('');
});

test('a signature is renewed hours before its end, never used up to it', () => {
  const clock = new Clock();
  const first = clock.signer.authorization();
  const expiryMs = Number(fieldsOf(first).get('e')) * 1000;
  clock.nowMs = expiryMs - HOUR_MS;
  const second = clock.signer.authorization();
  expect(second).not.toBe(first);
  expect(Number(fieldsOf(second).get('e')) * 1000).toBeGreaterThan(expiryMs + HOUR_MS);
});

test('the refused signature is renewed once, however many calls carried it', () => {
  const { signer } = new Clock();
  const refused = signer.authorization();
  expect(signer.expired(refused)).toBe('renewed');
  const renewed = signer.authorization();
  expect(renewed).not.toBe(refused);
  expect(signer.expired(refused)).toBe('renewed');
  expect(signer.authorization()).toBe(renewed);
});

test('a renewed signature that is refused too was renewed in vain, unless a call with it was accepted', () => {
  const { signer } = new Clock();
  signer.expired(signer.authorization());
  signer.accepted(signer.authorization());
  const used = signer.authorization();
  expect(signer.expired(used)).toBe('renewed');
  signer.accepted(used);
  expect(signer.expired(signer.authorization())).toBe('in vain');
  expect(signer.expired(signer.authorization())).toBe('renewed');
});

test('in place of a refused signature one is made at the time of the next call', () => {
  const clock = new Clock();
  clock.signer.expired(clock.signer.authorization());
  clock.nowMs -= 48 * HOUR_MS;
  expect(Number(fieldsOf(clock.signer.authorization()).get('t'))).toBe(clock.nowMs / 1000);
});

test('the signer shows nothing of the secret', () => {
  const { signer } = new Clock();
  expect(JSON.stringify(signer)).toBe('{}');
});
