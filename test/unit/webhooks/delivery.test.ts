// A message and its tries: what follows from each result, and what the receiver is sent.

import { describe, expect, it } from 'vitest';
import {
  afterTry,
  deliveryId,
  messageBody,
  newDelivery,
  replayed,
  type Delivery,
  type Try,
} from '../../../src/webhooks/delivery.js';
import { healthOf } from '../../../src/webhooks/health.js';
import { DELIVERY_ID, webhookOf } from '../../../src/webhooks/paths.js';

const WEBHOOK = 'wh_abcdefghij23';
const EVENT = {
  type: 'batch.completed',
  at: Date.parse('2026-11-30T01:00:00Z'),
  data: { batch: 'b' },
} as const;
const FAILED: Try = { at: 1_000, tookMs: 500, result: 'answered', status: 503 };

function made(): Delivery {
  return newDelivery(WEBHOOK, 'batch/b/1/completed', EVENT, 1_000);
}

describe('a message', () => {
  it('has an id that leads to its webhook, the same for the same event, another for another', () => {
    const { id } = made();
    expect(id).toMatch(DELIVERY_ID);
    expect(webhookOf(id)).toBe(WEBHOOK);
    expect(made().id).toBe(id);
    expect(deliveryId(WEBHOOK, 'batch/b/2/completed')).not.toBe(id);
    expect(deliveryId('wh_abcdefghij24', 'batch/b/1/completed')).not.toBe(id);
    expect(() => webhookOf('../../etc/passwd')).toThrow('no delivery');
  });

  it('is sent as its type, the time of its event and its data', () => {
    expect(JSON.parse(messageBody(made()))).toEqual({
      type: 'batch.completed',
      timestamp: '2026-11-30T09:00:00.000+08:00',
      data: { batch: 'b' },
    });
  });

  it('waits from the end of a try that failed, and is given up after the tenth', () => {
    let delivery = afterTry(made(), FAILED);
    expect(delivery).toMatchObject({ state: 'pending', tries: 1, nextAt: 6_500 });
    for (let tries = 2; tries < 10; tries += 1) {
      delivery = afterTry(delivery, FAILED);
      expect(delivery).toMatchObject({ state: 'pending', tries });
    }
    expect(afterTry(delivery, FAILED)).toMatchObject({ state: 'failed', tries: 10 });
  });

  it('is over once it is taken, or the receiver is gone', () => {
    expect(afterTry(made(), { ...FAILED, result: 'delivered', status: 200 }).state).toBe('delivered');
    expect(afterTry(made(), { ...FAILED, result: 'gone', status: 410 }).state).toBe('gone');
    expect(afterTry(made(), FAILED, true).state).toBe('failed');
  });

  it('waits for as long as the receiver says', () => {
    const delivery = afterTry(made(), { ...FAILED, retryAfterMs: 120_000 });
    expect(delivery.nextAt).toBe(121_500);
  });

  it('that is replayed keeps its id, its text and its log, and has all its tries again', () => {
    const failed = afterTry({ ...made(), tries: 9 }, FAILED);
    const again = replayed(failed, 99_000);
    expect(again).toMatchObject({ id: failed.id, state: 'pending', nextAt: 99_000, tries: 0, log: [FAILED] });
    expect(messageBody(again)).toBe(messageBody(failed));
  });

  it('keeps the newest of very many tries', () => {
    let delivery = made();
    for (let at = 1; at <= 70; at += 1) delivery = afterTry(replayed(delivery, at), { ...FAILED, at });
    expect(delivery.log).toHaveLength(50);
    expect(delivery.log.at(-1)?.at).toBe(70);
  });
});

describe('a webhook', () => {
  const taken: Try = { at: 2_000, tookMs: 1, result: 'delivered', status: 200 };
  const log = (...tries: Try[]) => ({ state: 'pending' as const, log: tries });

  it('fails since the first try that was in vain after the last that was taken', () => {
    const later = { ...FAILED, at: 3_000, problem: 'answered 503' };
    const last = { ...FAILED, at: 4_000, problem: 'no answer in time' };
    const health = healthOf([log(FAILED, taken), log(later), log(last)]);
    expect(health).toEqual({
      open: 3,
      lastTakenAt: 2_000,
      failingSince: 3_000,
      lastProblem: 'no answer in time',
    });
  });

  it('works where its last try was taken, and is untried without any', () => {
    expect(healthOf([log(FAILED, taken)])).toMatchObject({ lastTakenAt: 2_000, failingSince: undefined });
    expect(healthOf([])).toEqual({
      open: 0,
      lastTakenAt: undefined,
      failingSince: undefined,
      lastProblem: undefined,
    });
  });
});
