// The server's own check of the signature: the official vector, and one fault at a time.

import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sign } from '../../../../src/provider/youtu/signature.js';
import { AuthorizationCheck } from '../../../../src/simulator/youtu/authorization.js';
import { DEMO_CREDENTIALS as demo, OTHER_ACCOUNT as other } from '../../../../src/simulator/credentials.js';

const NOW_SECONDS = 1_790_000_000;
const NOW_MS = NOW_SECONDS * 1000;
const VECTOR = {
  account: {
    appid: '10001290',
    bucket: 'tencentyun',
    secretId: 'AKIDgaoOYh2kOmJfWVdH4lpfxScG2zPLPGoK',
    secretKey: 'nwOKDouy5JctNOlnere4gkVoOUz5EYAb',
  },
  authorization:
    'L9U0IuDidww68urljeoq6DIid8hhPTEwMDAxMjkwJmI9dGVuY2VudHl1biZrPUFLSURnYW9PWWgya09tSmZXVmRINGxwZnhTY0cyelBM' +
    'UEdvSyZlPTE0Mzg2NjkxMTUmdD0xNDM2MDc3MTE1JnI9MTExNjImdT0wJmY9',
  expirySeconds: 1_438_669_115,
};

const GOOD = {
  a: demo.appid,
  b: demo.bucket,
  k: demo.secretId,
  e: String(NOW_SECONDS + 3600),
  t: String(NOW_SECONDS),
  r: '4711',
  u: '0',
  f: '',
};

function signed(original: string, secretKey = demo.secretKey): string {
  const digest = createHmac('sha1', secretKey).update(original).digest();
  return Buffer.concat([digest, Buffer.from(original)]).toString('base64');
}

function withFields(changed: Partial<typeof GOOD>, secretKey = demo.secretKey): string {
  const fields = Object.entries({ ...GOOD, ...changed });
  return signed(fields.map(([name, value]) => `${name}=${value}`).join('&'), secretKey);
}

function refusalOf(header: string, target: { appid: string; bucket: string } = demo): string | undefined {
  return new AuthorizationCheck([demo, other]).refusal(header, target, NOW_MS);
}

describe('a good signature', () => {
  test('of the official vector is taken until the second it expires', () => {
    const check = new AuthorizationCheck([VECTOR.account]);
    const expiresMs = VECTOR.expirySeconds * 1000;
    expect(check.refusal(VECTOR.authorization, VECTOR.account, expiresMs - 1)).toBeUndefined();
    expect(check.refusal(VECTOR.authorization, VECTOR.account, expiresMs)).toBe('9');
  });

  test('made by Rollcall is taken', () => {
    const term = { nowSeconds: NOW_SECONDS, expirySeconds: NOW_SECONDS + 86_400, random: 1 };
    expect(refusalOf(sign(demo, term))).toBeUndefined();
  });

  test('may have its fields in another order', () => {
    const fields = Object.entries(GOOD).toReversed();
    expect(refusalOf(signed(fields.map(([name, value]) => `${name}=${value}`).join('&')))).toBeUndefined();
  });

  test('serves many calls', () => {
    const check = new AuthorizationCheck([demo]);
    const header = withFields({});
    for (let call = 0; call < 3; call += 1) expect(check.refusal(header, demo, NOW_MS)).toBeUndefined();
  });

  test('needs no target where the interface names none', () => {
    expect(new AuthorizationCheck([demo]).refusal(withFields({}), undefined, NOW_MS)).toBeUndefined();
  });
});

describe('a signature is refused', () => {
  test('with 4 when it is empty', () => {
    expect(refusalOf('')).toBe('4');
  });

  test.each([
    ['not base64', 'not a signature'],
    ['base64 without padding', withFields({ r: '1' }).replace(/=+$/, '') + '!'],
    ['URL-encoded', encodeURIComponent(withFields({ r: '12' }))],
    ['only a digest', Buffer.alloc(20).toString('base64')],
    ['missing a field', signed('a=1&b=2&k=3&e=4&t=5&r=6&u=0')],
    ['with a field twice', signed(`${new URLSearchParams(GOOD).toString()}&a=1`)],
    ['with a field too many', signed(`${new URLSearchParams(GOOD).toString()}&x=1`)],
    ['without an appid', withFields({ a: '' })],
    ['with a random number of 11 digits', withFields({ r: '12345678901' })],
    ['with a negative random number', withFields({ r: '-1' })],
    ['with milliseconds for seconds', withFields({ e: String(NOW_MS + 3_600_000) })],
    ['ending before it begins', withFields({ t: String(NOW_SECONDS + 7200) })],
    ['running for longer than three months', withFields({ e: String(NOW_SECONDS + 93 * 86_400) })],
    ['bound to a file', withFields({ f: 'x.jpg' })],
  ])('with 5 when it is %s', (_, header) => {
    expect(refusalOf(header)).toBe('5');
  });

  test('with 6 when the body names another appid', () => {
    expect(refusalOf(withFields({}), { appid: other.appid, bucket: demo.bucket })).toBe('6');
  });

  test('with 6 when the body names another bucket', () => {
    expect(refusalOf(withFields({}), { appid: demo.appid, bucket: 'elsewhere' })).toBe('6');
  });

  test('with 9 when it has expired', () => {
    const old = { t: String(NOW_SECONDS - 3600), e: String(NOW_SECONDS) };
    expect(refusalOf(withFields(old))).toBe('9');
  });

  test('with 10 when nobody has the appid', () => {
    expect(refusalOf(withFields({ a: '999' }), { appid: '999', bucket: demo.bucket })).toBe('10');
  });

  test('with 11 when nobody has the SecretId', () => {
    expect(refusalOf(withFields({ k: 'AKIDnobody' }))).toBe('11');
  });

  test('with 12 when the SecretId belongs to another appid', () => {
    expect(refusalOf(withFields({ k: other.secretId }))).toBe('12');
  });

  test('with 14 when another SecretKey made it', () => {
    expect(refusalOf(withFields({}, other.secretKey))).toBe('14');
  });

  test('with 14 when a byte of the digest is another', () => {
    const bytes = Buffer.from(withFields({}), 'base64');
    bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
    expect(refusalOf(bytes.toString('base64'))).toBe('14');
  });

  test('with 16 when the appid has no such bucket', () => {
    expect(refusalOf(withFields({ b: 'none' }), { appid: demo.appid, bucket: 'none' })).toBe('16');
  });

  test('with 13 when it is for single use and was used', () => {
    const check = new AuthorizationCheck([demo]);
    const header = withFields({ e: '0', f: 'file' });
    expect(check.refusal(header, demo, NOW_MS)).toBeUndefined();
    expect(check.refusal(header, demo, NOW_MS)).toBe('13');
  });
});
