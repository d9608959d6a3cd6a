// A robot of one's own in a group of DingTalk (钉钉自定义机器人): at most 20,000 bytes and 20 messages a minute, else it takes none
// for ten minutes; with a secret (加签) the time and its signature stand in the address.

import { createHmac } from 'node:crypto';
import { textOf } from '../message-text.js';
import { secretsAt } from '../webhook.js';
import { cutToBytes, ROBOT_HEADERS, ROBOT_READ_BYTES, robotVerdict } from './robot.js';
import type { ShapeRules } from './shape.js';

const TEXT_BYTES = 18_000;
/** "send too fast", by the two codes that it has had. */
const TOO_OFTEN: ReadonlySet<number> = new Set([130_101, 90_018]);
const LOCKED_MS = 600_000;
/** What it answers while it takes none. */
const LOCKED_STATUS = 302;

export const dingtalk: ShapeRules = {
  request: (webhook, delivery, nowMs) => {
    const content = cutToBytes(textOf(webhook, delivery), TEXT_BYTES);
    const body = JSON.stringify({ msgtype: 'text', text: { content } });
    return { url: signedUrl(webhook.url, secretsAt(webhook, nowMs)[0], nowMs), headers: ROBOT_HEADERS, body };
  },
  readBytes: ROBOT_READ_BYTES,
  verdict: (status, body) => {
    const verdict = robotVerdict(status, body, (code) => (TOO_OFTEN.has(code) ? LOCKED_MS : 0));
    return status === LOCKED_STATUS ? { ...verdict, waitMs: LOCKED_MS } : verdict;
  },
  everyMs: 3_100,
};

/** Its time has milliseconds, and the secret signs it together with itself. */
function signedUrl(address: string, secret: string | undefined, nowMs: number): string {
  if (secret === undefined) return address;
  const url = new URL(address);
  url.searchParams.set('timestamp', String(nowMs));
  url.searchParams.set('sign', createHmac('sha256', secret).update(`${nowMs}\n${secret}`).digest('base64'));
  return url.href;
}
