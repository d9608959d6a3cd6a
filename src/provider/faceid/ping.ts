// Whether FaceID takes the credentials, found out by asking about a number that can't be anybody's: such an answer is
// not billed. No call is known that costs nothing in every case.

import { meaningInWords, NO_RETRY } from '../../domain/return-codes.js';
import { failureInWords, refusedByProxy } from '../../network/failure.js';
import { openRoute } from '../../network/route.js';
import { CLOCK_MARGIN_MS, clockAheadMs } from '../answer-headers.js';
import type { Say } from '../../words/words.js';
import { pingResult, type Answer, type PingResult, type ServiceSettings } from '../port.js';
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
  const url = settings.authUrl;
  return last ?? pingResult('unreachable', ({ service }) => service.notAsked({ url }));
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
    if (refusal !== undefined) return unreached(authUrl, refusal);
    const answer = calls.readAnswer(reply.body, reply.bodyHeaders, reply.httpStatus);
    return answer === undefined ? undocumented(authUrl, reply.httpStatus) : judge(authUrl, answer, reply);
  } catch (error) {
    return unreached(authUrl, failureInWords(error, route));
  } finally {
    await route.dispatcher.destroy();
  }
}

const variable = 'ROLLCALL_AUTH_URL';

function unreached(url: string, why: Say): PingResult {
  return pingResult('unreachable', (words) => words.service.unreached({ url, why: why(words), variable }));
}

function undocumented(url: string, status: number): PingResult {
  return pingResult('unreachable', ({ service }) => service.undocumented({ url, status, variable }));
}

function judge(url: string, { code }: Answer, { headers }: Reply): PingResult {
  const meaning = faceidCodes.meaningOf(code);
  const what: Say = (words) =>
    meaning === undefined ? code : words.service.codeMeans({ code, meaning: meaningInWords(meaning)(words) });
  const effect = faceidCodes.effectOf(code, NO_RETRY);
  if (effect === 'account' || effect === 'expired') {
    const aheadMs = clockAheadMs(headers['date']);
    const remedy = faceidCodes.remedyOf(code, Math.abs(aheadMs) > CLOCK_MARGIN_MS ? aheadMs : undefined);
    return pingResult('refused', (words) =>
      words.service.refusedWith({ url, what: what(words), remedy: remedy(words) }),
    );
  }
  if (!/^-?\d/.test(code)) {
    return pingResult('unreachable', (words) =>
      words.service.answeredOtherwise({ url, what: what(words), variable }),
    );
  }
  return pingResult('ok', (words) => {
    const { service } = words;
    if (code === RESULT.overToday) return service.takesAskedTooOften({ url });
    const about = { url, what: what(words) };
    return faceidCodes.billable.includes(code)
      ? service.takesAnswered(about)
      : service.takesAnsweredFree(about);
  });
}
