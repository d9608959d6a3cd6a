// The signature, held to a verifier that is not ours: the package `standardwebhooks`.

import { Webhook as Verifier } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { makeSecret, standardHeaders } from '../../../src/webhooks/signature.js';

const BODY = JSON.stringify({ type: 'batch.completed', data: { label: '销售 "A"', rows: 3 } });

describe('a signature', () => {
  it('is taken by an independent verifier, with the secret that signed', () => {
    const secret = makeSecret();
    const headers = standardHeaders([secret], 'msg_1', Date.now(), BODY);
    expect(new Verifier(secret).verify(BODY, headers)).toEqual(JSON.parse(BODY));
    expect(() => new Verifier(makeSecret()).verify(BODY, headers)).toThrow('No matching signature');
  });

  it('is of this body, this id and this time alone', () => {
    const secret = makeSecret();
    const headers = standardHeaders([secret], 'msg_1', Date.now(), BODY);
    const verifier = new Verifier(secret);
    expect(() => verifier.verify(`${BODY} `, headers)).toThrow('No matching signature');
    expect(() => verifier.verify(BODY, { ...headers, 'webhook-id': 'msg_2' })).toThrow('No matching');
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(() => verifier.verify(BODY, { ...headers, 'webhook-timestamp': later })).toThrow('No matching');
  });

  it('is of the attempt’s time, so that a message of days ago is still taken', () => {
    const secret = makeSecret();
    const old = standardHeaders([secret], 'msg_1', Date.now() - 3_600_000, BODY);
    expect(() => new Verifier(secret).verify(BODY, old)).toThrow('too old');
  });

  it('is made with each secret, so that a receiver may know either', () => {
    const [old, fresh] = [makeSecret(), makeSecret()];
    const headers = standardHeaders([fresh, old], 'msg_1', Date.now(), BODY);
    for (const secret of [old, fresh]) expect(new Verifier(secret).verify(BODY, headers)).toBeTruthy();
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
  });
});

it('a secret has as many bytes as the standard asks for, and is another each time', () => {
  const secret = makeSecret();
  expect(secret).toMatch(/^whsec_[A-Za-z\d+/]+=*$/);
  const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64');
  expect(bytes.length).toBeGreaterThanOrEqual(24);
  expect(bytes.length).toBeLessThanOrEqual(64);
  expect(makeSecret()).not.toBe(secret);
});
