// Asks `DescribeBillDetail` for what FaceID was billed in a month, page by page, signed for the service `billing`. Tries
// again where that may help, and reads a bill that changes meanwhile anew. It knows nothing of our own calls.

import type { Bill } from '../../domain/bill.js';
import { backoffMs } from '../../domain/backoff.js';
import { chinaDay } from '../../domain/china-time.js';
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
import { billOf, readPage, type Page } from './bill-lines.js';
import { faceidCodes } from './codes.js';
import { isWhole, Reading } from './bill-reading.js';
import { refuseHost } from './settings-check.js';

/** What is asked for; an answer may have fewer. */
const PAGE = 300;
/** Nobody's bill of one month has more. */
const MOST_PAGES = 10_000;
/** The interface takes five questions a second. */
const BETWEEN_PAGES_MS = 200;
const MONTHS_BACK = 18;

/**
 * @param months `YYYY-MM`
 * @throws CountsError, and UserError where the address can't be the bill's
 */
export async function fetchBill(settings: BillSettings, months: readonly string[]): Promise<Bill> {
  const { billUrl: baseUrl, proxy, timeoutMs, now } = settings;
  refuseHost('ROLLCALL_BILL_URL', baseUrl, 'billing');
  const first = monthsBefore(chinaDay(now()).slice(0, 7), MONTHS_BACK);
  const tooOld = months.find((month) => month < first);
  if (tooOld !== undefined)
    throw new CountsError('dates', ({ bill }) =>
      bill.monthTooOld({ month: tooOld, months: MONTHS_BACK, first }),
    );
  const route = openRoute({ baseUrl, proxy, timeoutMs, connections: 1 });
  try {
    const bills: Bill[] = [];
    for (const month of months) bills.push(await monthOf(settings, route, month));
    return { lines: bills.flatMap(({ lines }) => lines), notes: bills.flatMap(({ notes }) => notes) };
  } finally {
    await route.dispatcher.destroy();
  }
}

/** A bill may grow between two pages, which moves its lines: then it is read anew, until nothing has moved. */
async function monthOf(settings: BillSettings, route: Route, month: string): Promise<Bill> {
  let before: Reading | undefined;
  for (let readings = 1; ; readings += 1) {
    const reading = await readAll(settings, route, month);
    if (isWhole(reading, before)) {
      for (const { about, body } of reading.answers) settings.onAnswer?.({ about, body });
      const { lines, notes } = billOf(reading.details, month);
      return { lines, notes: [...notes, ...reading.noteFor(month)] };
    }
    if (readings >= settings.maxAttempts)
      throw new CountsError('unavailable', ({ bill }) => bill.keepsChanging({ month, readings }));
    before = reading;
  }
}

async function readAll(settings: BillSettings, route: Route, month: string): Promise<Reading> {
  const reading = new Reading();
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    if (pages > 0) await settings.sleep(BETWEEN_PAGES_MS);
    const { page, reply } = await askUntilAnswered(settings, route, month, reading.next);
    reading.add(page, { about: `${month} from ${reading.next}`, body: reply.body });
    if (page.details.length === 0 || reading.isAtEnd) return reading;
  }
  throw new CountsError('unavailable', ({ bill }) => bill.noEnd({ month, pages: MOST_PAGES }));
}

interface Answered {
  readonly page: Page;
  readonly reply: Reply;
}

async function askUntilAnswered(
  settings: BillSettings,
  route: Route,
  month: string,
  offset: number,
): Promise<Answered> {
  for (let failures = 1; ; failures += 1) {
    const asked = await ask(settings, route, month, offset);
    if (!(asked instanceof CountsError)) return asked;
    const final = asked.failure === 'credentials' || asked.failure === 'dates';
    if (final || failures >= settings.maxAttempts) throw asked;
    await settings.sleep(backoffMs(failures, settings.backoff, settings.random()));
  }
}

async function ask(
  { billUrl, credentials, timeoutMs, now }: BillSettings,
  route: Route,
  month: string,
  offset: number,
): Promise<Answered | CountsError> {
  const action = {
    service: 'billing',
    host: new URL(billUrl).host,
    action: 'DescribeBillDetail',
    version: '2018-07-09',
  };
  const body = JSON.stringify({ Offset: offset, Limit: PAGE, Month: month, NeedRecordNum: 1 });
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
  return pageIn(billUrl, reply, month);
}

function pageIn(billUrl: string, reply: Reply, month: string): Answered | CountsError {
  const text = answerText(reply.body, reply.bodyHeaders, REPLY_LIMIT_BYTES) ?? '';
  const page = readPage(parseAnswer(text));
  if (reply.httpStatus === 200 && page !== undefined) return { page, reply };
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
  if (/^(?:Invalid|Missing|Unknown)Parameter/.test(code))
    return new CountsError('dates', (words) => words.bill.cantBeAsked({ url, what: what(words), month }));
  if (effect !== 'account' && effect !== 'expired')
    return new CountsError('unavailable', (words) => words.service.answeredLater({ url, what: what(words) }));
  const aheadMs = clockAheadMs(reply.headers['date']);
  const remedy = faceidCodes.remedyOf(code, Math.abs(aheadMs) > CLOCK_MARGIN_MS ? aheadMs : undefined);
  return new CountsError('credentials', (words) => {
    const toDo = remedy(words).replace('IdCardVerification', 'DescribeBillDetail');
    return words.service.refusedWith({ url, what: what(words), remedy: toDo });
  });
}

function unreachable(url: string, why: Say, cause?: unknown): CountsError {
  const say: Say = (words) =>
    words.service.unreached({ url, why: why(words), variable: 'ROLLCALL_BILL_URL' });
  return new CountsError('unreachable', say, cause);
}

function monthsBefore(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, (number ?? 1) - 1 - count, 1)).toISOString().slice(0, 7);
}
