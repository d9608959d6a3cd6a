// The pretend service as a server on the loopback interface: routes, control, start and end. It knows nothing of
// batches, lists and Redis.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFAULT_PROVIDER } from '../provider/index.js';
import type { Credentials } from '../provider/port.js';
import { UserError } from '../domain/user-error.js';
import { jsonAnswer, plainAnswer, send, type Answer } from './answers.js';
import { CallLog, type LoggedCall } from './call-log.js';
import { DEMO_CREDENTIALS, OTHER_ACCOUNT } from './credentials.js';
import { Faults } from './faults.js';
import { parseJson, readBytes } from './request-body.js';
import { applyPatch, defaultSettingsOf, parsePatch, type Settings, type SettingsPatch } from './settings.js';
import { serviceOf, type Service } from './service.js';
import { loadTally, saveTally } from './state-file.js';
import { Tally } from './tally.js';
import type { TotalsReport } from './totals.js';
import type { Say } from '../words/words.js';

export interface SimulatorOptions {
  /** The provider whose interface it speaks; `/auth/idcard` where none is given. */
  readonly provider?: string | undefined;
  /** The host on which it listens; by default the loopback, which no other machine reaches. */
  readonly host?: string | undefined;
  /** By default 0: any free port. */
  readonly port?: number | undefined;
  /** By default DEMO_CREDENTIALS. */
  readonly credentials?: Credentials | undefined;
  readonly settings?: SettingsPatch | undefined;
  /** Decides which calls a fault's share strikes; by default 1. */
  readonly seed?: number | undefined;
  /** The clock, in Unix milliseconds, of counts, signatures, rate and log. Waits take real time. */
  readonly now?: (() => number) | undefined;
  /** The NDJSON file to which calls are appended. */
  readonly log?: string | undefined;
  /** The file that keeps the counts over a restart; without it they are forgotten. */
  readonly state?: string | undefined;
  /** Whether every call is kept in memory for `calls()`. */
  readonly keepCalls?: boolean | undefined;
}

interface SimulatorTotals extends TotalsReport {
  readonly statQueries: number;
}

export interface Simulator {
  readonly url: string;
  readonly port: number;
  readonly credentials: Credentials;
  /** The calls that have ended, in the order in which they ended; only with `keepCalls`. */
  calls(): readonly LoggedCall[];
  settings(): Readonly<Settings>;
  totals(): SimulatorTotals;
  /**
   * Changes settings from now on; `hold: false` sends the answers that were held back.
   *
   * @throws UserError
   */
  control(patch: SettingsPatch): void;
  whenReceived(calls: number): Promise<void>;
  whenInFlight(calls: number): Promise<void>;
  whenIdle(): Promise<void>;
  /** Writes log and state to their files. */
  flush(): void;
  /** Cuts open connections, logs their calls and writes the files. Calling it again does nothing. */
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const EVERY_ADDRESS = '0.0.0.0';
const KEEP_ALIVE_MS = 65_000;

/** @throws UserError where the settings are wrong, the port is taken or a file can't be written */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const core = new Core(options);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    core.route(request, response);
  });
  try {
    await listen(server, options.port ?? 0, options.host ?? LOOPBACK);
  } catch (error) {
    core.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  return {
    url: `http://${options.host === undefined || options.host === EVERY_ADDRESS ? LOOPBACK : options.host}:${port}`,
    port,
    credentials: core.credentials,
    calls: () => core.log.calls(),
    settings: () => core.settings,
    totals: () => core.totals(),
    control: (patch) => core.control(patch),
    whenReceived: (calls) => core.service.calls.totals.whenReceived(calls),
    whenInFlight: (calls) => core.service.calls.totals.whenInFlight(calls),
    whenIdle: () => core.service.calls.totals.whenIdle(),
    flush: () => core.flush(),
    close: () => (closed ??= close(server, core)),
  };
}

/** The parts of the service, and what its routes do with them. */
class Core {
  readonly credentials: Credentials;
  readonly log: CallLog;
  readonly service: Service;
  readonly #tally: Tally;
  readonly #stateFile: string | undefined;
  settings: Settings;

  constructor(options: SimulatorOptions) {
    const { provider = DEFAULT_PROVIDER } = options;
    this.credentials = options.credentials ?? DEMO_CREDENTIALS;
    this.settings = applyPatch(defaultSettingsOf(provider), parsePatch(options.settings ?? {}));
    this.#stateFile = options.state;
    this.#tally = this.#stateFile === undefined ? new Tally() : loadTally(this.#stateFile);
    this.log = new CallLog(options.log, options.keepCalls ?? false);
    const ground = {
      settings: () => this.settings,
      now: options.now ?? Date.now,
      faults: new Faults(options.seed ?? 1),
      tally: this.#tally,
      log: this.log,
    };
    this.service = serviceOf(provider, ground, [this.credentials, OTHER_ACCOUNT]);
  }

  route(request: IncomingMessage, response: ServerResponse): void {
    switch (`${request.method} ${request.url?.split('?', 1)[0] ?? ''}`) {
      case 'GET /_control':
        return send(response, this.#controlReport());
      case 'POST /_control':
        return readBytes(request, (bytes) => send(response, this.#controlAnswer(bytes)));
      case 'POST /_flush':
        return send(response, this.#flushAnswer());
      default:
        return this.#serve(request, response);
    }
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const routed = this.service.route(request, response);
    if (routed !== 'routed') refuse(response, routed === 'unknown' ? 404 : 405);
  }

  control(patch: SettingsPatch): void {
    const checked = parsePatch(patch);
    this.settings = applyPatch(this.settings, checked);
    if (checked.statExtra !== undefined) this.service.foreign.wereSet();
    if (checked.hold === false) this.service.calls.release();
  }

  totals(): SimulatorTotals {
    return { ...this.service.calls.totals.report(), statQueries: this.service.queries() };
  }

  flush(): void {
    this.log.flush();
    if (this.#stateFile !== undefined) saveTally(this.#stateFile, this.#tally);
  }

  close(): void {
    this.service.calls.close();
    this.flush();
    this.log.close();
  }

  #controlReport(): Answer {
    return jsonAnswer(200, { settings: this.settings, totals: this.totals() });
  }

  #controlAnswer(bytes: Buffer | undefined): Answer {
    return orSayWhy(400, () => {
      this.control(parseJson(bytes ?? Buffer.alloc(0)) as SettingsPatch);
      return this.#controlReport();
    });
  }

  #flushAnswer(): Answer {
    return orSayWhy(500, () => {
      this.flush();
      return jsonAnswer(200, { flushed: true });
    });
  }
}

function orSayWhy(http: number, answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof UserError) return jsonAnswer(http, { error: error.message });
    throw error;
  }
}

function refuse(response: ServerResponse, http: number): void {
  send(response, plainAnswer(http, http === 405 ? 'method not allowed' : 'not found'), [
    'Connection',
    'close',
  ]);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const say: Say = ({ simulatorErrors }) => {
        const why = error.code === 'EADDRINUSE' ? simulatorErrors.taken : error.message;
        return simulatorErrors.cantListen({ port, why });
      };
      reject(new UserError('busy-address', say, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

/** Ends all connections, even those that wait for an answer. */
function close(server: Server, core: Core): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    core.close();
    server.closeAllConnections();
  });
}
