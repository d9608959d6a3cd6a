// The pretend bill: what was counted, page by page, signed for its own service.

import { describe, expect, test } from 'vitest';
import { Bench, numberOf } from './bench.js';

interface Detail {
  readonly FeeBeginTime: string;
  readonly ComponentSet: readonly {
    readonly RealTotalMeasure: string;
    readonly DeductedMeasure: string;
    readonly RealCost: string;
  }[];
}

async function bill(bench: Bench, asked: object = {}): Promise<readonly Detail[]> {
  const body = { Offset: 0, Limit: 300, Month: '2026-11', ...asked };
  const { response } = await bench.post(body, bench.signer('DescribeBillDetail'));
  return (response['DetailSet'] ?? []) as readonly Detail[];
}

function countsOf(details: readonly Detail[]): [day: string, calls: string][] {
  return details.map(({ FeeBeginTime, ComponentSet: [part] }) => [
    FeeBeginTime.slice(0, 10),
    part?.RealTotalMeasure ?? '',
  ]);
}

describe('the bill', () => {
  test('has the billed calls of each day of the month, and no others', async () => {
    const bench = await Bench.start();
    for (const sequence of [1, 7, 992, 2]) await bench.ask(numberOf(sequence));
    bench.nowMs = Date.parse('2026-11-29T23:59:59+08:00');
    await bench.ask(numberOf(3));
    bench.nowMs = Date.parse('2026-12-02T00:00:00+08:00');
    await bench.ask(numberOf(4));
    expect(countsOf(await bill(bench))).toEqual([
      ['2026-11-29', '1'],
      ['2026-11-30', '3'],
    ]);
    expect(countsOf(await bill(bench, { Month: '2026-12' }))).toEqual([['2026-12-02', '1']]);
  });

  test('comes page by page', async () => {
    const bench = await Bench.start();
    for (let day = 1; day <= 5; day += 1) {
      bench.nowMs = Date.parse(`2026-11-0${day}T12:00:00+08:00`);
      await bench.ask(numberOf(day));
    }
    const pages = [];
    for (const offset of [0, 2, 4, 6]) pages.push((await bill(bench, { Offset: offset, Limit: 2 })).length);
    expect(pages).toEqual([2, 2, 1, 0]);
  });

  test('is late, shows what a package paid, and calls of others, where it is told to', async () => {
    const bench = await Bench.start({ billDelayDays: 1, billDeducted: 1, statExtra: { '0': 2 } });
    for (const sequence of [1, 2]) await bench.ask(numberOf(sequence));
    expect(await bill(bench)).toEqual([]);
    bench.nowMs += 86_400_000;
    const [detail] = await bill(bench);
    expect(detail?.ComponentSet[0]).toMatchObject({
      RealTotalMeasure: '4',
      DeductedMeasure: '1',
      RealCost: '0.9',
    });
  });

  test('is refused to whoever signs for another service, and fails where it is told to', async () => {
    const bench = await Bench.start({ statFailures: 1 });
    const body = { Offset: 0, Limit: 1, Month: '2026-11' };
    const forFaceid = await bench.post(body, bench.signer(), (headers) => ({
      ...headers,
      'x-tc-action': 'DescribeBillDetail',
      'x-tc-version': '2018-07-09',
    }));
    expect(forFaceid.code).toBe('AuthFailure.InvalidAuthorization');
    expect((await bench.post(body, bench.signer('DescribeBillDetail'))).code).toBe('InternalError');
    expect((await bench.post({ ...body, Limit: 301 }, bench.signer('DescribeBillDetail'))).code).toBe(
      'InvalidParameter',
    );
  });
});
