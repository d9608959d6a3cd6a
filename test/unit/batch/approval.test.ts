// Whether a batch may call before it is approved: from its record and the limit alone.

import { describe, expect, it } from 'vitest';
import {
  awaitsApproval,
  callsAllowed,
  callsWanted,
  permittedCalls,
  standingOf,
  type Approvable,
} from '../../../src/batch/approval.js';

const BATCH: Approvable = {
  batch: 'b',
  createdBy: { id: 'u_1', by: 'session' },
  recordEstimate: 100,
  options: {},
};
const approved = (calls: number | null) => ({ by: 'u_2', how: 'session', at: 1, calls }) as const;

describe('a batch that may take more calls than the limit', () => {
  it('calls nobody until it is approved, and then as often as was approved', () => {
    expect(awaitsApproval(BATCH, 99)).toBe(true);
    expect(permittedCalls(BATCH, 99)).toBe(0);
    const open = { ...BATCH, approved: approved(null) };
    expect([awaitsApproval(open, 99), permittedCalls(open, 99)]).toEqual([false, undefined]);
    const capped = { ...BATCH, options: { maxCalls: 100 }, approved: approved(100) };
    expect([awaitsApproval(capped, 99), permittedCalls(capped, 99)]).toEqual([false, 100]);
  });

  it('awaits again once its cap is raised past what was approved', () => {
    const raised = { ...BATCH, options: { maxCalls: 60 }, approved: approved(50) };
    expect([awaitsApproval(raised, 40), permittedCalls(raised, 40)]).toEqual([true, 0]);
    // The limit itself needs no approval.
    expect(awaitsApproval(raised, 60)).toBe(false);
    const lowered = { ...BATCH, options: { maxCalls: 30 }, approved: approved(50) };
    expect([awaitsApproval(lowered, 40), permittedCalls(lowered, 40)]).toEqual([false, 30]);
  });

  it('verifies a sample within the limit, and no call more than that', () => {
    const sample = { kind: 'first', rows: 10, of: 100 } as const;
    expect([awaitsApproval({ ...BATCH, sample }, 10), permittedCalls({ ...BATCH, sample }, 10)]).toEqual([
      false,
      10,
    ]);
    expect(awaitsApproval({ ...BATCH, sample }, 9)).toBe(true);
    expect(awaitsApproval({ ...BATCH, sample: { ...sample, lifted: 'reached' } }, 10)).toBe(true);
    expect(awaitsApproval({ ...BATCH, sample: { ...sample, lifted: 'early' } }, 10)).toBe(true);
  });

  it('never calls once it was rejected, whatever the limit is now', () => {
    const rejected = { ...BATCH, rejected: { by: 'u_2', how: 'stated', at: 1 } as const };
    for (const limit of [undefined, 1, 1_000])
      expect([awaitsApproval(rejected, limit), permittedCalls(rejected, limit)]).toEqual([true, 0]);
  });
});

describe('a batch within the limit', () => {
  it('calls, but no more often than the limit', () => {
    expect([awaitsApproval(BATCH, 100), permittedCalls(BATCH, 100)]).toEqual([false, 100]);
    const capped = { ...BATCH, options: { maxCalls: 20 } };
    expect([awaitsApproval(capped, 50), permittedCalls(capped, 50)]).toEqual([false, 20]);
  });

  it('is judged by the rows that need a call, where those were counted', () => {
    expect(callsWanted({ ...BATCH, expectedCalls: 7 })).toBe(7);
    expect(awaitsApproval({ ...BATCH, expectedCalls: 7 }, 7)).toBe(false);
    expect(awaitsApproval({ ...BATCH, expectedCalls: 8 }, 7)).toBe(true);
    expect(callsWanted({ ...BATCH, expectedCalls: 0 })).toBe(0);
  });
});

describe('a batch that no limit concerns', () => {
  it('is any batch where none is set, and one that an earlier version began', () => {
    expect([callsAllowed(BATCH, undefined), permittedCalls(BATCH, undefined)]).toEqual([
      undefined,
      undefined,
    ]);
    const { createdBy: _, ...earlier } = BATCH;
    expect([awaitsApproval(earlier, 1), permittedCalls(earlier, 1)]).toEqual([false, undefined]);
    expect(permittedCalls({ ...earlier, options: { maxCalls: 5 } }, 1)).toBe(5);
  });
});

describe('the standing of a batch', () => {
  it('is that it awaits its approval, however it was left', () => {
    for (const state of ['queued', 'paused', 'halted', 'waiting', 'awaiting_approval'])
      expect(standingOf({ state }, BATCH, 10)).toMatchObject({
        state: 'awaiting_approval',
        reason: expect.stringContaining('100 calls') as string,
      });
  });

  it('is left alone where it has ended, runs, or was never started', () => {
    for (const state of ['draft', 'running', 'completed', 'cancelled'])
      expect(standingOf({ state }, BATCH, 10)).toBeUndefined();
    expect(standingOf({ state: 'paused' }, BATCH, undefined)).toBeUndefined();
  });

  it('is queued again once it may go on: approved, or the limit raised or gone', () => {
    const left = { state: 'awaiting_approval', allowedCalls: 10 };
    expect(standingOf(left, { ...BATCH, approved: approved(null) }, 10)).toEqual({ state: 'queued' });
    expect(standingOf(left, BATCH, undefined)).toEqual({ state: 'queued' });
    expect(standingOf(left, BATCH, 100)).toEqual({ state: 'queued' });
  });

  it('is still that it awaits where repeated calls have spent what was allowed', () => {
    const batch = { ...BATCH, expectedCalls: 10 };
    const left = { state: 'awaiting_approval', allowedCalls: 10 };
    expect(standingOf(left, batch, 10)).toMatchObject({
      state: 'awaiting_approval',
      reason: expect.stringContaining('had to be repeated') as string,
    });
    expect(standingOf(left, { ...batch, approved: approved(null) }, 10)).toEqual({ state: 'queued' });
  });
});
