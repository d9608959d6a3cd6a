// The pretend bill, `DescribeBillDetail`: the calls that the pretend service has counted, by day, in the form of the
// provider's interface.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { chinaDay, chinaDayStart } from '../../domain/china-time.js';
import { formatMoney, parseMoney, times } from '../../domain/money.js';
import { ERROR } from '../../provider/faceid/codes.js';
import { clockHeaders, jsonAnswer, send, type Answer } from '../answers.js';
import { parseJson } from '../request-body.js';
import type { Ground } from '../ground.js';
import type { Settings } from '../settings.js';
import type { TallyEntry } from '../tally.js';
import { tencentAnswer } from './dialect.js';
import type { Action, Tc3Check } from './signature-check.js';

export const BILL_ACTION: Action = {
  service: 'billing',
  action: 'DescribeBillDetail',
  version: '2018-07-09',
};
const MOST_A_PAGE = 300;
const DAY_MS = 86_400_000;

const bodySchema = z.looseObject({
  Offset: z.number().int().min(0),
  Limit: z.number().int().min(1).max(MOST_A_PAGE),
  Month: z.string().regex(/^\d{4}-\d{2}$/),
});

export class BillEndpoint {
  readonly #world: Ground;
  readonly #signatures: Tc3Check;
  readonly #extra: (settings: Settings) => readonly TallyEntry[];
  queries = 0;

  /** @param extra calls of others that the bill includes */
  constructor(world: Ground, signatures: Tc3Check, extra: (settings: Settings) => readonly TallyEntry[]) {
    this.#world = world;
    this.#signatures = signatures;
    this.#extra = extra;
  }

  answer(request: IncomingMessage, response: ServerResponse, bytes: Buffer | undefined): void {
    this.queries += 1;
    const { now, settings } = this.#world;
    send(
      response,
      this.#answerOf(request, bytes ?? Buffer.alloc(0)),
      clockHeaders(now(), settings().clockOffsetMs),
    );
  }

  #answerOf(request: IncomingMessage, bytes: Buffer): Answer {
    const settings = this.#world.settings();
    const requestId = `sim-bill-${this.queries}`;
    const nowMs = this.#world.now() + settings.clockOffsetMs;
    const refusal = this.#signatures.refusal(request, bytes, BILL_ACTION, nowMs);
    if (refusal !== undefined) return tencentAnswer(refusal, requestId);
    if (settings.refuseCredentials)
      return tencentAnswer({ code: 'AuthFailure.SignatureFailure', message: '' }, requestId);
    if (settings.statFailures > 0) {
      settings.statFailures -= 1;
      return tencentAnswer({ code: ERROR.internal, message: 'try again' }, requestId);
    }
    const parsed = bodySchema.safeParse(parseJson(bytes));
    if (!parsed.success) {
      const message = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
      return tencentAnswer({ code: 'InvalidParameter', message }, requestId);
    }
    const { Offset: offset, Limit: limit, Month: month } = parsed.data;
    const details = this.#detailsOf(month, settings);
    const page = details.slice(offset, offset + Math.min(limit, settings.billPage));
    settings.billOthers += settings.billGrows;
    settings.billGrows = 0;
    return jsonAnswer(200, { Response: { DetailSet: page, Total: details.length, RequestId: requestId } });
  }

  #detailsOf(month: string, settings: Settings): object[] {
    const { billDelayDays, statMissing, billDeducted } = settings;
    const today = chinaDayStart(chinaDay(this.#world.now())) ?? 0;
    const days = new Map<string, number>();
    for (const { bucketStart, count } of [...this.#world.tally.entries(), ...this.#extra(settings)]) {
      // A day's bill is available only some days later.
      if (bucketStart >= today - (billDelayDays - 1) * DAY_MS) continue;
      const day = chinaDay(bucketStart);
      if (day.startsWith(month)) days.set(day, (days.get(day) ?? 0) + count);
    }
    let missing = statMissing;
    let deducted = billDeducted;
    const own = [...days.keys()].toSorted().map((day) => {
      const counted = days.get(day) ?? 0;
      const left = Math.min(missing, counted);
      const paid = Math.min(deducted, counted - left);
      missing -= left;
      deducted -= paid;
      return detailOf(day, counted - left, paid, settings);
    });
    // The newest line comes first, as on a real bill.
    const others = Array.from({ length: settings.billOthers }, (_, at) =>
      otherDetail(settings.billOthers - at, month, settings),
    );
    return [...others, ...own];
  }
}

/** A line of another product, in a form that FaceID's have not. */
function otherDetail(number: number, month: string, { billIds }: Settings): object {
  return {
    ...(billIds ? { Id: `other-${number}` } : {}),
    BusinessCodeName: '云服务器CVM',
    ProductCodeName: '云服务器CVM-标准型S5',
    FeeBeginTime: null,
    FeeEndTime: `${month}-01 00:00:00`,
    ComponentSet: [
      { UsedAmount: '0.0416', UsedAmountUnit: '小时', RealCost: '-0.01', DeductedMeasure: null },
    ],
  };
}

/** @param deducted how many of the calls a package has paid */
function detailOf(day: string, calls: number, deducted: number, settings: Settings): object {
  const { billPrice, billIds, billByMonth } = settings;
  const price = parseMoney(billPrice);
  const money = (count: number): string => (price === undefined ? '0' : formatMoney(times(price, count)));
  const [begin, end] = billByMonth ? [`${day.slice(0, 7)}-01`, `${day.slice(0, 7)}-28`] : [day, day];
  return {
    ...(billIds ? { Id: `faceid-${day}` } : {}),
    BusinessCodeName: '人脸核身',
    ProductCodeName: '人脸核身-身份信息核验',
    ActionTypeName: '按量计费日结',
    FeeBeginTime: `${begin} 00:00:00`,
    FeeEndTime: `${end} 23:59:59`,
    ResourceId: '',
    ComponentSet: [
      {
        ComponentCodeName: '身份信息核验',
        ItemCodeName: '身份证二要素核验',
        SinglePrice: billPrice,
        PriceUnit: '元/次',
        UsedAmount: String(calls - deducted),
        UsedAmountUnit: '次',
        RealTotalMeasure: String(calls),
        DeductedMeasure: String(deducted),
        Cost: money(calls),
        RealCost: money(calls - deducted),
      },
    ],
  };
}
