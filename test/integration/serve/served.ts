// The HTTP interface in this process, over a data directory, a Redis and a pretend service of its own, with people who ask it.

import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished, vi, type TestContext } from 'vitest';
import type { Role } from '../../../src/access/caller.js';
import { rightsOf } from '../../../src/access/rights.js';
import type { App } from '../../../src/app/app.js';
import { accessOn } from '../../../src/app/batch-access.js';
import { loadDataId } from '../../../src/journal/data-identity.js';
import { ListStore } from '../../../src/lists/list-store.js';
import type { ListLimits } from '../../../src/lists/list-limits.js';
import { createLog } from '../../../src/log.js';
import { accessParts, accessPorts, type AccessParts } from '../../../src/serve/access-ports.js';
import type { AdmissionRules } from '../../../src/serve/admission.js';
import { API_BASE, httpApp } from '../../../src/serve/http-app.js';
import { RequestRates } from '../../../src/serve/request-rates.js';
import { routePorts } from '../../../src/serve/route-ports.js';
import { allRoutes, type RoutePorts } from '../../../src/serve/routes/index.js';
import type { Api } from '../../../src/serve/serve-env.js';
import { signInPorts } from '../../../src/serve/sign-in-ports.js';
import { Uploads } from '../../../src/serve/uploads.js';
import { Bench, type BenchOptions } from '../faults/bench.js';

type Finishing = Pick<TestContext, 'onTestFinished'>;

const SILENT = createLog('silent');
const LIMITS: ListLimits = {
  listBytes: 50_000_000,
  senderBytes: 100_000_000,
  spareBytes: 1,
  keptMs: 7 * 86_400_000,
};
const RULES: AdmissionRules = {
  isOurs: (name) => name === 'localhost',
  isProxy: () => false,
  isSecure: false,
};

export interface ServedOptions extends BenchOptions {
  readonly limits?: Partial<ListLimits>;
  readonly requestsPerMinute?: number;
  readonly rules?: Partial<AdmissionRules>;
}

export class Served {
  readonly bench: Bench;
  readonly app: App;
  readonly api: Api;
  readonly access: AccessParts;
  readonly ports: RoutePorts;

  private constructor(
    bench: Bench,
    ports: Omit<RoutePorts, 'signIn'>,
    { requestsPerMinute = 100_000, rules }: ServedOptions,
  ) {
    const { app } = ports;
    [this.bench, this.app, this.access] = [bench, app, accessParts(bench.dataDir)];
    this.ports = { ...ports, signIn: signInPorts(app.config, this.access, { isSecure: false }) };
    this.api = httpApp({
      access: accessPorts(bench.dataDir, this.access),
      rules: { ...RULES, ...rules },
      rates: new RequestRates(requestsPerMinute),
      routes: allRoutes(this.ports),
      log: SILENT,
    });
  }

  get hub(): RoutePorts['hub'] {
    return this.ports.hub;
  }

  /**
   * Everything is stopped when the test has finished.
   *
   * @param test by which that is known, where it is not the present one
   */
  static async start(options: ServedOptions = {}, test: Finishing = { onTestFinished }): Promise<Served> {
    const bench = await Bench.start(options, test);
    return Served.on(bench, options, test);
  }

  /** One for all tests of a file. @returns how it is closed, too */
  static async startForAll(options: ServedOptions = {}): Promise<[Served, () => Promise<void>]> {
    const closers: (() => unknown)[] = [];
    const served = await Served.start(options, {
      onTestFinished: (close) => closers.push(close as () => unknown),
    });
    return [
      served,
      async () => {
        for (const close of closers.toReversed()) await close();
      },
    ];
  }

  /** Another one over the same data directory and Redis. */
  static async on(
    bench: Bench,
    options: ServedOptions = {},
    test: Finishing = { onTestFinished },
  ): Promise<Served> {
    const { dataDir } = bench;
    const shared = accessOn(bench.access, await loadDataId(dataDir), SILENT);
    const app: App = { config: bench.config(), shared, tell: () => undefined };
    const lists = new ListStore(dataDir, { ...LIMITS, ...options.limits });
    const uploads = await Uploads.open(dataDir, lists, `${API_BASE}/uploads`);
    const ports = routePorts(app, lists, SILENT);
    const served = new Served(bench, { ...ports, uploads }, options);
    test.onTestFinished(async () => {
      ports.hub.close();
      await ports.behind.end();
      await ports.indexes.made();
      await shared.queue.close();
    });
    return served;
  }

  /** Somebody with a key. */
  async person(role: Role, labels: readonly string[] = [], name = ''): Promise<Person> {
    const asked = { rights: rightsOf(role, labels), by: 'test', name };
    const { key, secret } = await this.access.keys.add(asked, () => Promise.resolve());
    return new Person(this.api, secret, key.id);
  }

  /** Somebody whom nobody knows. */
  get stranger(): Person {
    return new Person(this.api, undefined, '');
  }
}

type Said = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, where it is JSON. */
  readonly json: Said & { readonly data: Said[]; readonly next: string | null };
}

type Headed = Readonly<Record<string, string>>;

export class Person {
  readonly #api: Api;
  readonly #key: string | undefined;

  constructor(
    api: Api,
    key: string | undefined,
    readonly id: string,
  ) {
    [this.#api, this.#key] = [api, key];
  }

  /** @param path below the interface's base, or with a leading `//` beside it */
  async request(
    method: string,
    path: string,
    {
      body,
      headers = {},
    }: { readonly body?: string | Uint8Array | undefined; readonly headers?: Headed } = {},
  ): Promise<Response> {
    const url = path.startsWith('//') ? path.slice(1) : `${API_BASE}${path}`;
    const authorization = this.#key === undefined ? {} : { authorization: `Bearer ${this.#key}` };
    return this.#api.request(`http://localhost${url}`, {
      method,
      headers: { host: 'localhost', ...authorization, ...headers },
      ...(body === undefined ? {} : { body: body as string }),
    });
  }

  /** The same person at another process. */
  at(served: Served): Person {
    return new Person(served.api, this.#key, this.id);
  }

  get(path: string, headers?: Headed): Promise<Answer> {
    return this.#ask('GET', path, undefined, headers);
  }

  post(path: string, body?: unknown, headers?: Headed): Promise<Answer> {
    return this.#ask('POST', path, body, headers);
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.#ask('PUT', path, body);
  }

  delete(path: string): Promise<Answer> {
    return this.#ask('DELETE', path, undefined);
  }

  /** @returns the list's id */
  async send(content: string | Uint8Array, name = 'people.csv'): Promise<string> {
    const response = await this.request('POST', `/lists?name=${encodeURIComponent(name)}`, { body: content });
    const { list } = (await response.json()) as { list: string };
    return list;
  }

  /** Makes a batch. */
  make(body: object, key: string = crypto.randomUUID()): Promise<Answer> {
    return this.post('/batches', body, { 'idempotency-key': key });
  }

  /** Waits until the batch is in one of these states. */
  async until(batch: string, ...states: readonly string[]): Promise<Answer['json']> {
    return vi.waitUntil(
      async () => {
        const { json } = await this.get(`/batches/${batch}`);
        return states.includes(String(json['state'])) ? json : undefined;
      },
      { timeout: 100_000, interval: 50 },
    );
  }

  /** What is said of a list once all of it is read: on a busy machine the first answer knows its beginning alone. */
  async whole(path: string): Promise<Answer> {
    return vi.waitUntil(
      async () => {
        const answer = await this.get(path);
        return answer.json['complete'] === false ? undefined : answer;
      },
      { timeout: 100_000, interval: 50 },
    );
  }

  async #ask(method: string, path: string, body: unknown, headers: Headed = {}): Promise<Answer> {
    const typed = body === undefined ? headers : { 'content-type': 'application/json', ...headers };
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await this.request(method, path, { body: text, headers: typed });
    const said = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const json = (isJson ? JSON.parse(said) : {}) as Answer['json'];
    return { status: response.status, headers: response.headers, text: said, json };
  }
}

/** Reads events off a stream as they come. */
export class Listener {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #text = '';

  private constructor(reader: ReadableStreamDefaultReader<Uint8Array>) {
    this.#reader = reader;
  }

  static async listen(person: Person, headers: Headed = {}): Promise<Listener> {
    const { body } = await person.request('GET', '/events', { headers });
    if (body === null) throw new Error('a stream has a body');
    const listener = new Listener(body.getReader());
    onTestFinished(() => listener.leave());
    return listener;
  }

  /** The next event; undefined where the stream has ended. */
  async next(): Promise<
    | { event: string; id: string; data: Readonly<Record<string, unknown>> & { readonly batch?: string } }
    | undefined
  > {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end >= 0) {
        const block = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
        if (field('event') === '') continue;
        return { event: field('event'), id: field('id'), data: JSON.parse(field('data')) as never };
      }
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      this.#text += Buffer.from(value).toString();
    }
  }

  async leave(): Promise<void> {
    await Promise.race([this.#reader.cancel().catch(() => undefined), sleep(100)]);
  }
}
