// Asks `/verifyc/stat` for the provider's figures: it signs, sends, tries again where that may help, and otherwise
// explains. It knows HTTP and the document's codes, and nothing of our calls.

import { randomInt } from 'node:crypto';
import { backoffMs } from '../../domain/backoff.js';
import type { DayRange } from '../../domain/days.js';
import type { Figures } from '../../domain/provider-counts.js';
import { failureInWords, refusedByProxy } from '../../network/failure.js';
import { openRoute, type Route } from '../../network/route.js';
import type { Say } from '../../words/words.js';
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
  if (!ok && (typeof answer === 'function' || answer.kind === 'figures'))
    return unreadable(statUrl, reply, ({ service }) => service.noFigures);
  if (typeof answer === 'function') return unreadable(statUrl, reply, answer);
  if (answer.kind !== 'figures') return failed(settings, range, reply, answer);
  settings.onAnswer?.({ about: `${range.from} to ${range.to}`, body: reply.body });
  return answer;
}

function unreachable(url: string, why: Say, cause?: unknown): Trial {
  const say: Say = (words) =>
    words.service.unreached({ url, why: why(words), variable: 'ROLLCALL_STAT_URL' });
  return { kind: 'again', error: new CountsError('unreachable', say, cause) };
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

function unreadable(url: string, { httpStatus: status }: Reply, reason: Say): Trial {
  if (status === 401 || status === 403) {
    const error = new CountsError('credentials', ({ service }) => service.refusedByStatus({ url, status }));
    return { kind: 'final', error };
  }
  const mayPass = status === 200 || status === 429 || status >= 500;
  const error = new CountsError('unavailable', (words) => {
    const about = { url, status, reason: reason(words) };
    return mayPass ? words.service.unreadableLater(about) : words.service.unreadable(about);
  });
  return { kind: mayPass ? 'again' : 'final', error };
}

function failed(
  settings: CountsSettings,
  { from, to }: DayRange,
  reply: Reply,
  { code, message }: Extract<StatAnswer, { kind: 'failed' }>,
): Trial {
  const url = settings.statUrl;
  const answered: Say = ({ service }) =>
    message === '' ? service.answered({ url, code }) : service.answeredWith({ url, code, message });
  if (code === CODE.statRefused) {
    const clock = clockInWords(settings.now(), reply.headers['date']);
    const say: Say = (words) => words.service.signatureRefused({ answered: answered(words) }) + clock(words);
    return { kind: 'final', error: new CountsError('credentials', say) };
  }
  if (code === CODE.statBadDates) {
    const say: Say = (words) => words.service.daysRefused({ answered: answered(words), from, to });
    return { kind: 'final', error: new CountsError('dates', say) };
  }
  const say: Say = (words) => words.service.figuresLater({ answered: answered(words) });
  return { kind: 'again', error: new CountsError('unavailable', say) };
}

/** A further sentence: a wrong clock makes signatures invalid, because they carry their time. */
function clockInWords(nowMs: number, date: string | string[] | undefined): Say {
  const differenceMs = nowMs - Date.parse(String(date ?? ''));
  if (Number.isNaN(differenceMs) || Math.abs(differenceMs) <= CLOCK_DIFFERENCE_MS) return () => '';
  const minutes = Math.round(Math.abs(differenceMs) / 60_000);
  return ({ service }) =>
    differenceMs > 0 ? service.ourClockAhead({ minutes }) : service.ourClockBehind({ minutes });
}
