// Writes the simulator's answers as text: those of the documents, and faulty ones that are not in the documented form.

import type { ServerResponse } from 'node:http';
import type { ReturnCode } from '../domain/return-codes.js';
import type { Settings } from './settings.js';

const JSON_TYPE = 'application/json';

export interface Answer {
  readonly http: number;
  readonly type: string;
  readonly text: string;
}

export function idcardAnswer(
  code: ReturnCode,
  message: string,
  sessionId: string,
  trailingComma: boolean,
): Answer {
  const comma = trailingComma ? ',' : '';
  const text = `{"data":{"session_id":"${sessionId}"${comma}},"code":${code},"message":${JSON.stringify(message)}}`;
  return { http: 200, type: JSON_TYPE, text };
}

export function statAnswer(code: ReturnCode, message: string, data: unknown): Answer {
  return {
    http: 200,
    type: JSON_TYPE,
    text: JSON.stringify({ code: Number(code), message, data, origin: '' }),
  };
}

export function jsonAnswer(http: number, value: unknown): Answer {
  return { http, type: JSON_TYPE, text: JSON.stringify(value) };
}

export function plainAnswer(http: number, text: string): Answer {
  return { http, type: 'text/plain; charset=utf-8', text };
}

const HTML = '<html><body><h1>您访问的页面不存在</h1></body></html>';

/** An answer with HTTP 200 that is not of the documented shape. */
export function unreadableAnswer(as: Settings['unreadableAs'], meant: Answer): Answer {
  switch (as) {
    case 'text':
      return plainAnswer(200, 'service busy');
    case 'html':
      return { http: 200, type: 'text/html; charset=utf-8', text: HTML };
    case 'truncated':
      return { ...meant, text: meant.text.slice(0, Math.floor(meant.text.length / 2)) };
    case 'empty':
      return { ...meant, text: '' };
    case 'other-json':
      return jsonAnswer(200, { status: 'ok', result: null });
  }
}

/** @param extraHeaders names and values alternating */
export function send(response: ServerResponse, answer: Answer, extraHeaders: readonly string[] = []): void {
  const length = String(Buffer.byteLength(answer.text));
  response.writeHead(answer.http, ['Content-Type', answer.type, 'Content-Length', length, ...extraHeaders]);
  response.end(answer.text);
}

/** The `Date` header of a service with a wrong clock; none where the clock is right, as Node then sets the header. */
export function clockHeaders(nowMs: number, clockOffsetMs: number): string[] {
  return clockOffsetMs === 0 ? [] : ['Date', new Date(nowMs + clockOffsetMs).toUTCString()];
}
