// A webhook: what it is told, its secrets over time, its address as others see it.

import { describe, expect, it } from 'vitest';
import {
  maskedUrl,
  newWebhook,
  rotated,
  secretsAt,
  wants,
  WEBHOOK_ID,
} from '../../../src/webhooks/webhook.js';

const HOUR = 3_600_000;

function webhook(over: Partial<Parameters<typeof newWebhook>[0]> = {}) {
  const asked = {
    url: 'https://hooks.example/a',
    on: ['batch.completed'] as const,
    labels: [],
    language: 'en',
  };
  return newWebhook({ ...asked, shape: 'standard', ...over } as Parameters<typeof newWebhook>[0], 1_000);
}

describe('a webhook', () => {
  it('has an id and a secret of its own; a robot has the one that its page gives, or none', () => {
    const [one, other] = [webhook(), webhook()];
    expect(one.id).toMatch(WEBHOOK_ID);
    expect(one.id).not.toBe(other.id);
    expect(one.secrets).toHaveLength(1);
    expect(webhook({ shape: 'dingtalk', secret: 'SEC1' }).secrets).toEqual([{ secret: 'SEC1' }]);
    expect(webhook({ shape: 'wecom' }).secrets).toEqual([]);
  });

  it('is told what it wants, of its labels, and nothing once it is disabled', () => {
    const all = webhook();
    expect(wants(all, 'batch.completed', 'sales')).toBe(true);
    expect(wants(all, 'batch.completed', undefined)).toBe(true);
    expect(wants(all, 'batch.halted', 'sales')).toBe(false);
    expect(wants({ ...all, disabledAt: 1 }, 'batch.completed', 'sales')).toBe(false);
    const some = webhook({ on: ['batch.completed', 'reconciliation.finished'], labels: ['sales'] });
    expect(wants(some, 'batch.completed', 'sales')).toBe(true);
    expect(wants(some, 'batch.completed', 'hr')).toBe(false);
    expect(wants(some, 'batch.completed', undefined)).toBe(false);
    // What is about all labels together is not for those who see some.
    expect(wants(some, 'reconciliation.finished', 'sales')).toBe(false);
  });

  it('is signed with the old secret beside the new one until its time is over', () => {
    const before = webhook();
    const [old = ''] = secretsAt(before, 0);
    const once = rotated(before, 'whsec_two', 10 * HOUR, 34 * HOUR);
    expect(secretsAt(once, 11 * HOUR)).toEqual(['whsec_two', old]);
    expect(secretsAt(once, 34 * HOUR)).toEqual(['whsec_two']);
    // A later rotation gives an old secret no longer life.
    const twice = rotated(once, 'whsec_three', 12 * HOUR, 36 * HOUR);
    expect(secretsAt(twice, 13 * HOUR)).toEqual(['whsec_three', 'whsec_two', old]);
    expect(secretsAt(twice, 35 * HOUR)).toEqual(['whsec_three', 'whsec_two']);
    // With no time at all the old one is out at once.
    expect(secretsAt(rotated(before, 'whsec_two', 10 * HOUR, 10 * HOUR), 10 * HOUR)).toEqual(['whsec_two']);
  });
});

it.each([
  ['https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx', 'https://qyapi.weixin.qq.com/…'],
  ['https://hooks.example:8443/secret-path', 'https://hooks.example:8443/…'],
  ['https://hooks.example/', 'https://hooks.example/'],
])('of %s is shown %s', (url, shown) => {
  expect(maskedUrl(url)).toBe(shown);
});
