// Whether a bill is consistent by itself, and what is to be known of its lines. Pure: it does not compare them with ours.

import type { Bill, BillLine, BillPeriod } from '../../domain/bill.js';
import type { ProviderCheck } from '../balance/provider-checks.js';
import { sumsOf } from './bill-sums.js';

const NAMED_AT_MOST = 5;

/** @param periods that are compared */
export function billChecks({ lines, notes }: Bill, periods: readonly BillPeriod[]): ProviderCheck[] {
  const own = lines.filter((line) => periods.some((period) => line.period.startsWith(period)));
  return [linesRead(lines, notes), datesInRange(lines, own), deductions(own), refunds(own), amounts(own)];
}

function linesRead(lines: readonly BillLine[], notes: Bill['notes']): ProviderCheck {
  const many = {
    en: `${lines.length} lines of FaceID were read`,
    zh: `读取了 ${lines.length} 行人脸核身账单`,
  };
  const said = [many, ...notes.slice(0, NAMED_AT_MOST)];
  const more = notes.length > NAMED_AT_MOST ? '; …' : '';
  return {
    check: 'lines_read',
    ok: notes.every(({ ok }) => ok),
    detail: said.map(({ en }) => en).join('; ') + more,
    detail_zh: said.map(({ zh }) => zh).join('；') + more,
  };
}

/** Only a note: a month's bill has the other days, too. */
function datesInRange(lines: readonly BillLine[], own: readonly BillLine[]): ProviderCheck {
  const others = lines.length - own.length;
  return {
    check: 'dates_in_range',
    ok: true,
    detail:
      others === 0
        ? 'every line is of these days'
        : `of other days, and not compared: ${others === 1 ? '1 line' : `${others} lines`}`,
    detail_zh: others === 0 ? '各行均属于这些日期' : `${others} 行属于其他日期，未参与比较`,
  };
}

function deductions(lines: readonly BillLine[]): ProviderCheck {
  const wrong = lines.filter(
    ({ calls, deducted }) => deducted !== undefined && calls >= 0 && deducted > calls,
  );
  const deducted = sumsOf(lines)?.deducted_calls ?? null;
  const some = wrong.slice(0, NAMED_AT_MOST).map(({ period }) => period);
  if (wrong.length > 0)
    return {
      check: 'deductions',
      ok: false,
      detail: `lines on which a package paid more calls than there are: ${some.join(', ')}`,
      detail_zh: `资源包抵扣次数多于调用次数的行：${some.join('，')}`,
    };
  const said =
    deducted === null
      ? ['the bill does not say which calls a package has paid', '账单未说明资源包抵扣']
      : [`${deducted} calls were paid by a package`, `资源包抵扣 ${deducted} 次`];
  return { check: 'deductions', ok: true, detail: said[0] ?? '', detail_zh: said[1] ?? '' };
}

/** Only a note: a refund is counted as what it takes back. */
function refunds(lines: readonly BillLine[]): ProviderCheck {
  const back = lines.filter(({ calls, amount }) => calls < 0 || amount?.startsWith('-') === true);
  const sums = sumsOf(back);
  const words = (calls: string): string =>
    [calls, sums?.amount ?? ''].filter((text) => text !== '').join(', ');
  return {
    check: 'refunds',
    ok: true,
    detail:
      sums === null
        ? 'nothing is taken back'
        : `taken back on ${back.length === 1 ? '1 line' : `${back.length} lines`}: ${words(`${sums.calls} calls`)}`,
    detail_zh: sums === null ? '没有退款行' : `${back.length} 行退款：${words(`${sums.calls} 次`)}`,
  };
}

/** Only a note: without every amount there is no sum of money. */
function amounts(lines: readonly BillLine[]): ProviderCheck {
  const without = lines.filter(({ amount, calls }) => amount === undefined && calls !== 0).length;
  return {
    check: 'amounts',
    ok: true,
    detail:
      without === 0
        ? 'every line has its amount'
        : `${without} of ${lines.length} lines have no amount, so no sum of money is stated`,
    detail_zh:
      without === 0 ? '每行均有金额' : `${lines.length} 行中有 ${without} 行无金额，因此不给出金额合计`,
  };
}
