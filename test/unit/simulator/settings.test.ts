// What may be set, and what a mistake is answered with.

import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/domain/user-error.js';
import { applyPatch, DEFAULT_SETTINGS, parsePatch } from '../../../src/simulator/settings.js';

describe('a patch of settings', () => {
  test('may set everything to its default', () => {
    expect(applyPatch(DEFAULT_SETTINGS, parsePatch(DEFAULT_SETTINGS))).toEqual(DEFAULT_SETTINGS);
  });

  test('leaves alone what it does not name', () => {
    const settings = applyPatch(applyPatch(DEFAULT_SETTINGS, { latencyMs: 5 }), {
      dropShare: 0.5,
    });
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, latencyMs: 5, dropShare: 0.5 });
  });

  test('with an unknown key is an error that names it and those there are', () => {
    expect(() => parsePatch({ latency: 5 })).toThrow(/"latency".*there are: latencyMs/);
  });

  test.each([
    ['a share above 1', { dropShare: 1.5 }, 'dropShare'],
    ['a negative count', { hangCalls: -1 }, 'hangCalls'],
    ['a code in letters as a key of statExtra', { statExtra: { zero: 1 } }, 'statExtra'],
    ['a bucket off the 5 minutes', { statExtraAt: '2026-11-24 09:31:00' }, 'statExtraAt'],
    ['a bucket on no day', { statExtraAt: '2026-02-30 09:30:00' }, 'statExtraAt'],
    ['an HTTP status that is none of a fault', { httpStatus: 200 }, 'httpStatus'],
  ])('with %s is an error that names the setting', (_, patch, key) => {
    expect(() => parsePatch(patch)).toThrow(UserError);
    expect(() => parsePatch(patch)).toThrow(key);
  });

  test.each([undefined, null, 'latencyMs=5', [1]])('that is %j is an error', (patch) => {
    expect(() => parsePatch(patch)).toThrow(UserError);
  });
});
