// Passwords that are tried at the same time: no more wait than can be tried within a moment.

import { expect, it } from 'vitest';
import { isPassword, keepPassword } from '../../../src/access/password.js';

const COST = { n: 2 ** 12, r: 8, p: 1 };

it('is refused, not put at the end of a long queue, and tried again once others are done', async () => {
  const kept = await keepPassword('a made-up password', COST);
  const tries = await Promise.allSettled(
    Array.from({ length: 200 }, () => isPassword('a made-up password', kept, COST)),
  );
  const refused = tries.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  expect(refused.length).toBeGreaterThan(100);
  expect(refused.length).toBeLessThan(190);
  for (const error of refused) expect(error).toMatchObject({ code: 'busy-sign-in' });
  const taken = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  expect(new Set(taken)).toEqual(new Set([true]));
  expect(await isPassword('another made-up one', kept, COST)).toBe(false);
});
