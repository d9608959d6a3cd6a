// Asks the HTTP interface, in this process, what a page shows or does: with the visitor's own session, origin and address, so that
// rights, labels, masking and the record hold by themselves. It knows requests and answers, no page.

import type { z } from '@hono/zod-openapi';
import type { Language } from '../../../words/language.js';
import { API_BASE } from '../../http-app.js';
import type { problemSchema } from '../../problem.js';
import type { ServeContext } from '../../serve-env.js';

export type ProblemBody = z.infer<typeof problemSchema>;

/** The interface as one function: the application's own `fetch`. */
export type Ask = (request: Request, env: object) => Response | Promise<Response>;

/** The interface has said no; the page says why, in the visitor's language. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly problem: ProblemBody) {
    super(problem.title);
  }
}

export type Query = Readonly<Record<string, string | number | undefined>>;

/** What a request of the visitor's says of him, and of the page that it comes from. */
const HANDED_ON = ['cookie', 'host', 'origin', 'sec-fetch-site', 'x-forwarded-for', 'range', 'if-none-match'];

export class InterfaceClient {
  readonly #ask: Ask;
  readonly #context: ServeContext;
  readonly #language: Language;

  constructor(ask: Ask, context: ServeContext, language: Language) {
    [this.#ask, this.#context, this.#language] = [ask, context, language];
  }

  /** @throws Refused */
  async get<Answer>(path: string, query: Query = {}): Promise<Answer> {
    return bodyOf(await this.response('GET', `${path}${queryOf(query)}`));
  }

  /** @throws Refused */
  async post<Answer>(
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return bodyOf(await this.response('POST', path, { body, headers }));
  }

  /** @throws Refused */
  async put<Answer>(path: string, body: object): Promise<Answer> {
    return bodyOf(await this.response('PUT', path, { body }));
  }

  /** @throws Refused */
  async delete(path: string): Promise<void> {
    await this.response('DELETE', path);
  }

  /**
   * The answer itself, where its headers or its stream are needed.
   *
   * @throws Refused
   */
  async response(
    method: string,
    path: string,
    {
      body,
      headers = {},
    }: {
      /** JSON, or a text as it is. */
      readonly body?: object | string | undefined;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<Response> {
    const text = typeof body === 'object' ? JSON.stringify(body) : body;
    const request = new Request(new URL(`${API_BASE}${path}`, this.#context.req.url), {
      method,
      headers: { ...this.#handedOn(), ...(text === undefined ? {} : lengthOf(text)), ...headers },
      ...(text === undefined ? {} : { body: text }),
    });
    return this.#answered(request);
  }

  /**
   * Sends a body that is larger than memory should be.
   *
   * @throws Refused
   */
  async send<Answer>(path: string, stream: ReadableStream<Uint8Array>): Promise<Answer> {
    const request = new Request(new URL(`${API_BASE}${path}`, this.#context.req.url), {
      method: 'POST',
      headers: { ...this.#handedOn(), 'content-type': 'application/octet-stream' },
      body: stream,
      duplex: 'half',
    });
    return bodyOf(await this.#answered(request));
  }

  async #answered(request: Request): Promise<Response> {
    // The address that the request came from is known already; the connection's own body is another one's.
    const response = await this.#ask(request, { peer: this.#context.env?.incoming?.socket.remoteAddress });
    if (response.ok || response.status === 304) return response;
    throw new Refused((await response.json()) as ProblemBody);
  }

  #handedOn(): Record<string, string> {
    const { req } = this.#context;
    const known = HANDED_ON.flatMap((name) => {
      const value = req.header(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return { ...Object.fromEntries(known), 'accept-language': this.#language };
  }
}

async function bodyOf<Answer>(response: Response): Promise<Answer> {
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/** With its length, so that nobody has to take the body before the request is looked at. */
function lengthOf(text: string): Record<string, string> {
  return { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
}

/** With its question mark; what is undefined or empty is left out. */
export function queryOf(query: Query): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') asked.set(name, String(value));
  }
  return asked.size === 0 ? '' : `?${asked.toString()}`;
}
