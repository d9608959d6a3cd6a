// Asks `/verifyc/stat` for the provider's figures: it signs, sends, tries again where that may help, and otherwise
// explains. It knows HTTP and the document's codes, and nothing of our calls.

import { randomInt } from 'node:crypto';
import { backoffMs } from '../../domain/backoff.js';
import type { DayRange } from '../../domain/days.js';
import type { Figures } from '../../domain/provider-counts.js';
import { failureInWords, refusedByProxy } from '../../network/failure.js';
import { openRoute, type Route } from '../../network/route.js';
import { answerText } from '../answer-text.js';
import { CountsError } from '../counts-error.js';
import { exchange, REPLY_LIMIT_BYTES, type Question, type Reply } from '../exchange.js';
import type { CountsSettings } from '../port.js';
import { CODE } from './codes.js';
import { sign } from './signature.js';
import { readStatAnswer, type StatAnswer } from './stat-answer.js';

const PATH = '/verifyc/stat';
const SIGNATURE_SECONDS = 3600;
const RANDOM_LIMIT = 2 ** 32;
const CLOCK_DIFFERENCE_MS = 60_000;

/** The result of one request. */
type Trial =
  | { readonly kind: 'figures'; readonly figures: Figures }
  | { readonly kind: 'final'; readonly error: CountsError }
  | { readonly kind: 'again'; readonly error: CountsError };

/**
 * The figures of `range`. Missing figures and failures of the transport are tried again.
 *
 * @throws CountsError
 */
export async function fetchStat(settings: CountsSettings, range: DayRange): Promise<Figures> {
  const { statUrl: baseUrl, proxy, timeoutMs } = settings;
  const route = openRoute({ baseUrl, proxy, timeoutMs, connections: 1 });
  try {
    for (let failures = 0; ;) {
      const trial = await askOnce(settings, range, route);
      if (trial.kind === 'figures') return trial.figures;
      failures += 1;
      if (trial.kind === 'final' || failures >= settings.maxAttempts) throw trial.error;
      await settings.sleep(backoffMs(failures, settings.backoff, settings.random()));
    }
  } finally {
    await route.dispatcher.destroy();
  }
}

async function askOnce(settings: CountsSettings, range: DayRange, route: Route): Promise<Trial> {
  const { statUrl } = settings;
  let reply: Reply;
  try {
    reply = await exchange(route, questionAbout(settings, range), settings.timeoutMs);
  } catch (error) {
    return unreachable(statUrl, failureInWords(error, route), error);
  }
  const refusal = refusedByProxy(route, reply.httpStatus, reply.headers);
  if (refusal !== undefined) return unreachable(statUrl, refusal);
  const answer = readStatAnswer(answerText(reply.body, reply.bodyHeaders, REPLY_LIMIT_BYTES) ?? '');
  const ok = reply.httpStatus >= 200 && reply.httpStatus < 300;
  if (!ok && (typeof answer === 'string' || answer.kind === 'figures')) {
    return unreadable(statUrl, reply, 'which is no answer with figures');
  }
  if (typeof answer === 'string') return unreadable(statUrl, reply, answer);
  return answer.kind === 'figures' ? answer : failed(settings, range, reply, answer);
}

function unreachable(statUrl: string, reason: string, cause?: unknown): Trial {
  const words = `${statUrl} can't be reached: ${reason}. Check the network and ROLLCALL_STAT_URL.`;
  return { kind: 'again', error: new CountsError('unreachable', words, cause) };
}

function questionAbout(settings: CountsSettings, { from, to }: DayRange): Question {
  const days = { start: from, end: to };
  const inBody = settings.dates === 'body';
  return {
    method: 'GET',
    path: inBody ? PATH : `${PATH}?${new URLSearchParams(days).toString()}`,
    authorization: authorizationOf(settings),
    headers: inBody ? { 'content-type': 'application/json' } : {},
    body: inBody ? JSON.stringify(days) : null,
  };
}

function authorizationOf({ credentials, now }: CountsSettings): string {
  const nowSeconds = Math.floor(now() / 1000);
  return sign(credentials, {
    nowSeconds,
    expirySeconds: nowSeconds + SIGNATURE_SECONDS,
    random: randomInt(RANDOM_LIMIT),
  });
}

function unreadable(statUrl: string, { httpStatus }: Reply, reason: string): Trial {
  if (httpStatus === 401 || httpStatus === 403) {
    const words = `${statUrl} refused the request (HTTP ${httpStatus}): check the four credentials.`;
    return { kind: 'final', error: new CountsError('refused', words) };
  }
  const words = `${statUrl} answered HTTP ${httpStatus}, ${reason}.`;
  const mayPass = httpStatus === 200 || httpStatus === 429 || httpStatus >= 500;
  if (mayPass) return { kind: 'again', error: new CountsError('unavailable', `${words} Try again later.`) };
  return { kind: 'final', error: new CountsError('unavailable', `${words} Check ROLLCALL_STAT_URL.`) };
}

function failed(
  settings: CountsSettings,
  { from, to }: DayRange,
  reply: Reply,
  { code, message }: Extract<StatAnswer, { kind: 'failed' }>,
): Trial {
  const answered = `${settings.statUrl} answered ${code}${message === '' ? '' : ` (${message})`}`;
  if (code === CODE.statRefused) {
    const words =
      `${answered}: the signature was refused. Check ROLLCALL_APPID, ROLLCALL_BUCKET, ROLLCALL_SECRET_ID and ` +
      `ROLLCALL_SECRET_KEY.${clockInWords(settings.now(), reply.headers['date'])}`;
    return { kind: 'final', error: new CountsError('refused', words) };
  }
  if (code === CODE.statBadDates) {
    const words =
      `${answered}: it takes no query from ${from} to ${to}. Ask for fewer or later days, none of them in the ` +
      'future; how far back its figures reach is not documented.';
    return { kind: 'final', error: new CountsError('dates', words) };
  }
  const words = `${answered}: the figures are not available now. Try again later.`;
  return { kind: 'again', error: new CountsError('unavailable', words) };
}

/** A wrong clock makes signatures invalid, because they carry their time. */
function clockInWords(nowMs: number, date: string | string[] | undefined): string {
  const differenceMs = nowMs - Date.parse(String(date ?? ''));
  if (Number.isNaN(differenceMs) || Math.abs(differenceMs) <= CLOCK_DIFFERENCE_MS) return '';
  const minutes = Math.round(Math.abs(differenceMs) / 60_000);
  const side = differenceMs > 0 ? 'ahead of' : 'behind';
  return ` This machine's clock is ${minutes} min ${side} the provider's: set it right, then try again.`;
}
