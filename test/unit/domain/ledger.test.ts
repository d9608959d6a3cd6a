// The ledger sums calls without losing where each may have been counted.

import { expect, test } from 'vitest';
import type { Attempt } from '../../../src/domain/attempt.js';
import { BUCKET_MS, Ledger, type LedgerJson, type LedgerLine } from '../../../src/domain/ledger.js';
import { youtuCodes } from '../../../src/provider/youtu/codes.js';

const RULES = { toleranceMs: 1000, timeoutMs: 10_000 };
const BUCKET = 1000;
const START = BUCKET * BUCKET_MS;
const MIDDLE = START + BUCKET_MS / 2;

function call(partial: Partial<Attempt>): Attempt {
  const startedAt = partial.startedAt ?? MIDDLE;
  return {
    row: 1,
    attempt: 1,
    startedAt,
    finishedAt: startedAt + 100,
    result: 'answered',
    code: partial.result === undefined || partial.result === 'answered' ? '0' : undefined,
    httpStatus: 200,
    sessionId: '',
    probe: false,
    message: '',
    ...partial,
  };
}

function ledgerOf(...attempts: Attempt[]): Ledger {
  const ledger = new Ledger(RULES, youtuCodes);
  for (const attempt of attempts) ledger.addAttempt(attempt);
  return ledger;
}

function linesOf(ledger: Ledger): LedgerLine[] {
  return [...ledger.lines()];
}

const inMiddle = { first: BUCKET, last: BUCKET, home: BUCKET };

test('calls alike become one line', () => {
  const lines = linesOf(ledgerOf(call({ row: 1 }), call({ row: 2 }), call({ row: 3, code: '-5803' })));
  expect(lines).toEqual([
    { ...inMiddle, result: 'answered', code: '0', count: 2 },
    { ...inMiddle, result: 'answered', code: '-5803', count: 1 },
  ]);
});

test('a call over an edge stands under the bucket of its answer and may count on either side', () => {
  const [line] = linesOf(ledgerOf(call({ startedAt: START - 2000, finishedAt: START + 2000 })));
  expect(line).toMatchObject({ first: BUCKET - 1, last: BUCKET, home: BUCKET });
});

test.each([
  ['just before the next bucket', START + BUCKET_MS - 900, BUCKET, BUCKET + 1],
  ['just after its bucket began', START + 900, BUCKET - 1, BUCKET],
  ['further from the edge than the tolerance', START + 1100, BUCKET, BUCKET],
])('a call %s', (_, at, first, last) => {
  const [line] = linesOf(ledgerOf(call({ startedAt: at, finishedAt: at })));
  expect(line).toMatchObject({ first, last, home: BUCKET });
});

test('a call in doubt stands under the verdict that its row got later', () => {
  const lost = call({ result: 'in_doubt', finishedAt: MIDDLE + 10 });
  const lines = linesOf(ledgerOf(lost, call({ row: 2, code: '0' }), call({ attempt: 2, code: '-5803' })));
  expect(lines).toContainEqual({ ...inMiddle, result: 'in_doubt', code: '-5803', count: 1 });
});

test.each([
  ['got nothing later', []],
  ['got an internal error later', [call({ attempt: 2, code: '213' })]],
])('a call in doubt whose row %s may stand under any code', (_, later) => {
  const lines = linesOf(ledgerOf(call({ result: 'in_doubt', finishedAt: MIDDLE + 10 }), ...later));
  expect(lines).toContainEqual({ ...inMiddle, result: 'in_doubt', code: undefined, count: 1 });
});

test('a call whose end nobody saw ends at its start plus the time-out', () => {
  const startedAt = START + BUCKET_MS - 9500;
  const [line] = linesOf(ledgerOf(call({ startedAt, finishedAt: undefined, result: 'in_doubt' })));
  expect(line).toMatchObject({ first: BUCKET, last: BUCKET + 1, home: BUCKET });
});

test('a refused call is on record as such', () => {
  const [line] = linesOf(ledgerOf(call({ result: 'refused' })));
  expect(line).toMatchObject({ result: 'refused', code: undefined, count: 1 });
});

test('a ledger that was written and read again goes on where it was', () => {
  const before = ledgerOf(call({ row: 7 }), call({ row: 8, result: 'in_doubt' }));
  const after = Ledger.fromJSON(JSON.parse(JSON.stringify(before)) as LedgerJson, youtuCodes);
  expect(linesOf(after)).toEqual(linesOf(before));
  after.addAttempt(call({ row: 8, attempt: 2, code: '-5804' }));
  expect(linesOf(after)).toContainEqual({ ...inMiddle, result: 'in_doubt', code: '-5804', count: 1 });
});

test('merged ledgers hold the calls of both', () => {
  const ledger = ledgerOf(call({ row: 1 }), call({ row: 2, result: 'in_doubt' }));
  ledger.merge(ledgerOf(call({ row: 1 }), call({ row: 2, code: '-5807' })));
  expect(linesOf(ledger)).toEqual([
    { ...inMiddle, result: 'answered', code: '0', count: 2 },
    { ...inMiddle, result: 'answered', code: '-5807', count: 1 },
    { ...inMiddle, result: 'in_doubt', code: undefined, count: 1 },
  ]);
});

test('ledgers of different rules are not merged', () => {
  expect(() => ledgerOf().merge(new Ledger({ ...RULES, toleranceMs: 2 }, youtuCodes))).toThrow(RangeError);
});

const CHEAP = { from: 0, currency: 'CNY', prices: { '0': '0.25' } };
const DEAR = { from: MIDDLE, currency: 'CNY', prices: { '0': '0.30' } };

test('calls keep the price that held when they began, also when it changed within five minutes, and when stored', () => {
  const ledger = new Ledger(RULES, youtuCodes, [CHEAP, DEAR]);
  for (const startedAt of [MIDDLE - 1, MIDDLE, MIDDLE + 1]) ledger.addAttempt(call({ startedAt }));
  ledger.addAttempt(call({ row: 9, startedAt: MIDDLE - 1, result: 'in_doubt' }));
  const expected = [
    { ...inMiddle, result: 'answered', code: '0', count: 1, priceList: CHEAP },
    { ...inMiddle, result: 'answered', code: '0', count: 2, priceList: DEAR },
  ];
  const waiting = { ...inMiddle, result: 'in_doubt', code: undefined, count: 1, priceList: CHEAP };
  expect(linesOf(ledger)).toEqual([...expected, waiting]);
  const stored = JSON.parse(JSON.stringify(ledger)) as LedgerJson;
  const read = Ledger.fromJSON(stored, youtuCodes);
  expect(linesOf(read)).toEqual([...expected, waiting]);
  read.addAttempt(call({ row: 9, attempt: 2, startedAt: MIDDLE, code: '0' }));
  expect(linesOf(read)).toContainEqual({ ...waiting, code: '0' });
});

test('a ledger of version 1, whose codes are numbers, is read as one of today', () => {
  const before = ledgerOf(call({ row: 7, code: '-5803' }), call({ row: 8, result: 'in_doubt' }));
  const today = JSON.parse(JSON.stringify(before)) as LedgerJson;
  const entries = today.entries.map(([first, last, home, letter, code, count]) => {
    return [first, last, home, letter, code === null ? null : Number(code), count] as const;
  });
  expect(today.version).toBe(3);
  expect(linesOf(Ledger.fromJSON({ ...today, version: 1, entries }, youtuCodes))).toEqual(linesOf(before));
});
