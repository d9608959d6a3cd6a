// Secrets of webhooks, and the signature of Standard Webhooks 1.0. It knows bytes and texts; the clock is handed in.

import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
/** The standard asks for 24 to 64. */
const SECRET_BYTES = 32;

export function makeSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/**
 * @param secrets each gives a signature, so that a receiver may know the old one or the new one
 * @param nowMs of the attempt, not of the event
 * @param body the very text that is sent
 */
export function standardHeaders(
  secrets: readonly string[],
  id: string,
  nowMs: number,
  body: string,
): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const signed = `${id}.${timestamp}.${body}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${signatureOf(signed, secret)}`).join(' '),
  };
}

function signatureOf(text: string, secret: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return createHmac('sha256', key).update(text).digest('base64');
}
