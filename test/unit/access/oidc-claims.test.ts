// What a provider of identities says of somebody.

import { describe, expect, it } from 'vitest';
import { claimedRights, nameIn } from '../../../src/access/oidc-claims.js';

const NAMES = { roleClaim: 'role', labelsClaim: 'labels' };

describe('the claims of a provider', () => {
  it('give a role, and the labels', () => {
    expect(claimedRights({ role: 'operator', labels: ['north', 'south'] }, NAMES)).toEqual({
      role: 'operator',
      labels: ['north', 'south'],
    });
    expect(claimedRights({ role: ['staff', 'viewer'], labels: 'north' }, NAMES)).toEqual({
      role: 'viewer',
      labels: ['north'],
    });
    expect(claimedRights({ role: 'approver' }, NAMES)).toEqual({ role: 'approver', labels: 'all' });
    expect(claimedRights({ role: 'admin', labels: ['north'] }, NAMES)).toEqual({
      role: 'admin',
      labels: 'all',
    });
  });

  it('that name no label give none, and not all of them', () => {
    for (const labels of ['', [], [''], [7], {}, null])
      expect(claimedRights({ role: 'operator', labels }, NAMES)).toEqual({ role: 'operator', labels: [] });
  });

  it('let nobody in without one role that is known', () => {
    for (const role of [undefined, '', 'root', 'ADMIN', 7, null, {}, [], ['admin', 'viewer']])
      expect(() => claimedRights({ role }, NAMES)).toThrow('no role that is known here');
  });

  it('give a name, of whichever kind there is', () => {
    expect(nameIn({ preferred_username: 'lin', name: 'Lin Wei' }, '42')).toBe('lin');
    expect(nameIn({ name: 'Lin Wei', email: 'lin@example.org' }, '42')).toBe('Lin Wei');
    expect(nameIn({ name: '' }, '42')).toBe('42');
    expect(nameIn({ name: 'a\u001b[31m\nb\u202ec' }, '42')).toBe('a [31m b c');
    expect(nameIn({ name: 'x'.repeat(99) }, '42')).toHaveLength(64);
  });
});
