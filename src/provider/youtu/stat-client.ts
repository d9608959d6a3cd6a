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
import type { CountsSettings } from '../port.js';
import { CODE } from './codes.js';
import { sign } from './signature.js';
import { readStatAnswer, type StatAnswer } from './stat-answer.js';

const PATH = '/verifyc/stat';
const ANSWER_LIMIT_BYTES = 4 * 1024 * 1024;
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

interface Reply {
  readonly httpStatus: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

async function askOnce(settings: CountsSettings, range: DayRange, route: Route): Promise<Trial> {
  const { statUrl } = settings;
  let reply: Reply;
  try {
    reply = await send(settings, range, route);
  } catch (error) {
    return unreachable(statUrl, failureInWords(error, route), error);
  }
  const refusal = refusedByProxy(route, reply.httpStatus, reply.headers);
  if (refusal !== undefined) return unreachable(statUrl, refusal);
  const answer = readStatAnswer(reply.text);
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

async function send(settings: CountsSettings, { from, to }: DayRange, route: Route): Promise<Reply> {
  const { dates, timeoutMs } = settings;
  const days = { start: from, end: to };
  const inBody = dates === 'body';
  const query = inBody ? '' : `?${new URLSearchParams(days).toString()}`;
  const { statusCode, headers, body } = await route.dispatcher.request({
    origin: route.origin,
    path: `${route.prefix}${PATH}${query}`,
    method: 'GET',
    headers: {
      ...route.headers,
      authorization: authorizationOf(settings),
      ...(inBody ? { 'content-type': 'application/json' } : {}),
    },
    body: inBody ? JSON.stringify(days) : null,
    signal: AbortSignal.timeout(timeoutMs),
  });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > ANSWER_LIMIT_BYTES) throw new Error('its answer is longer than figures can be');
    chunks.push(chunk);
  }
  const about = {
    packing: headers['content-encoding']?.toString(),
    type: headers['content-type']?.toString(),
  };
  return {
    httpStatus: statusCode,
    headers,
    text: answerText(Buffer.concat(chunks), about, ANSWER_LIMIT_BYTES) ?? '',
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
