// What is served, from the sockets to the use cases: begun, and ended within a limit. It wires; everything that must not be lost lies in
// the data directory and in Redis.

import { noteOrigin } from '../app/access.js';
import { setApprovalFirst } from '../app/approval.js';
import { Once } from '../app/once.js';
import type { Config } from '../config.js';
import type { Monitor } from '../http/monitor.js';
import { RequestCounts, requestMetrics } from '../http/request-counts.js';
import { whyRedisIsAway } from '../journal/readiness.js';
import type { ListLimits } from '../lists/list-limits.js';
import { ListStore } from '../lists/list-store.js';
import type { Log } from '../log.js';
import { within } from '../within.js';
import { accessParts, accessPorts } from './access-ports.js';
import { reachableHost, type admissionRules } from './addresses.js';
import { makeDemoBatch } from './demo.js';
import { healthRoutes } from './health.js';
import { API_BASE, httpApp } from './http-app.js';
import type { Inside } from './inside.js';
import { NodeServer } from './node-server.js';
import { pageRoutes, problemPage } from './pages/index.js';
import { RequestRates } from './request-rates.js';
import { routePorts } from './route-ports.js';
import { allRoutes } from './routes/index.js';
import type { Served, ServeOptions } from './serve-options.js';
import { signInPorts } from './sign-in-ports.js';
import { Uploads } from './uploads.js';
import { beginUpkeep } from './upkeep.js';

type Ports = ReturnType<typeof routePorts>;

/** What is served, from the sockets to the use cases. */
export class Service {
  readonly #server: NodeServer;
  readonly #ports: Ports;
  readonly #endUpkeep: () => Promise<void>;
  readonly #firstLink: () => Promise<string | undefined>;
  readonly #state: { stopping: boolean };

  private constructor(parts: {
    server: NodeServer;
    ports: Ports;
    endUpkeep: () => Promise<void>;
    firstLink: () => Promise<string | undefined>;
    state: { stopping: boolean };
  }) {
    this.#server = parts.server;
    this.#ports = parts.ports;
    this.#endUpkeep = parts.endUpkeep;
    this.#firstLink = parts.firstLink;
    this.#state = parts.state;
  }

  static async begin(
    { app, batches }: Inside,
    rules: Awaited<ReturnType<typeof admissionRules>>,
    options: ServeOptions,
    log: Log,
    monitor: Monitor | undefined,
  ): Promise<Service> {
    const { config } = app;
    const { dataDir } = config;
    await setApprovalFirst(app);
    if (options.hasDemo === true) await makeDemoBatch(app);
    const origins = options.origin === undefined ? [] : [options.origin.origin];
    const parts = accessParts(dataDir, { origins, isSecure: rules.isSecure });
    const ports = routePorts(app, new ListStore(dataDir, limitsOf(config)), log);
    const signIn = signInPorts(config, parts, { origin: options.origin, isSecure: rules.isSecure });
    const uploads = await Uploads.open(dataDir, ports.lists, `${API_BASE}/uploads`);
    const { hub, index, callsByDay } = ports;
    // Whoever asks first need not wait until all batches are read.
    void index
      .look()
      .then(() => callsByDay.look(() => undefined))
      .catch(() => undefined);
    const endUpkeep = await beginUpkeep({ app, uploads, index, once: new Once(app.config), log });
    const state = { stopping: false };
    const counts = new RequestCounts();
    monitor?.watch([requestMetrics(counts, () => hub.count())], []);
    const whyNotReady = async (): Promise<string | undefined> =>
      state.stopping ? 'stopping' : whyRedisIsAway(batches.redis);
    const api = httpApp({
      access: accessPorts(dataDir, parts),
      rules,
      rates: new RequestRates(config.requestsPerMinute),
      routes: allRoutes({ ...ports, uploads, signIn }),
      beside: [(root) => healthRoutes(root, whyNotReady), pageRoutes],
      problemPage,
      counts,
      log,
    });
    const { host, port, cert, key } = options;
    const tls = cert === undefined || key === undefined ? undefined : { cert, key };
    const server = await NodeServer.listen({
      host,
      port,
      tls,
      fetch: (request, env) => api.fetch(request, env),
      mayTakeLong: (path) =>
        path === `${API_BASE}/lists` || path.startsWith(`${API_BASE}/uploads`) || path === '/lists/new',
    });
    const firstLink = (): Promise<string | undefined> => parts.users.firstLink();
    return new Service({ server, ports, endUpkeep, firstLink, state });
  }

  /** Says where people reach it, to whoever makes links at the command line, too. */
  async announce({ origin, ...address }: ServeOptions): Promise<Omit<Served, 'missing'>> {
    const url = origin?.origin ?? this.#server.urlAt(reachableHost(address));
    await noteOrigin(this.#ports.app.config.dataDir, url);
    const secret = await this.#firstLink();
    return { url, signIn: secret === undefined ? undefined : `${url}/sign-in#${secret}` };
  }

  /** Takes no more requests; those under way end, or are cut off. */
  async end(withinMs: number): Promise<void> {
    this.#state.stopping = true;
    this.#ports.hub.close();
    await Promise.all([
      this.#server.close(AbortSignal.timeout(withinMs)),
      // What was ordered is on record, whoever carries it out.
      within(withinMs, this.#ports.behind.end()),
      // What is left of it the next process does.
      within(withinMs, this.#endUpkeep()),
    ]);
  }
}

const MEGABYTE = 1_000_000;
const DAY_MS = 86_400_000;
/** What batches need on the disk besides. */
const SPARE_BYTES = 256 * MEGABYTE;
const LIST_BYTES = 8_000 * MEGABYTE;

function limitsOf({ listDays, listQuotaMb }: Config): ListLimits {
  const senderBytes = listQuotaMb * MEGABYTE;
  return {
    listBytes: Math.min(LIST_BYTES, senderBytes),
    senderBytes,
    spareBytes: SPARE_BYTES,
    keptMs: listDays * DAY_MS,
  };
}
