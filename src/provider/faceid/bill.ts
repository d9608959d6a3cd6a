// Asks `DescribeBillDetail` for what FaceID was billed in a month, page by page, signed for the service `billing`. Tries
// again where that may help. It knows the interface's shape and nothing of our own calls.

import { z } from 'zod';
import type { BillLine } from '../../domain/bill.js';
import { backoffMs } from '../../domain/backoff.js';
import { NO_RETRY } from '../../domain/return-codes.js';
import { failureInWords, refusedByProxy } from '../../network/failure.js';
import { openRoute, type Route } from '../../network/route.js';
import type { Say } from '../../words/words.js';
import { parseAnswer } from '../answer-json.js';
import { CLOCK_MARGIN_MS, clockAheadMs } from '../answer-headers.js';
import { CountsError } from '../counts-error.js';
import { answerText } from '../answer-text.js';
import { exchange, REPLY_LIMIT_BYTES, type Reply } from '../exchange.js';
import type { BillSettings } from '../port.js';
import { Tc3Signer } from '../tc3-signer.js';
import { readAnswerText } from './answer.js';
import { faceidCodes } from './codes.js';
import { refuseHost } from './settings-check.js';

const PAGE = 300;
/** Nobody's bill of one month has more. */
const MOST_PAGES = 1000;
const BUSINESS = '人脸核身';
const UNIT = '次';

const decimal = z.string().regex(/^\d+(?:\.\d+)?$/);
const whole = z.union([z.string(), z.number()]).transform(Number).pipe(z.int().min(0));
const componentSchema = z.looseObject({
  UsedAmount: whole.nullish(),
  UsedAmountUnit: z.string().nullish(),
  RealTotalMeasure: whole.nullish(),
  DeductedMeasure: whole.nullish(),
  RealCost: decimal.nullish(),
});
const detailSchema = z.looseObject({
  BusinessCodeName: z.string().nullish(),
  FeeBeginTime: z.string(),
  FeeEndTime: z.string(),
  ComponentSet: z.array(componentSchema),
});
const pageSchema = z.object({ Response: z.looseObject({ DetailSet: z.array(detailSchema) }) });
type Detail = z.infer<typeof detailSchema>;

/**
 * @param months `YYYY-MM`
 * @throws CountsError, and UserError where the address can't be the bill's
 */
export async function fetchBill(settings: BillSettings, months: readonly string[]): Promise<BillLine[]> {
  const { billUrl: baseUrl, proxy, timeoutMs } = settings;
  refuseHost('ROLLCALL_BILL_URL', baseUrl, 'billing');
  const route = openRoute({ baseUrl, proxy, timeoutMs, connections: 1 });
  try {
    const lines: BillLine[] = [];
    for (const month of months) {
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const details = await askUntilAnswered(settings, route, month, page * PAGE);
        lines.push(...details.flatMap(linesOf));
        if (details.length < PAGE) break;
      }
    }
    return lines;
  } finally {
    await route.dispatcher.destroy();
  }
}

async function askUntilAnswered(
  settings: BillSettings,
  route: Route,
  month: string,
  offset: number,
): Promise<readonly Detail[]> {
  for (let failures = 1; ; failures += 1) {
    const asked = await ask(settings, route, month, offset);
    if (!(asked instanceof CountsError)) return asked;
    if (asked.failure === 'refused' || failures >= settings.maxAttempts) throw asked;
    await settings.sleep(backoffMs(failures, settings.backoff, settings.random()));
  }
}

async function ask(
  { billUrl, credentials, timeoutMs, now }: BillSettings,
  route: Route,
  month: string,
  offset: number,
): Promise<readonly Detail[] | CountsError> {
  const action = {
    service: 'billing',
    host: new URL(billUrl).host,
    action: 'DescribeBillDetail',
    version: '2018-07-09',
  };
  const body = JSON.stringify({ Offset: offset, Limit: PAGE, Month: month, NeedRecordNum: 0 });
  const signed = new Tc3Signer(credentials, action, now).sign(body);
  const question = { method: 'POST', path: '/', body, ...signed } as const;
  let reply: Reply;
  try {
    reply = await exchange(route, question, timeoutMs);
  } catch (error) {
    return unreachable(billUrl, failureInWords(error, route), error);
  }
  const refusal = refusedByProxy(route, reply.httpStatus, reply.headers);
  if (refusal !== undefined) return unreachable(billUrl, refusal);
  return detailsIn(billUrl, reply);
}

function detailsIn(billUrl: string, reply: Reply): readonly Detail[] | CountsError {
  const text = answerText(reply.body, reply.bodyHeaders, REPLY_LIMIT_BYTES) ?? '';
  const page = pageSchema.safeParse(parseAnswer(text));
  if (reply.httpStatus === 200 && page.success) return page.data.Response.DetailSet;
  const answer = readAnswerText(text);
  const url = billUrl;
  if (answer === undefined) {
    const status = reply.httpStatus;
    return new CountsError('unavailable', ({ service }) => service.noBill({ url, status }));
  }
  const { code } = answer;
  const effect = faceidCodes.effectOf(code, NO_RETRY);
  const meaning = faceidCodes.meaningOf(code);
  const what: Say = ({ language, service }) =>
    meaning === undefined
      ? service.codeUnknown({ code })
      : service.codeMeans({ code, meaning: meaning[language] });
  if (effect !== 'account' && effect !== 'expired')
    return new CountsError('unavailable', (words) => words.service.answeredLater({ url, what: what(words) }));
  const aheadMs = clockAheadMs(reply.headers['date']);
  const remedy = faceidCodes.remedyOf(code, Math.abs(aheadMs) > CLOCK_MARGIN_MS ? aheadMs : undefined);
  return new CountsError('refused', (words) => {
    const toDo = remedy(words).replace('IdCardVerification', 'DescribeBillDetail');
    return words.service.refusedWith({ url, what: what(words), remedy: toDo });
  });
}

function unreachable(url: string, why: Say, cause?: unknown): CountsError {
  const say: Say = (words) =>
    words.service.unreached({ url, why: why(words), variable: 'ROLLCALL_BILL_URL' });
  return new CountsError('unreachable', say, cause);
}

/** Of other products and in other units nothing is taken. */
function linesOf({ BusinessCodeName: business, FeeBeginTime, FeeEndTime, ComponentSet }: Detail): BillLine[] {
  if (business?.includes(BUSINESS) !== true) return [];
  const [from, to] = [FeeBeginTime.slice(0, 10), FeeEndTime.slice(0, 10)];
  const period = from === to ? from : from.slice(0, 7);
  return ComponentSet.flatMap((part) => {
    const calls = part.RealTotalMeasure ?? part.UsedAmount ?? undefined;
    if (calls === undefined || (part.UsedAmountUnit ?? UNIT) !== UNIT) return [];
    const deducted = part.DeductedMeasure ?? undefined;
    return [{ period, calls, deducted, amount: part.RealCost ?? undefined }];
  });
}
