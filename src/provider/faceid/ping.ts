// Whether FaceID takes the credentials, found out by asking about a number that can't be anybody's: such an answer is
// not billed. No call is known that costs nothing in every case.

import { NO_RETRY } from '../../domain/return-codes.js';
import { failureInWords, refusedByProxy } from '../../network/failure.js';
import { openRoute } from '../../network/route.js';
import { CLOCK_MARGIN_MS, clockAheadMs } from '../answer-headers.js';
import type { Answer, PingResult, ServiceSettings } from '../port.js';
import { exchange, type Reply } from '../exchange.js';
import { callsFor } from './calls.js';
import { faceidCodes, RESULT } from './codes.js';

/** No region, no day of birth, and a name that is nobody's; so it uses up no name's limit of the day. */
const NOBODY = { idNumber: '000000000000000000', name: '点名测试' };

export async function ping(settings: ServiceSettings): Promise<PingResult> {
  let last: PingResult | undefined;
  for (let attempt = 0; attempt < settings.maxAttempts; attempt += 1) {
    last = await askOnce(settings);
    if (last.result !== 'unreachable') return last;
  }
  return last ?? { result: 'unreachable', message: `${settings.authUrl} was not asked.` };
}

async function askOnce({
  authUrl,
  credentials,
  proxy,
  timeoutMs,
  now,
}: ServiceSettings): Promise<PingResult> {
  const route = openRoute({ baseUrl: authUrl, proxy, timeoutMs, connections: 1 });
  const calls = callsFor(credentials, now, authUrl);
  try {
    const question = { method: 'POST', ...calls.requestAbout(NOBODY) } as const;
    const reply = await exchange(route, question, timeoutMs);
    const refusal = refusedByProxy(route, reply.httpStatus, reply.headers);
    if (refusal !== undefined) return unreachable(authUrl, `can't be reached: ${refusal}`);
    const answer = calls.readAnswer(reply.body, reply.bodyHeaders, reply.httpStatus);
    return answer === undefined
      ? unreachable(authUrl, `answered HTTP ${reply.httpStatus}, which is no answer as documented`)
      : judge(authUrl, answer, reply);
  } catch (error) {
    return unreachable(authUrl, `can't be reached: ${failureInWords(error, route)}`);
  } finally {
    await route.dispatcher.destroy();
  }
}

function unreachable(authUrl: string, how: string): PingResult {
  return { result: 'unreachable', message: `${authUrl} ${how}. Check the network and ROLLCALL_AUTH_URL.` };
}

function judge(authUrl: string, { code }: Answer, { headers }: Reply): PingResult {
  const meaning = faceidCodes.meaningOf(code);
  const inWords = meaning === undefined ? code : `${code}, ${meaning.en} (${meaning.zh})`;
  const effect = faceidCodes.effectOf(code, NO_RETRY);
  if (effect === 'account' || effect === 'expired') {
    const aheadMs = clockAheadMs(headers['date']);
    const remedy = faceidCodes.remedyOf(code, Math.abs(aheadMs) > CLOCK_MARGIN_MS ? aheadMs : undefined);
    return { result: 'refused', message: `${authUrl} answered ${inWords}. ${remedy}.` };
  }
  if (!/^-?\d/.test(code)) return unreachable(authUrl, `answered ${inWords}`);
  const cost = faceidCodes.billable.includes(code) ? '' : '; such an answer costs nothing';
  const asked = code === RESULT.overToday ? 'It was asked too often today' : `It answered ${inWords}`;
  return {
    result: 'ok',
    message: `${authUrl} takes the credentials. ${asked}, to a question about a number that can't be anybody's${cost}.`,
  };
}
