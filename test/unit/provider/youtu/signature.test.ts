// The signature against the provider's own vector, character for character.

import * as fc from 'fast-check';
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { sign } from '../../../../src/provider/youtu/signature.js';

const CREDENTIALS = {
  appid: '10001290',
  bucket: 'tencentyun',
  secretId: 'AKIDgaoOYh2kOmJfWVdH4lpfxScG2zPLPGoK',
  secretKey: 'nwOKDouy5JctNOlnere4gkVoOUz5EYAb',
};

test('the official vector comes out character for character', () => {
  expect(sign(CREDENTIALS, { nowSeconds: 1436077115, expirySeconds: 1438669115, random: 11162 })).toBe(
    'L9U0IuDidww68urljeoq6DIid8hhPTEwMDAxMjkwJmI9dGVuY2VudHl1biZrPUFLSURnYW9PWWgya09tSmZXVmRINGxwZnhTY0cyelBMUEdvSyZlPTE0Mzg2NjkxMTUmdD0xNDM2MDc3MTE1JnI9MTExNjImdT0wJmY9',
  );
});

test('a signature is the digest of the text behind it, on one line of standard base64', () => {
  const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme-ascii' });
  fc.assert(
    fc.property(
      fc.record({ appid: text, bucket: text, secretId: text, secretKey: text }),
      fc.integer({ min: 1, max: 4e9 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      (credentials, nowSeconds, random) => {
        const signature = sign(credentials, { nowSeconds, expirySeconds: nowSeconds + 60, random });
        const bytes = Buffer.from(signature, 'base64');
        const { appid, bucket, secretId, secretKey } = credentials;
        const original = `a=${appid}&b=${bucket}&k=${secretId}&e=${nowSeconds + 60}&t=${nowSeconds}&r=${random}&u=0&f=`;
        expect(signature).toMatch(/^[A-Za-z0-9+/]+=*$/);
        expect(bytes.subarray(20).toString()).toBe(original);
        expect(bytes.subarray(0, 20)).toEqual(createHmac('sha1', secretKey).update(original).digest());
      },
    ),
  );
});

test('the secret key is nowhere in the signature', () => {
  const signature = sign(CREDENTIALS, { nowSeconds: 1, expirySeconds: 2, random: 3 });
  expect(Buffer.from(signature, 'base64').toString('latin1')).not.toContain(CREDENTIALS.secretKey);
});
