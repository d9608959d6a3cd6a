// A client of Rollcall's HTTP interface whose requests and answers are checked by the compiler. It needs nothing but fetch.

import { OPERATIONS, type Operations, type Problem } from './rollcall-api.js';

type Asked<Id extends keyof Operations> = Omit<Operations[Id], 'result'>;
type Parts = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly body?: RequestInit['body'];
};

/** What the service refuses, with the problem's `type` to go by. */
export class Refused extends Error {
  readonly problem: Problem;
  /** In how many seconds it may be asked again. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, retryAfter: number | undefined) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

export class Rollcall {
  readonly #url: string;
  readonly #key: string;

  /** @param url of `rollcall serve` @param key of `rollcall key add` */
  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  /** @throws Refused */
  async ask<Id extends keyof Operations>(id: Id, asked: Asked<Id>): Promise<Operations[Id]['result']> {
    const { params = {}, query = {}, headers = {}, json, body } = asked as Parts;
    const { method, path } = OPERATIONS[id];
    const named = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const url = new URL(`${this.#url}/api/v1${named}`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${this.#key}`,
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(body === undefined || body === null ? {} : { body, duplex: 'half' }),
    });
    return (await answerOf(response)) as Operations[Id]['result'];
  }
}

async function answerOf(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok) {
    const after = response.headers.get('retry-after');
    throw new Refused((await response.json()) as Problem, after === null ? undefined : Number(after));
  }
  if (response.status === 204) return undefined;
  return type.startsWith('application/json') && !response.headers.has('content-disposition')
    ? response.json()
    : response;
}
