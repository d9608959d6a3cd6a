// Credentials and addresses that can't be FaceID's are told in one line, and no secret is in it.

import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/domain/user-error.js';
import { refuseUnusable } from '../../../../src/provider/faceid/settings-check.js';

const GOOD = { appid: 'any', bucket: '', secretId: `AKID${'x'.repeat(32)}`, secretKey: 'k'.repeat(32) };
const URL = 'https://faceid.tencentcloudapi.com';

function complaint(changed: Partial<typeof GOOD>, url = URL): string {
  try {
    refuseUnusable({ ...GOOD, ...changed }, url);
    return '';
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

describe('an address', () => {
  it.each([
    URL,
    'https://faceid.ap-guangzhou.tencentcloudapi.com',
    'https://faceid.ap-shanghai-fsi.tencentcloudapi.com',
    'https://faceid.intl.tencentcloudapi.com',
    'https://faceid.ap-singapore.intl.tencentcloudapi.com',
    'http://faceid.internal.tencentcloudapi.com',
    'http://127.0.0.1:8787',
    'https://gateway.example.com:8443',
  ])('%s is taken', (url) => {
    expect(complaint({}, url)).toBe('');
  });

  it.each([
    ['https://cvm.tencentcloudapi.com', 'cvm.tencentcloudapi.com'],
    ['https://tencentcloudapi.com', 'tencentcloudapi.com'],
    ['https://faceid.guangzhou.tencentcloudapi.com', '"guangzhou"'],
    ['https://faceid.ap_guangzhou.tencentcloudapi.com', '"ap_guangzhou"'],
    ['https://faceid.ap-guangzhou.ap-beijing.tencentcloudapi.com', 'ap-beijing'],
    ['http://service.image.myqcloud.com', 'service.image.myqcloud.com'],
    ['https://image.qcloud.com', 'image.qcloud.com'],
    ['https://faceid.tencentcloudapi.com/auth', '/auth'],
    ['http://faceid.tencentcloudapi.com', 'plain http'],
    ['http://faceid.ap-guangzhou.tencentcloudapi.com', 'https://faceid.ap-guangzhou.tencentcloudapi.com'],
  ])('%s is refused with what is wrong', (url, what) => {
    const words = complaint({}, url);
    expect(words).toContain('ROLLCALL_AUTH_URL');
    expect(words).toContain(what);
    expect(words).not.toContain('\n');
  });
});

describe('credentials', () => {
  it.each([
    ['secretId', 'AKID abc'],
    ['secretId', 'AKIDａｂｃ'],
    ['secretId', 'AKIDabc/2019'],
    ['secretId', 'AKIDabc\n'],
    ['secretKey', 'sekret key'],
    ['secretKey', 'sekret\u200b'],
  ] as const)('%s with a character that none has is refused by its place', (part, text) => {
    const words = complaint({ [part]: text });
    expect(words).toContain(part === 'secretId' ? 'ROLLCALL_SECRET_ID' : 'ROLLCALL_SECRET_KEY');
    expect(words).toMatch(/character \d+ of \d+/);
    expect(words).not.toContain(text);
  });

  it('in each other’s place are told apart', () => {
    const words = complaint({ secretId: GOOD.secretKey, secretKey: GOOD.secretId });
    expect(words).toContain('Exchange them');
    expect(words).not.toContain(GOOD.secretId);
  });
});
