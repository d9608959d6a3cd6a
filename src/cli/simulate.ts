// `rollcall simulate`: runs the pretend service until a signal stops it. It turns options into settings and prints how
// Rollcall is pointed at the service; the simulator knows what the settings do.

import { Command, Option } from 'commander';
import { credentialsOf, loadConfig, type Config } from '../config.js';
import { DEFAULT_PROVIDER, PROVIDER_IDS, providerOf } from '../provider/index.js';
import type { Credentials, ProviderCodes } from '../provider/port.js';
import { UserError } from '../domain/user-error.js';
import {
  DEMO_CREDENTIALS,
  parsePatch,
  startSimulator,
  type SettingsPatch,
  type Simulator,
} from '../simulator/index.js';
import { heedSignals } from './signals.js';
import { FAULT_FLAGS, readFlag } from './simulate-flags.js';
import { simulatePeopleCommand } from './simulate-people.js';
import type { Words } from '../words/words.js';

const DEFAULT_PORT = 8787;
const LARGEST_PORT = 65_535;
const LOOPBACK_URL = 'http://127.0.0.1';

type Flags = Readonly<Record<string, unknown>>;

export function simulateCommand(words: Words): Command {
  const { simulate } = words;
  const command = new Command('simulate')
    .description(words.help.simulate)
    .addOption(new Option('--provider <name>', simulate.provider).choices(PROVIDER_IDS))
    .option('--port <n>', simulate.port, String(DEFAULT_PORT))
    .option('--host <address>', simulate.host, '127.0.0.1')
    .option('--log <file>', simulate.log)
    .option('--state <file>', simulate.state)
    .option('--seed <n>', simulate.seed, '1');
  for (const { flags, key } of FAULT_FLAGS) command.addOption(new Option(flags, words.faultFlags[key]));
  command.addHelpText('after', simulate.after({ port: DEFAULT_PORT }));
  command.action(async (flags: Flags) => serve(flags, words));
  command.addCommand(simulatePeopleCommand(words));
  return command;
}

async function serve(flags: Flags, words: Words): Promise<void> {
  // The environment names the provider that Rollcall calls, which needn't be the one that is simulated.
  const provider = (flags['provider'] as string | undefined) ?? DEFAULT_PROVIDER;
  const own = ownCredentials({ ...loadConfig(), provider });
  // Signals are heeded before the address is printed, because its reader may stop this process at once.
  const stop = signalled();
  const simulator = await startSimulator({
    provider,
    port: wholeNumber(flags['port'], '--port', LARGEST_PORT),
    host: flags['host'] as string,
    seed: wholeNumber(flags['seed'], '--seed', 2 ** 32 - 1),
    log: flags['log'] as string | undefined,
    state: flags['state'] as string | undefined,
    credentials: own ?? DEMO_CREDENTIALS,
    settings: settingsOf(flags, providerOf(provider).codes),
  });
  process.stdout.write(introduction(simulator, provider, own !== undefined, words));
  await stop;
  await simulator.close();
}

function settingsOf(flags: Flags, codes: ProviderCodes): SettingsPatch {
  const given = FAULT_FLAGS.flatMap((flag) => {
    const value = flags[new Option(flag.flags).attributeName()];
    return value === undefined ? [] : [[flag.key, readFlag(flag, value, codes)] as const];
  });
  return parsePatch(Object.fromEntries(given));
}

function wholeNumber(text: unknown, flag: string, largest: number): number {
  const number = Number(text);
  if (text !== '' && Number.isInteger(number) && number >= 0 && number <= largest) return number;
  throw new UserError('invalid-options', ({ useErrors }) =>
    useErrors.wholeUpTo({ flag, largest, text: String(text) }),
  );
}

/**
 * The credentials of the environment, or undefined where it has none.
 *
 * @throws UserError where it has only some
 */
function ownCredentials(config: Config): Credentials | undefined {
  const { appid, bucket, secretId, secretKey } = config;
  const { needsBucket } = providerOf(config.provider);
  const variables = Object.entries({
    ROLLCALL_APPID: appid,
    ...(needsBucket && { ROLLCALL_BUCKET: bucket }),
    ROLLCALL_SECRET_ID: secretId,
    ROLLCALL_SECRET_KEY: secretKey,
  });
  const missing = variables.filter(([, value]) => value === undefined).map(([name]) => name);
  if (missing.length === 0) return credentialsOf({ ...config, authUrl: LOOPBACK_URL });
  if (missing.length === variables.length) return undefined;
  throw new UserError('invalid-options', ({ useErrors }) =>
    useErrors.someCredentials({ names: missing.join(', ') }),
  );
}

/** The secret is printed only for the demo account, where it is none. */
function introduction(
  { url, credentials }: Simulator,
  provider: string,
  own: boolean,
  { simulate: said }: Words,
): string {
  const { needsBucket } = providerOf(provider);
  const lines = [
    said.isPretence,
    url,
    '',
    own ? said.takesYours : said.pointAtIt,
    ...(provider === DEFAULT_PROVIDER ? [] : [`ROLLCALL_PROVIDER=${provider}`]),
    `ROLLCALL_AUTH_URL=${url}`,
    `${needsBucket ? 'ROLLCALL_STAT_URL' : 'ROLLCALL_BILL_URL'}=${url}`,
  ];
  if (!own) {
    lines.push(
      `ROLLCALL_APPID=${credentials.appid}`,
      ...(needsBucket ? [`ROLLCALL_BUCKET=${credentials.bucket}`] : []),
      `ROLLCALL_SECRET_ID=${credentials.secretId}`,
      `ROLLCALL_SECRET_KEY=${credentials.secretKey}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    heedSignals(resolve);
  });
}
