// `rollcall serve`: turns options into a request, and says where the service is reached. Everything else is told in src/serve, which is
// loaded only here.

import { Command, InvalidArgumentError } from 'commander';
import { UserError } from '../domain/user-error.js';
import { loadConfig, loadConfigWith, type Config } from '../config.js';
import type { Demo } from '../serve/demo.js';
import type { Served, ServeOptions } from '../serve/serve-options.js';
import { callsPerSecond, waitForRedisOption } from './list-options.js';
import { portNumber } from './port-option.js';
import { say } from './say.js';
import type { Words } from '../words/words.js';

interface ServeFlags {
  readonly port: number;
  readonly host: string;
  /** False: --no-workers. */
  readonly workers?: number | false;
  readonly demo?: true;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly origin?: URL;
  readonly proxy?: readonly string[];
  readonly rate?: number;
  readonly waitForRedis?: number;
  readonly json?: true;
}

const DEFAULT_PORT = 8788;

export function serveCommand(words: Words): Command {
  const { serving, help, listOptions } = words;
  return new Command('serve')
    .summary(serving.summary)
    .description(serving.description)
    .option('--port <n>', serving.port, portNumber(words), DEFAULT_PORT)
    .option('--host <address>', serving.host, '127.0.0.1')
    .option('--workers <n>', serving.workers, countOf(words))
    .option('--no-workers', serving.noWorkers)
    .option('--demo', serving.demo)
    .option('--tls-cert <file>', serving.tlsCert)
    .option('--tls-key <file>', serving.tlsKey)
    .option('--origin <url>', serving.origin, originOf(words))
    .option('--proxy <address>', serving.proxy, collected)
    .option('--rate <n>', listOptions.rate, callsPerSecond(words))
    .addOption(waitForRedisOption(words))
    .option('--metrics-port <n>', help.worker.metricsPort, portNumber(words))
    .option('--metrics-host <address>', help.worker.metricsHost)
    .option('--json', serving.json)
    .action(async (flags: ServeFlags & MetricsFlags) => {
      await start(flags, words);
    });
}

interface MetricsFlags {
  readonly metricsPort?: number;
  readonly metricsHost?: string;
}

async function start(flags: ServeFlags & MetricsFlags, words: Words): Promise<void> {
  const settings = loadConfig();
  const { serve, readTls } = await import('../serve/index.js');
  const demo = flags.demo === undefined ? undefined : await demoFor(settings);
  try {
    const config = configOf(demo === undefined ? settings : loadConfigWith(demo.variables), flags);
    const options: ServeOptions = {
      ...(await readTls(flags.tlsCert, flags.tlsKey)),
      port: flags.port,
      host: flags.host,
      workers: workersOf(flags, config),
      origin: flags.origin,
      proxies: flags.proxy ?? [],
      variables: demo?.variables ?? {},
      hasDemo: demo !== undefined,
    };
    await serve(config, options, (served) => {
      tell(served, flags, words);
    });
  } finally {
    await demo?.close();
  }
}

async function demoFor({ dataDir, provider }: Config): Promise<Demo> {
  const { startDemo } = await import('../serve/index.js');
  return startDemo(dataDir, provider);
}

function configOf(config: Config, flags: ServeFlags & MetricsFlags): Config {
  const { rate = config.rate, waitForRedis: waitForRedisMs = config.waitForRedisMs } = flags;
  const { metricsPort = config.metricsPort, metricsHost = config.metricsHost } = flags;
  return { ...config, rate, waitForRedisMs, metricsPort, metricsHost };
}

/** @throws UserError where nobody could do the work */
function workersOf({ workers }: ServeFlags, { redisUrl }: Config): number | undefined {
  if (workers !== false) return workers ?? 1;
  if (redisUrl === undefined)
    throw new UserError('missing-redis', ({ serving }) => serving.noWorkersNeedsRedis);
  return undefined;
}

function tell({ url, signIn, missing }: Served, { json }: ServeFlags, { serving }: Words): void {
  if (json === true) {
    process.stdout.write(
      `${JSON.stringify({ url, ...(signIn === undefined ? {} : { sign_in: signIn }) })}\n`,
    );
    return;
  }
  if (missing.length > 0) say(serving.noCredentials({ names: missing.join(', ') }));
  say(serving.url({ url }));
  // To whoever started it, and to nobody who reads the log later.
  if (signIn !== undefined) process.stdout.write(`${serving.signIn({ url: signIn })}\n`);
}

function countOf({ listOptions }: Words): (text: string) => number {
  return (text) => {
    if (/^\d{1,3}$/.test(text)) return Number(text);
    throw new InvalidArgumentError(listOptions.mustBe.whole);
  };
}

function originOf({ serving }: Words): (text: string) => URL {
  return (text) => {
    if (URL.canParse(text) && new URL(text).origin === text.replace(/\/$/, '')) return new URL(text);
    throw new InvalidArgumentError(serving.badOrigin);
  };
}

function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
