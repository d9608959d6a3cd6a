// Standard Webhooks 1.0: the message as JSON, signed in its headers; taken is what is answered with 2xx.

import { messageBody } from '../delivery.js';
import { standardHeaders } from '../signature.js';
import { secretsAt } from '../webhook.js';
import { verdictOfStatus, type ShapeRules } from './shape.js';

export const standard: ShapeRules = {
  request: (webhook, delivery, nowMs) => {
    const body = messageBody(delivery);
    const signature = standardHeaders(secretsAt(webhook, nowMs), delivery.id, nowMs, body);
    return { url: webhook.url, headers: { 'content-type': 'application/json', ...signature }, body };
  },
  readBytes: 0,
  verdict: verdictOfStatus,
};
