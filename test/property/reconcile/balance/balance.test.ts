// Random days: calls are made, lost, doubled, counted by a clock that is off, and others call too. What the
// balance says of them follows from what happened.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Attempt } from '../../../../src/domain/attempt.js';
import { BUCKET_MS, bucketOf, Ledger } from '../../../../src/domain/ledger.js';
import { balance, type Balance } from '../../../../src/reconcile/balance/balance.js';
import { bucketName, dayStart, firstBucketOf } from '../../../../src/domain/days.js';
import type { Figures } from '../../../../src/domain/provider-counts.js';
import { youtuCodes } from '../../../../src/provider/youtu/codes.js';

const DAY = '2026-11-20';
const FIRST = firstBucketOf(DAY);
/** Calls fall into the buckets from this time on, some of them over an edge. */
const START = dayStart(DAY) + 100 * BUCKET_MS;
const TOLERANCE_MS = 2000;
const RUNS = { numRuns: 500 };

interface Made {
  readonly offsetMs: number;
  readonly tookMs: number;
  readonly code: string;
  /** When the call was counted, between its start (0) and its end (1). */
  readonly countedAt: number;
  readonly clockMs: number;
  readonly fate: 'answered' | 'lost_uncounted' | 'lost_counted' | 'doubled';
}

const made = fc.record<Made>({
  offsetMs: fc.integer({ min: 0, max: 2 * BUCKET_MS }),
  tookMs: fc.integer({ min: 0, max: 4000 }),
  code: fc.constantFrom('0', '-5803', '-5804'),
  countedAt: fc.double({ min: 0, max: 1, noNaN: true }),
  clockMs: fc.integer({ min: -TOLERANCE_MS, max: TOLERANCE_MS }),
  fate: fc.constantFrom('answered', 'answered', 'answered', 'lost_uncounted', 'lost_counted', 'doubled'),
});

function happened(calls: readonly Made[]): { ledger: Ledger; counted: Map<string, number> } {
  const ledger = new Ledger({ toleranceMs: TOLERANCE_MS, timeoutMs: 10_000 }, youtuCodes);
  const counted = new Map<string, number>();
  for (const [at, { offsetMs, tookMs, code, countedAt, clockMs, fate }] of calls.entries()) {
    const startedAt = START + offsetMs;
    const answered = fate === 'answered';
    const attempt: Attempt = {
      row: at + 1,
      attempt: 1,
      startedAt,
      finishedAt: startedAt + tookMs,
      result: answered ? 'answered' : 'in_doubt',
      code: answered ? code : undefined,
      httpStatus: undefined,
      sessionId: '',
      message: '',
      probe: false,
    };
    ledger.addAttempt(attempt);
    if (fate !== 'lost_uncounted') count(counted, startedAt + countedAt * tookMs + clockMs, code);
    if (fate !== 'doubled') continue;
    const again = {
      ...attempt,
      attempt: 2,
      startedAt: startedAt + tookMs,
      finishedAt: startedAt + 2 * tookMs,
    };
    ledger.addAttempt({ ...again, result: 'answered', code });
    count(counted, startedAt + tookMs + countedAt * tookMs, code);
  }
  return { ledger, counted };
}

function count(counted: Map<string, number>, atMs: number, code: string): void {
  const key = `${bucketOf(atMs)} ${code}`;
  counted.set(key, (counted.get(key) ?? 0) + 1);
}

function figuresOf(counted: ReadonlyMap<string, number>): Figures {
  const summary = new Map<string, number>();
  const list = [...counted].map(([key, calls]) => {
    const [bucket, code] = key.split(' ') as [string, string];
    summary.set(code, (summary.get(code) ?? 0) + calls);
    return { date: bucketName(Number(bucket)), counts: new Map([[code, calls]]) };
  });
  return { summary, list };
}

function balanced(ledger: Ledger, counted: ReadonlyMap<string, number>): Balance {
  return balance({
    range: { from: DAY, to: DAY },
    lines: [...ledger.lines()],
    figures: figuresOf(counted),
    codes: youtuCodes,
    baseline: [],
    billableCodes: ['0'],
    running: false,
    nowMs: dayStart('2026-12-01'),
  });
}

const day = fc.array(made, { maxLength: 30 });

test('whatever happened to our own calls is explained', () => {
  fc.assert(
    fc.property(day, (calls) => {
      const { ledger, counted } = happened(calls);
      expect(['balanced', 'explained']).toContain(balanced(ledger, counted).verdict);
    }),
    RUNS,
  );
});

test('calls of others where we made none are unexplained to the call', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 9 }), (calls, foreign) => {
      const { ledger, counted } = happened(calls);
      counted.set(`${FIRST + 20} 0`, foreign);
      const { verdict, fates } = balanced(ledger, counted);
      expect({ verdict, foreign: fates.foreign, missing: fates.missing }).toEqual({
        verdict: 'unexplained',
        foreign,
        missing: 0,
      });
    }),
    RUNS,
  );
});

test('answered calls that the provider does not count are unexplained, doubts or not', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 9 }), (calls, lost) => {
      const { ledger, counted } = happened(calls);
      for (let row = 0; row < lost; row += 1) {
        const at = dayStart(DAY) + 20.5 * BUCKET_MS;
        const call = {
          attempt: 1,
          startedAt: at,
          finishedAt: at,
          httpStatus: 200,
          sessionId: '',
          message: '',
        };
        ledger.addAttempt({ ...call, row: 1000 + row, result: 'answered', code: '0', probe: false });
      }
      const { verdict, fates } = balanced(ledger, counted);
      expect([verdict, fates.missing, fates.foreign]).toEqual(['unexplained', lost, 0]);
    }),
    RUNS,
  );
});

test('a cell is left over only where its figures differ', () => {
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 99, max: 103 }),
      (calls, others, slot) => {
        const { ledger, counted } = happened(calls);
        const key = `${FIRST + slot} 0`;
        counted.set(key, (counted.get(key) ?? 0) + others);
        const cells = balanced(ledger, counted).buckets.flatMap(({ codes }) => codes);
        expect(
          cells.filter(
            ({ foreign, missing, difference }) =>
              (foreign > 0 && difference <= 0) || (missing > 0 && difference >= 0),
          ),
        ).toEqual([]);
      },
    ),
    RUNS,
  );
});
