// A robot in a group of WeCom (企业微信, document 91770): a text of at most 2,048 bytes, at most 20 messages a minute.

import { textOf } from '../message-text.js';
import { cutToBytes, ROBOT_HEADERS, ROBOT_READ_BYTES, robotVerdict } from './robot.js';
import type { ShapeRules } from './shape.js';

const TEXT_BYTES = 2_048;
/** More calls than are allowed. */
const TOO_OFTEN = 45_009;
const MINUTE_MS = 60_000;

export const wecom: ShapeRules = {
  request: (webhook, delivery) => {
    const content = cutToBytes(textOf(webhook, delivery), TEXT_BYTES);
    const body = JSON.stringify({ msgtype: 'text', text: { content } });
    return { url: webhook.url, headers: ROBOT_HEADERS, body };
  },
  readBytes: ROBOT_READ_BYTES,
  verdict: (status, body) => robotVerdict(status, body, (code) => (code === TOO_OFTEN ? MINUTE_MS : 0)),
  everyMs: 3_100,
};
