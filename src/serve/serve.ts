// `rollcall serve`: the HTTP interface over the data directory, with workers inside or beside it, until the process is told to stop. It
// wires; everything that must not be lost lies in the data directory and in Redis.

import { whenToldToStop } from '../../workers/lifetime.js';
import type { App } from '../app/app.js';
import { noteOrigin } from '../app/access.js';
import { setApprovalFirst } from '../app/approval.js';
import { Once } from '../app/once.js';
import { startMonitor } from '../app/workers.js';
import { credentialsOf, type Config } from '../config.js';
import { EXIT, UserError } from '../domain/user-error.js';
import { whenAskedToEnd } from '../ending.js';
import type { Monitor } from '../http/monitor.js';
import { RequestCounts, requestMetrics } from '../http/request-counts.js';
import { whyRedisIsAway } from '../journal/readiness.js';
import { ListStore } from '../lists/list-store.js';
import { createLog, type Log } from '../log.js';
import { limitStop } from '../stop-limit.js';
import { within } from '../within.js';
import { accessParts, accessPorts } from './access-ports.js';
import { admissionRules, reachableHost, refuseUnsafe, type AddressOptions } from './addresses.js';
import { Behind } from './behind.js';
import { makeDemoBatch } from './demo.js';
import { EventHub } from './events/event-hub.js';
import { healthRoutes } from './health.js';
import { API_BASE, httpApp } from './http-app.js';
import { ListChecks } from './list-checks.js';
import { NodeServer } from './node-server.js';
import { pageRoutes, problemPage } from './pages/index.js';
import { RequestRates } from './request-rates.js';
import { allRoutes } from './routes/index.js';
import { startInside, type Inside } from './inside.js';
import type { ServePorts } from './serve-ports.js';
import { signInPorts } from './sign-in-ports.js';
import { Uploads } from './uploads.js';
import { beginUpkeep } from './upkeep.js';

export interface ServeOptions extends AddressOptions {
  readonly port: number;
  /** Verify processes inside, beside a batch worker; undefined: no workers inside. */
  readonly workers: number | undefined;
  readonly key?: Buffer | undefined;
  /** Settings over those of this process, for the processes that are started. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Whether there is to be something to look at. */
  readonly hasDemo?: boolean;
}

export interface Served {
  readonly url: string;
  /** Where the first administrator sets a password; undefined where there is a user. */
  readonly signIn: string | undefined;
}

/**
 * Resolves when it has stopped.
 *
 * @param onServed called when requests are answered
 * @throws UserError where the options are unsafe, the port is taken, or Redis can't be used
 */
export async function serve(
  config: Config,
  options: ServeOptions,
  onServed: (served: Served) => void,
): Promise<void> {
  refuseUnsafe(options);
  const rules = await admissionRules(options);
  if (options.workers !== undefined) credentialsOf(config);
  const log = createLog(config.logLevel ?? 'info');
  const monitor = await startMonitor(config, log);
  try {
    const unheeded = whenAskedToEnd(() => process.exit(EXIT.stopped));
    const inside = await startInside(config, options, log, monitor).catch((error: unknown) => {
      unheeded();
      throw error;
    });
    const service = await Service.begin(inside, rules, options, log, monitor).catch(
      async (error: unknown) => {
        unheeded();
        await inside.stop();
        throw error;
      },
    );
    const stop = (): Promise<void> => stopAll(service, inside, config, log, monitor);
    const stopped = whenToldToStop({ stop });
    unheeded();
    monitor?.started();
    onServed(await service.announce(options));
    const error = await Promise.race([stopped, inside.lost]);
    if (error instanceof UserError) {
      log.error({ err: error }, 'serve can’t go on');
      await stop();
      throw error;
    }
    log.info('serve stopped');
  } finally {
    await monitor?.close();
  }
}

/** Requests under way get so long before they are cut off; uploads go on where they were, later. */
const REQUESTS_END_MS = 5_000;

async function stopAll(
  service: Service,
  inside: Inside,
  { timeoutMs }: Config,
  log: Log,
  monitor: Monitor | undefined,
): Promise<void> {
  log.info('serve stopping: requests and calls under way are waited for');
  monitor?.stopping();
  limitStop(timeoutMs, () => {
    log.error('stopping takes too long, as it does while Redis is away or refuses: ended like a crash');
    process.exit(EXIT.stopped);
  });
  await Promise.all([service.end(REQUESTS_END_MS), inside.stopWorkers()]);
  await inside.stop();
}

/** What is served, from the sockets to the use cases. */
class Service {
  readonly #server: NodeServer;
  readonly #hub: EventHub;
  readonly #ports: ServePorts;
  readonly #endUpkeep: () => Promise<void>;
  readonly #firstLink: () => Promise<string | undefined>;
  readonly #state: { stopping: boolean };

  private constructor(parts: {
    server: NodeServer;
    hub: EventHub;
    ports: ServePorts;
    endUpkeep: () => Promise<void>;
    firstLink: () => Promise<string | undefined>;
    state: { stopping: boolean };
  }) {
    this.#server = parts.server;
    this.#hub = parts.hub;
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
    const parts = accessParts(dataDir, options.origin === undefined ? [] : [options.origin.origin]);
    const ports = portsOf(app, log);
    const signIn = signInPorts(config, parts, { origin: options.origin, isSecure: rules.isSecure });
    const uploads = await Uploads.open(dataDir, ports.lists, `${API_BASE}/uploads`);
    const hub = new EventHub(app, log);
    const endUpkeep = await beginUpkeep({ app, uploads, once: new Once(dataDir), log });
    const state = { stopping: false };
    const counts = new RequestCounts();
    monitor?.watch([requestMetrics(counts, () => hub.count())], []);
    const whyNotReady = async (): Promise<string | undefined> =>
      state.stopping ? 'stopping' : whyRedisIsAway(batches.redis);
    const api = httpApp({
      access: accessPorts(dataDir, parts),
      rules,
      rates: new RequestRates(config.requestsPerMinute),
      routes: allRoutes({ ...ports, uploads, hub, checks: new ListChecks(app, ports.lists), signIn }),
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
      mayTakeLong: (path) => path === `${API_BASE}/lists` || path.startsWith(`${API_BASE}/uploads`),
    });
    const firstLink = (): Promise<string | undefined> => parts.users.firstLink();
    return new Service({ server, hub, ports, endUpkeep, firstLink, state });
  }

  /** Says where people reach it, to whoever makes links at the command line, too. */
  async announce({ origin, ...address }: ServeOptions): Promise<Served> {
    const url = origin?.origin ?? this.#server.urlAt(reachableHost(address));
    await noteOrigin(this.#ports.app.config.dataDir, url);
    const secret = await this.#firstLink();
    return { url, signIn: secret === undefined ? undefined : `${url}/sign-in#${secret}` };
  }

  /** Takes no more requests; those under way end, or are cut off. */
  async end(withinMs: number): Promise<void> {
    this.#state.stopping = true;
    this.#hub.close();
    await Promise.all([
      this.#server.close(AbortSignal.timeout(withinMs)),
      // What was ordered is on record, whoever carries it out.
      within(withinMs, this.#ports.behind.end()),
      this.#endUpkeep(),
    ]);
  }
}

const MEGABYTE = 1_000_000;
const DAY_MS = 86_400_000;
/** What batches need on the disk besides. */
const SPARE_BYTES = 256 * MEGABYTE;
const LIST_BYTES = 8_000 * MEGABYTE;

function portsOf(app: App, log: Log): ServePorts {
  const { dataDir, listDays, listQuotaMb } = app.config;
  const senderBytes = listQuotaMb * MEGABYTE;
  const limits = {
    listBytes: Math.min(LIST_BYTES, senderBytes),
    senderBytes,
    spareBytes: SPARE_BYTES,
    keptMs: listDays * DAY_MS,
  };
  return { app, lists: new ListStore(dataDir, limits), log, behind: new Behind(log) };
}
