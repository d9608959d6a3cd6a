// How often somebody may try to sign in.

import { describe, expect, it } from 'vitest';
import { SignInRate } from '../../../src/access/sign-in-rate.js';

const MINUTE_MS = 60_000;

describe('the rate of signing in', () => {
  it('lets a person try ten times in fifteen minutes, and says how long to wait', () => {
    let nowMs = 0;
    const rate = new SignInRate(() => nowMs);
    for (let count = 0; count < 10; count += 1) {
      expect(rate.take('Lin', '::1')).toBeUndefined();
      nowMs += MINUTE_MS;
    }
    expect(rate.take('lin', '::1')).toBe(5 * 60);
    expect(rate.take('wei', '::1')).toBeUndefined();
    expect(rate.take('lin', '::2')).toBeUndefined();
    nowMs += 5 * MINUTE_MS;
    expect(rate.take('lin', '::1')).toBeUndefined();
    expect(rate.take('lin', '::1')).toBe(60);
  });

  it('counts no more against who has signed in', () => {
    const rate = new SignInRate(() => 0);
    for (let count = 0; count < 10; count += 1) rate.take('lin', '::1');
    expect(rate.take('lin', '::1')).toBeDefined();
    rate.succeeded('lin', '::1');
    expect(rate.take('lin', '::1')).toBeUndefined();
  });

  it('stops who tries many names from one address, and many addresses for one name', () => {
    const one = new SignInRate(() => 0);
    for (let count = 0; count < 50; count += 1) expect(one.take(`n${count}`, '::1')).toBeUndefined();
    expect(one.take('another', '::1')).toBeDefined();
    const many = new SignInRate(() => 0);
    for (let count = 0; count < 100; count += 1) expect(many.take('lin', `::${count}`)).toBeUndefined();
    expect(many.take('lin', '::ffff')).toBeDefined();
  });

  it('remembers only so many', () => {
    const rate = new SignInRate(() => 0);
    for (let count = 0; count < 12_000; count += 1) rate.take(`n${count}`, `::${count}`);
    for (let count = 0; count < 10; count += 1) rate.take('lin', '::1');
    expect(rate.take('lin', '::1')).toBeDefined();
  });
});
