// What the robots of WeCom, DingTalk and Feishu have in common: a text within a limit, and an answer with HTTP 200 whose code
// alone says whether the message was taken. It knows none of them.

import { z } from 'zod';
import { verdictOfStatus, type Verdict } from './shape.js';

export const ROBOT_HEADERS = { 'content-type': 'application/json; charset=utf-8' };
/** Their answers have some hundred bytes. */
export const ROBOT_READ_BYTES = 16_384;
const ENDING = '…';
/** The code of all three for a message that was taken. */
const TAKEN = 0;

/** The beginning of the text that has at most this many bytes; no character is cut. */
export function cutToBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let left = bytes - Buffer.byteLength(ENDING);
  let kept = '';
  for (const character of text) {
    left -= Buffer.byteLength(character);
    if (left < 0) break;
    kept += character;
  }
  return `${kept}${ENDING}`;
}

const answerSchema = z.looseObject({
  errcode: z.number().optional(),
  code: z.number().optional(),
  StatusCode: z.number().optional(),
});

/** @param waitOf for how long a robot with this code takes no more, in milliseconds; 0: it doesn't say */
export function robotVerdict(status: number, body: string, waitOf: (code: number) => number): Verdict {
  const byStatus = verdictOfStatus(status);
  const code = codeIn(body);
  const isTaken = byStatus.result === 'delivered';
  if (code === undefined) {
    return isTaken ? { result: 'answered', problem: ({ webhooks }) => webhooks.problems.noCode } : byStatus;
  }
  if (code === TAKEN || byStatus.result === 'gone') return { ...byStatus, code };
  const waitMs = waitOf(code);
  return { result: 'answered', code, waitMs, problem: ({ webhooks }) => webhooks.problems.code({ code }) };
}

function codeIn(body: string): number | undefined {
  try {
    const answer = answerSchema.parse(JSON.parse(body));
    return answer.errcode ?? answer.code ?? answer.StatusCode;
  } catch {
    return undefined;
  }
}
