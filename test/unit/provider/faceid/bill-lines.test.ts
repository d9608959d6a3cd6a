// What a detail of the bill says of FaceID, and that nothing else is read as if it did.

import { expect, test } from 'vitest';
import { billOf, readPage, type Detail } from '../../../../src/provider/faceid/bill-lines.js';

function detail(over: Partial<Detail> = {}, part: object = {}): Detail {
  return {
    BusinessCodeName: '人脸核身',
    ProductCodeName: '人脸核身-身份信息核验',
    FeeBeginTime: '2026-11-20 00:00:00',
    FeeEndTime: '2026-11-20 23:59:59',
    ComponentSet: [{ ItemCodeName: '二要素', UsedAmount: '10', UsedAmountUnit: '次', ...part }],
    ...over,
  };
}

function linesOf(over: Partial<Detail> = {}, part: object = {}) {
  return billOf([detail(over, part)], '2026-11').lines;
}

test('the number before packages is taken, and what a package paid stands beside it', () => {
  expect(
    linesOf({}, { UsedAmount: '7', RealTotalMeasure: '10.00000000', DeductedMeasure: '3', RealCost: '2.10' }),
  ).toEqual([
    { period: '2026-11-20', item: '人脸核身-身份信息核验 · 二要素', calls: 10, deducted: 3, amount: '2.10' },
  ]);
  expect(linesOf()).toMatchObject([{ calls: 10, deducted: undefined, amount: undefined }]);
});

test.each([
  ['2026-11-20 00:00:00', '2026-11-20 23:59:59', '2026-11-20'],
  ['2026-11-20 00:00:00', '2026-11-21 00:00:00', '2026-11-20'],
  ['2026-11-20 09:00:00', '2026-11-20 10:00:00', '2026-11-20'],
  ['2026-11-01 00:00:00', '2026-11-30 23:59:59', '2026-11'],
  ['2026-11-01 00:00:00', '2026-12-01 00:00:00', '2026-11'],
  [null, null, '2026-11'],
])('a fee from %s to %s belongs to %s', (FeeBeginTime, FeeEndTime, period) => {
  expect(linesOf({ FeeBeginTime, FeeEndTime })).toMatchObject([{ period }]);
});

test.each([
  ['元/次', 'CNY'],
  ['USD/次', 'USD'],
  ['美元/次', 'USD'],
  ['次', undefined],
  [null, undefined],
])('a price in %s is one in %s', (PriceUnit, currency) => {
  expect(linesOf({}, { PriceUnit })[0]?.currency).toBe(currency);
});

test('a refund has its sign', () => {
  expect(linesOf({}, { UsedAmount: '-4', RealCost: '-1.20' })).toMatchObject([
    { calls: -4, amount: '-1.20' },
  ]);
});

test('a package that was bought is money without calls', () => {
  expect(linesOf({}, { UsedAmount: '1', UsedAmountUnit: '个', RealCost: '3000' })).toMatchObject([
    { calls: 0, amount: '3000' },
  ]);
});

test('what is not FaceID’s is not looked at, whatever form it has', () => {
  const other = {
    BusinessCodeName: '云服务器CVM',
    ProductCodeName: null,
    ComponentSet: [7, { UsedAmount: {} }],
  };
  expect(billOf([detail(other)], '2026-11')).toEqual({ lines: [], notes: [] });
});

test('a line of FaceID that can’t be read is said, and not counted as nothing', () => {
  for (const part of [{ UsedAmount: 'x' }, { UsedAmount: '1.5' }, { UsedAmount: null }, { UsedAmount: {} }]) {
    const { lines, notes } = billOf([detail({}, part)], '2026-11');
    expect({ lines, notes }).toMatchObject({ lines: [], notes: [{ ok: false }] });
  }
});

test('a page may leave out its total, and is none without its details', () => {
  expect(readPage({ Response: { DetailSet: [], Total: null } })).toEqual({ details: [], total: undefined });
  expect(readPage({ Response: { Error: { Code: 'x' } } })).toBeUndefined();
});
