// The signature TC3-HMAC-SHA256 against known vectors: two of the provider's documents, and one of FaceID itself.

import { describe, expect, it } from 'vitest';
import { authorizationOf, canonicalHash, signatureDay, signingKey } from '../../../src/provider/tc3.js';
import { Tc3Signer } from '../../../src/provider/tc3-signer.js';

const TIMESTAMP = 1_551_113_065;
const CONTENT_TYPE = 'application/json; charset=utf-8';
const CVM_BODY = '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}';
const EXAMPLE = {
  secretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE',
  secretKey: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE',
};

interface Vector {
  readonly secretId: string;
  readonly secretKey: string;
  readonly service: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

function signatureOf({ secretId, secretKey, service, headers, body }: Vector): string {
  const day = signatureDay(TIMESTAMP);
  const ofDay = { key: signingKey(secretKey, day, service), day };
  const authorization = authorizationOf(secretId, ofDay, { service, timestamp: TIMESTAMP, headers, body });
  return /Signature=(\w+)$/.exec(authorization)?.[1] ?? '';
}

describe('the signature', () => {
  it('is the one of the current document', () => {
    const vector = {
      secretId: `AKID${'*'.repeat(32)}`,
      secretKey: '*'.repeat(32),
      service: 'cvm',
      headers: [
        ['content-type', CONTENT_TYPE],
        ['host', 'cvm.tencentcloudapi.com'],
        ['x-tc-action', 'DescribeInstances'],
      ],
      body: CVM_BODY,
    } as const;
    expect(canonicalHash({ ...vector, timestamp: TIMESTAMP })).toBe(
      '7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84',
    );
    expect(signatureOf(vector)).toBe('10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f');
  });

  it('is the one of the older document, with two signed headers', () => {
    const vector = {
      ...EXAMPLE,
      service: 'cvm',
      headers: [
        ['content-type', CONTENT_TYPE],
        ['host', 'cvm.tencentcloudapi.com'],
      ],
      body: CVM_BODY,
    } as const;
    expect(canonicalHash({ ...vector, timestamp: TIMESTAMP })).toBe(
      '5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031',
    );
    expect(signatureOf(vector)).toBe('72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168');
  });

  it('is the one known of a call of FaceID, in the signer that makes calls too', () => {
    const action = {
      service: 'faceid',
      host: 'faceid.tencentcloudapi.com',
      action: 'IdCardVerification',
      version: '2018-03-01',
    };
    const signer = new Tc3Signer(EXAMPLE, action, () => TIMESTAMP * 1000 + 999);
    const { authorization, headers } = signer.sign('{"IdCard":"11204416541220243X","Name":"韦小宝"}');
    expect(authorization).toBe(
      `TC3-HMAC-SHA256 Credential=${EXAMPLE.secretId}/2019-02-25/faceid/tc3_request, ` +
        'SignedHeaders=content-type;host;x-tc-action, ' +
        'Signature=69b56868e1f86b33b0865df3fc82ce527a4a1953cf31b704dbbafc6f0e40cbbc',
    );
    expect(headers).toEqual({
      'content-type': CONTENT_TYPE,
      host: 'faceid.tencentcloudapi.com',
      'x-tc-action': 'IdCardVerification',
      'x-tc-version': '2018-03-01',
      'x-tc-timestamp': String(TIMESTAMP),
    });
  });
});

describe('the key of a day', () => {
  const action = { service: 'faceid', host: 'h', action: 'A', version: 'v' };

  it('is of the UTC day of the call, also behind midnight', () => {
    let nowMs = Date.parse('2026-11-30T23:59:59.999Z');
    const signer = new Tc3Signer(EXAMPLE, action, () => nowMs);
    const before = signer.sign('{}').authorization;
    nowMs += 1;
    const behind = signer.sign('{}').authorization;
    const fresh = new Tc3Signer(EXAMPLE, action, () => nowMs).sign('{}').authorization;
    expect(before).toContain('/2026-11-30/faceid/');
    expect(behind).toContain('/2026-12-01/faceid/');
    expect(behind).toBe(fresh);
  });

  it('serves many calls, each with a signature of its own body', () => {
    const signer = new Tc3Signer(EXAMPLE, action, () => TIMESTAMP * 1000);
    const [one, other, again] = ['{"a":1}', '{"a":2}', '{"a":1}'].map(
      (body) => signer.sign(body).authorization,
    );
    expect(one).not.toBe(other);
    expect(again).toBe(one);
  });
});
