// A robot of one's own in a group of Feishu (飞书自定义机器人) or Lark: a body of at most 20 kB, at most 5 messages a second and 100 a
// minute; with a secret (签名校验) the time and its signature stand in the body.

import { createHmac } from 'node:crypto';
import { textOf } from '../message-text.js';
import { secretsAt } from '../webhook.js';
import { cutToBytes, ROBOT_HEADERS, ROBOT_READ_BYTES, robotVerdict } from './robot.js';
import type { ShapeRules } from './shape.js';

const TEXT_BYTES = 9_000;
/** More messages than are allowed. */
const TOO_OFTEN: ReadonlySet<number> = new Set([11_232, 9_499]);
const MINUTE_MS = 60_000;

export const feishu: ShapeRules = {
  request: (webhook, delivery, nowMs) => {
    // A text may have tags that call people: nothing of ours is one.
    const plain = textOf(webhook, delivery).replaceAll('<', '＜').replaceAll('>', '＞');
    const content = { text: cutToBytes(plain, TEXT_BYTES) };
    const signature = signatureOf(secretsAt(webhook, nowMs)[0], nowMs);
    const body = JSON.stringify({ ...signature, msg_type: 'text', content });
    return { url: webhook.url, headers: ROBOT_HEADERS, body };
  },
  readBytes: ROBOT_READ_BYTES,
  verdict: (status, body) => robotVerdict(status, body, (code) => (TOO_OFTEN.has(code) ? MINUTE_MS : 0)),
  everyMs: 700,
};

/** Its time has seconds, and both together are the key that signs nothing. */
function signatureOf(secret: string | undefined, nowMs: number) {
  if (secret === undefined) return {};
  const timestamp = String(Math.floor(nowMs / 1000));
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64') };
}
